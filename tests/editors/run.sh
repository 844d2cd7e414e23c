#!/bin/bash
# Runs a server in real editors and checks what a writer would see in them; install.sh gets the editors.
#   run.sh SERVER SHOTS          exit status 1 when an editor shows something else than expect.json says
# ONLY="vscode extension" runs these alone. Pictures and logs go to SHOTS. What is not installed is skipped and said.
# An editor draws when it likes: what failed is tried once more, and a pass that took two tries is said.
set -uo pipefail
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")
dir=$(realpath -m "${TAJUK_EDITORS:-$root/target/editors}")
server=$(realpath "$1")
rm -rf "$2" && mkdir -p "$2"
shots=$(realpath "$2") work=$(mktemp -d) expect=$here/expect.json
article=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["file"])' "$expect")
node=$dir/node/bin/node browser=$dir/chromium/bin/chromium
passed=0 failed=0 skipped=0 again=0

go() { # NAME NEEDS... -- COMMAND...: NEEDS are parts that install.sh may have left out
  local name=$1 start=$SECONDS
  shift
  [ -z "${ONLY:-}" ] || [[ " $ONLY " == *" $name "* ]] || return
  while [ "$1" != -- ]; do
    [ -e "$dir/$1.done" ] || { echo "skipped  $name: $1 is not installed" && skipped=$((skipped + 1)) && return; }
    shift
  done
  shift
  if try "$name" "$@"; then
    echo "ok       $name $((SECONDS - start)) s" && passed=$((passed + 1))
    return
  fi
  echo "failed   $name, first try" && tail -15 "$shots/$name.log" && mv "$shots/$name.log" "$shots/$name.first.log"
  if try "$name" "$@"; then
    echo "ok       $name $((SECONDS - start)) s, second try" && passed=$((passed + 1)) again=$((again + 1))
  else
    echo "FAILED   $name $((SECONDS - start)) s" && tail -15 "$shots/$name.log" && failed=$((failed + 1))
  fi
}

try() { # NAME COMMAND...: beside a fresh copy of the article
  local log=$shots/$1.log
  shift
  rm -rf "$work/news" && mkdir "$work/news" && cp "$root/seeds/articles/$article" "$work/news"
  touch -d 2025-07-02 "$work/news/$article" # the article's date, as it names none itself
  (cd "$work/news" && timeout 240 "$@") >"$log" 2>&1
}

extension() { # checks and packs it, with the server inside
  cd "$root/editors/vscode"
  export PATH=$dir/node/bin:$PATH
  npm ci --silent --no-audit --no-fund && npm run --silent check && npm run --silent package -- linux-x64 "$server"
}

in_nvim() { # VERSION
  PLUGIN=$root/editors/nvim SERVER=$server FILE=$work/news/$article EXPECT=$expect \
    "$dir/$1/bin/nvim" --clean --headless -S "$here/drivers/nvim.lua"
}

nvim_steps() { # the README's own steps, in a home of its own
  local home="$work/rumah baru"
  rm -rf "$home" && mkdir -p "$home/.config/nvim" "$work/bin" && ln -sf "$server" "$work/bin/tajuk"
  export HOME=$home PATH=$work/bin:$PATH
  unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME
  cd "$root"
  eval "$(sed -n '/^## Set it up in Neovim/,/^## /s/^2\. `\(.*\)`$/\1/p' README.md)"
  sed -n '/^## Set it up in Neovim/,/^## /s/^3\. In `init.lua`: `\(.*\)`$/\1/p' README.md >"$home/.config/nvim/init.lua"
  [ -s "$home/.config/nvim/init.lua" ] || { echo "the README has other steps" && return 1; }
  "$dir/$1/bin/nvim" --headless "$work/news/$article" \
    '+lua print(vim.wait(15000, function() return #vim.diagnostic.get(0) > 0 end, 10) and "first squiggle" or "no squiggle")' '+lua vim.cmd(#vim.diagnostic.get(0) > 0 and "qall!" or "cquit 1")'
}

nvim_pictures() {
  "$node" "$dir/drivers/nvim-tui.mjs" --browser "$browser" --nvim "$dir/nvim-new/bin/nvim" --plugin "$root/editors/nvim" \
    --server "$server" --file "$work/news/$article" --expect "$expect" --shots "$shots"
}

in_terminal() { # DRIVER PROGRAM [ARGUMENT]...
  local driver=$1 program=$2
  shift 2
  mkdir -p "$work/bin" && ln -sf "$server" "$work/bin/tajuk" # the configurations look for it on PATH
  PATH=$work/bin:$PATH "$node" "$dir/drivers/$driver" --browser "$browser" --program "$dir/terminal/bin/$program" \
    --editors "$root/editors" --file "$work/news/$article" --expect "$expect" --shots "$shots" "$@"
}

