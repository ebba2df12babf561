#!/usr/bin/env bash
# Sets up what is missing, builds, and codes the sample articles. Needs nothing but
# Debian 12, a network for the first run, and root or sudo if packages are missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

tools/setup.sh
tools/fetch_model.sh
tools/build.sh release avviso
tools/fetch_gazetteer.sh || echo 'Going on without a gazetteer: few towns will be known.' >&2
tools/fetch_encoder.sh || echo 'Going on without an encoder: the rules work alone.' >&2

# A sample's name begins with the day on which it was published: dates such as
# "on Friday" are reckoned from it.
echo
for sample in samples/*.txt; do
  day=$(basename "$sample")
  day=${day:0:10}
  echo "\$ build/avviso code --format table --published $day $sample"
  build/avviso code --format table --published "$day" "$sample"
done

# One crisis as 140 articles tell it: stored, folded into events, and whose words the most
# reported of them rests on. examples/kosovo2023/README.md says what these articles are.
corpus=examples/kosovo2023/articles.jsonl
store=build/demo.avviso
rm -f "$store" "$store"-*
echo "\$ build/avviso ingest --db $store $corpus"
build/avviso ingest --db "$store" "$corpus"
echo "\$ build/avviso events --db $store --json"
most=$(build/avviso events --db "$store" --json | awk -F'"reports":' '
  { split($2, list, "]"); n = split(list[1], ids, ",")
    if (n > most) { most = n; split($0, part, "\""); id = part[4] } }
  END { print id }')
echo "\$ build/avviso lineage --db $store $most     # the most reported one"
build/avviso lineage --db "$store" "$most"
echo
echo "\$ build/avviso query --db $store --country Kosovo --type assault --limit 3 --format table"
build/avviso query --db "$store" --country Kosovo --type assault --limit 3 --format table
echo

cat <<'NEXT'
Go on with
  build/avviso code --format jsonl --published 2023-09-30 samples/2023-09-30-white-house.txt
                                      the same as records, with every span (docs/record.md)
  build/avviso parse --format table FILE
                                      the parse that the events rest on
  build/avviso query --db build/demo.avviso --all --format geojson
                                      the records on a map, or as GDELT, STIX … (docs/exports.md)
  build/avviso stories --jsonl examples/kosovo2023/articles.jsonl
                                      stories and copies among them (docs/stories.md)
  build/avviso code FOLDER            your own articles (docs/cli.md)
  build/avviso --help
NEXT
