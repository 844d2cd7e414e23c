#!/bin/bash
# The packages for npm and pip, packed with the program, installed into folders of their own, and asked to check an article.
#   packages.sh PROGRAM        needs npm and python3 with pip
set -euo pipefail
root=$(dirname "$(realpath "$0")")/../.. program=$(realpath "$1")
work="$(mktemp -d)/Dokumen Saya é"
mkdir -p "$work/out"
trap 'rm -rf "$(dirname "$work")"' EXIT
version=$("$program" --version)
try() { # NAME COMMAND...
  local name=$1 found
  shift
  [ "$("$@" --version)" = "$version" ] || { echo "$name: another version" && exit 1; }
  printf 'Pakta itu diteken pada Kamis, 19 Juni 2024.\n' | "$@" check - --format json >"$work/found" && { echo "$name: nothing found" && exit 1; }
  found=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["files"][0]["findings"][0]["rule"])' "$work/found")
  [ "$found" = weekday-date-mismatch ] || { echo "$name: $found" && exit 1; }
  echo "$name: $version"
}

node "$root/editors/npm/pack.mjs" "$work/out" >/dev/null
node "$root/editors/npm/pack.mjs" "$work/out" linux-x64 "$program" >/dev/null
mkdir "$work/npm" && cd "$work/npm" && echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund --omit=optional "$work"/out/tajuk-0*.tgz "$work"/out/tajuk-linux-x64-*.tgz
try npm node_modules/.bin/tajuk

"$root/editors/pip/pack.sh" "$work/out" manylinux_2_17_x86_64 "$program" >/dev/null
python3 -m venv "$work/pip"
"$work/pip/bin/pip" install --quiet --no-index --no-deps "$work"/out/tajuk-*.whl
try pip "$work/pip/bin/tajuk"
try "python -m" "$work/pip/bin/python" -m tajuk

for shell in bash zsh fish; do # what can be read here, is
  "$program" completions $shell >"$work/completions"
  command -v $shell >/dev/null && $shell -n "$work/completions"
done
"$program" man --out "$work/man" && [ -s "$work/man/tajuk-check.1" ]
echo "completions and $(ls "$work/man" | wc -l) pages of the manual"
