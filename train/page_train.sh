#!/bin/sh
# Makes src/page/model.c anew: rows from the pages of the DEV sets that have a whole gold text, labels,
# training; then the figures of blocks out of fold, by site. Takes a minute.
#   train/page_train.sh SHARED WORKDIR     (SHARED has data/extract; WORKDIR takes 60 MB)
set -e
shared=${1:-${OCTAVO_SHARED:-../shared}}
work=${2:-build/train}
here=$(dirname "$0")/..
mkdir -p "$work"
make -C "$here" B=build build/train/page_dump build/train/page_train
golds=
: > "$work/list"
for set in scrapinghub fundus fundus_eval wcxb; do
    golds="$golds $shared/data/extract/$set/gold.jsonl"
    mkdir -p "$work/$set"
    for f in "$shared/data/extract/$set/pages/"*.html.gz; do
        id=$(basename "$f" .html.gz)
        gzip -dc "$f" > "$work/$set/$id.html"
        printf '%s/%s\t%s\t\n' "$set" "$id" "$work/$set/$id.html" >> "$work/list"
    done
done
"$here/build/train/page_dump" "$work/list" "$work/rows" "$work/texts"
python3 "$here/train/page_label.py" label "$work/texts" $golds > "$work/labels"
"$here/build/train/page_train" "$work/rows" "$work/labels" "$work/model.c" "$work/scores" 200 0.12 0.03 20
python3 "$here/train/page_label.py" measure "$work/texts" "$work/scores" $golds --over 0.2
cp "$work/model.c" "$here/src/page/model.c"
