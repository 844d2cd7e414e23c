#!/usr/bin/env bash
# Fills a folder with articles to measure `tajuk check FOLDER` on, each a
# row of sample articles that begins at another one: folder.sh FOLDER [COUNT]
set -euo pipefail
folder=$1
count=${2:-1000}
mkdir -p "$folder"
cd "$(dirname "$0")/../../seeds/articles"
samples=(*.txt headings/*.txt)
for ((number = 0; number < count; number++)); do
  article=()
  for ((step = 0; step < 8; step++)); do
    article+=("${samples[(number * 7 + step * (1 + number % 5)) % ${#samples[@]}]}")
  done
  cat "${article[@]}" >"$folder/$(printf '%05d' "$number").txt"
done
du -sb "$folder"
