#!/bin/bash
# An archive of the program with its completions, manual and licences, and its checksum beside it.
#   archive.sh PROGRAM TARGET OUT
set -euo pipefail
program=$1 target=$2 out=$3 root=$(dirname "$0")/..
name=tajuk-$target
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out" "$work/$name/completions" "$work/$name/man"
cp "$program" "$root"/{README.md,CHANGELOG.md,LICENSE-*} "$work/$name"
"$program" man --out "$work/$name/man"
for shell in bash zsh fish powershell elvish; do "$program" completions $shell >"$work/$name/completions/tajuk.$shell"; done
out=$(cd "$out" && pwd)
cd "$work"
case $target in
*windows*) file=$name.zip && 7z a -bso0 "$out/$file" "$name" ;;
*) file=$name.tar.gz && tar czf "$out/$file" "$name" ;;
esac
cd "$out"
if command -v sha256sum >/dev/null; then sha256sum "$file" >"$file.sha256"; else shasum -a 256 "$file" >"$file.sha256"; fi
echo "$out/$file"
