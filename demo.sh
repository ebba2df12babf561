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

# One crisis as 140 articles tell it: folded into events, and whose words the most reported
# of them rests on. examples/kosovo2023/README.md says what these articles are.
corpus=examples/kosovo2023/articles.jsonl
records=build/demo-records.jsonl
echo "\$ build/avviso code --jsonl $corpus >$records"
build/avviso code --jsonl --format jsonl --quiet "$corpus" >"$records"
echo "\$ build/avviso events --json $records"
most=$(build/avviso events --json "$records" | awk -F'"reports":' '
  { n = split($2, ids, ","); split($2, list, "]"); n = split(list[1], ids, ",")
    if (n > most) { most = n; split($0, part, "\""); id = part[4] } }
  END { print NR " events; the most reported one:" > "/dev/stderr"; print id }')
echo "\$ build/avviso lineage $most $records"
build/avviso lineage "$most" "$records"
echo

cat <<'NEXT'
Go on with
  build/avviso code --format jsonl --published 2023-09-30 samples/2023-09-30-white-house.txt
                                      the same as records, with every span (docs/record.md)
  build/avviso parse --format table FILE
                                      the parse that the events rest on
  build/avviso stories --jsonl examples/kosovo2023/articles.jsonl
                                      stories and copies among them (docs/stories.md)
  build/avviso code FOLDER            your own articles (docs/cli.md)
  build/avviso --help
NEXT
