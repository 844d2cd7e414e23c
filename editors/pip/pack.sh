#!/bin/bash
# Makes a wheel with the program inside:  pack.sh OUT PLATFORM PROGRAM
#   PLATFORM as wheels have it: manylinux_2_17_x86_64, musllinux_1_2_x86_64, macosx_11_0_arm64, win_amd64
set -euo pipefail
here=$(dirname "$(realpath "$0")") out=$(realpath -m "$1") platform=$2 program=$(realpath "$3")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$here"/{pyproject.toml,README.md,tajuk} "$work"
cp "$here"/../../LICENSE-* "$work"
mkdir -p "$work/tajuk/bin" "$out"
case $platform in win*) name=tajuk.exe ;; *) name=tajuk ;; esac
install -m 755 "$program" "$work/tajuk/bin/$name"
cd "$work"
python3 -m pip wheel --quiet --no-deps --wheel-dir "$out" \
  --config-settings=--build-option=--plat-name="$platform" --config-settings=--build-option=--python-tag=py3 .
ls "$out"/tajuk-*"$platform".whl
