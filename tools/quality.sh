#!/usr/bin/env bash
# Scores the engine against labelled sets and prints what docs/quality.md reports.
#
# The sets are no part of this repository, since some carry no licence. They and
# their scorers stand in a folder with gold/ and score/: $AVVISO_GOLD, or ../shared.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

sets=${AVVISO_GOLD:-../shared}
[[ -d "$sets/gold" && -d "$sets/score" ]] || {
  echo "quality: no gold/ and score/ in $sets: set AVVISO_GOLD" >&2
  exit 1
}
tools/fetch_model.sh
tools/fetch_gazetteer.sh
tools/fetch_encoder.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# score NAME GOLD SCORER
score() {
  echo "== $1 ($2)"
  python3 "$sets/score/inputs.py" "$sets/gold/$2" >"$work/in.jsonl"
  build/avviso code --jsonl --format jsonl --quiet <"$work/in.jsonl" >"$work/out.jsonl"
  build/avviso verify "$work/out.jsonl"
  python3 "$sets/score/$3" "$sets/gold/$2" "$work/out.jsonl"
}

for set in geovirus geowebnews local_news; do
  score 'places' "places/$set.jsonl" places.py
done
score 'whole records' records/dev.jsonl records.py
score 'marked dyads' plover/dyads_train.jsonl dyads.py
score 'claims' attribution/polnear_dev.jsonl voices.py

echo "== stories (stories/news_clusters.jsonl)"
build/avviso stories --jsonl "$sets/gold/stories/news_clusters.jsonl" >"$work/out.jsonl"
python3 "$sets/score/stories.py" "$sets/gold/stories/news_clusters.jsonl" "$work/out.jsonl"

echo "== copies, stories, merged events, origins (examples/kosovo2023)"
corpus=examples/kosovo2023
build/avviso stories --jsonl "$corpus/articles.jsonl" >"$work/stories.jsonl"
build/avviso code --jsonl --format jsonl --quiet "$corpus/articles.jsonl" >"$work/records.jsonl"
build/avviso events --json "$work/records.jsonl" >"$work/events.jsonl"
tools/score_kosovo.py "$corpus/key.jsonl" --stories "$work/stories.jsonl" \
  --records "$work/records.jsonl" --events "$work/events.jsonl"

echo '== reading (reading/gold.jsonl): English articles, many languages, dates'
build/avviso read --json --quiet "$sets/gold/reading/pages" >"$work/read.jsonl"
for kind in wcxb- tra- hd-; do
  grep "^{\"id\": \"$kind" "$sets/gold/reading/gold.jsonl" >"$work/kind.jsonl"
  python3 "$sets/score/reading.py" "$work/kind.jsonl" "$work/read.jsonl"
done