in_emacs() { # DRIVER
  mkdir -p "$work/bin" "$work/home" && ln -sf "$server" "$work/bin/tajuk"
  PATH=$work/bin:$PATH HOME=$work/home LC_ALL=C.UTF-8 EDITORS=$root/editors FILE=$work/news/$article EXPECT=$expect \
    LISP=$dir/terminal/root/usr/share/emacs/site-lisp/elpa-src "$dir/terminal/bin/emacs" -Q --batch -l "$here/drivers/$1"
}

in_vscode() {
  local url status
  mkdir -p "$work/broken/.vscode"
  echo '# x' >"$work/broken/x.md"
  echo '{ "tajuk.server.path": "/nowhere/tajuk" }' >"$work/broken/.vscode/settings.json"
  mkdir -p "$work/old/.vscode"
  echo '# x' >"$work/old/x.md"
  printf '#!/bin/sh\necho "tajuk 0.0.9"\n' >"$work/old/tajuk" && chmod +x "$work/old/tajuk"
  echo "{ \"tajuk.server.path\": \"$work/old/tajuk\" }" >"$work/old/.vscode/settings.json"
  url=$("$here/vscode.sh" "$dir" "$work/profile" start "$work/news" "$root/editors/vscode/dist/tajuk-linux-x64.vsix" 2>"$shots/workbench.log") ||
    { cat "$shots/workbench.log" && return 1; }
  "$node" "$dir/drivers/vscode.mjs" --url "$url" --browser "$browser" --folder "$work/news" --broken "$work/broken" --old "$work/old" \
    --expect "$expect" --shots "$shots"
  status=$?
  "$here/vscode.sh" "$dir" "$work/profile" stop
  return $status
}

in_folder() { # one that nobody has said they trust
  local url status word='Kapal itu tiba di pelabuhan pada hari kedua. '
  mkdir -p .vscode
  printf '#!/bin/sh\n: >"%s/ran"\necho "tajuk 0.0.9"\n' "$PWD" >foreign && chmod +x foreign
  echo "{ \"tajuk.server.path\": \"$PWD/foreign\" }" >.vscode/settings.json
  printf '[rules]\n' >tajuk.toml
  yes "$word$word$word$word" | sed G | head -c 10000000 >big.txt
  url=$(TRUST=asked "$here/vscode.sh" "$dir" "$work/profile" start "$work/news" "$root/editors/vscode/dist/tajuk-linux-x64.vsix" 2>"$shots/workbench.log") ||
    { cat "$shots/workbench.log" && return 1; }
  "$node" "$dir/drivers/folder.mjs" --url "$url" --browser "$browser" --folder "$work/news" --expect "$expect" --shots "$shots"
  status=$?
  "$here/vscode.sh" "$dir" "$work/profile" stop
  return $status
}

[ -d "$dir/drivers" ] && cp "$here"/drivers/* "$dir/drivers/" # beside the packages they use
export -f extension in_nvim nvim_steps nvim_pictures in_terminal in_emacs in_vscode in_folder
export here root dir server shots work expect article node browser
go protocol checker -- "$dir/checker/bin/python" "$here/strict_lsp.py" -- "$server" lsp
go nvim-0.12 nvim-new -- bash -c 'in_nvim nvim-new'
go nvim-0.10 nvim-old -- bash -c 'in_nvim nvim-old'
go nvim-steps nvim-new nvim-old -- bash -c 'nvim_steps nvim-new && nvim_steps nvim-old'
go nvim-pictures nvim-new node drivers chromium -- bash -c nvim_pictures
go emacs-eglot terminal -- bash -c 'in_emacs eglot.el'
go emacs-lsp-mode terminal -- bash -c 'in_emacs lsp-mode.el'
go emacs-pictures terminal node drivers chromium -- bash -c 'in_terminal emacs.mjs emacs'
go helix terminal node drivers chromium -- bash -c 'in_terminal helix.mjs hx'
go vim-ale terminal node drivers chromium -- bash -c 'in_terminal vim.mjs vim --ale "$dir/terminal/root/usr/share/vim-ale"'
go packages node -- bash -c 'PATH=$dir/node/bin:$PATH exec "$here/packages.sh" "$server"'
go extension node -- bash -c extension
go vscode vscode node drivers chromium -- bash -c in_vscode
go folder vscode node drivers chromium -- bash -c in_folder
rm -rf "$work"
echo "editors: $passed passed ($again at the second try), $failed failed, $skipped skipped"
[ "$failed" = 0 ]
