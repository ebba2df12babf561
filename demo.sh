#!/usr/bin/env bash
# Sets up what is missing, builds, and codes the sample articles. Needs nothing but
# Debian 12, a network for the first run, and root or sudo if packages are missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

tools/setup.sh
tools/fetch_model.sh
tools/build.sh release avviso
tools/fetch_gazetteer.sh || echo 'Going on without a gazetteer: few towns will be known.' >&2

# A sample's name begins with the day on which it was published: dates such as
# "on Friday" are reckoned from it.
echo
for sample in samples/*.txt; do
  day=$(basename "$sample")
  day=${day:0:10}
  echo "\$ build/avviso code --format table --published $day $sample"
  build/avviso code --format table --published "$day" "$sample"
done

cat <<'NEXT'
Go on with
  build/avviso code --format jsonl --published 2023-09-30 samples/2023-09-30-white-house.txt
                                      the same as records, with every span (docs/record.md)
  build/avviso parse --format table FILE
                                      the parse that the events rest on
  build/avviso code FOLDER            your own articles (docs/cli.md)
  build/avviso --help
NEXT
