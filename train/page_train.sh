#!/bin/sh
# Makes src/page/model.c and choose.c anew: rows from the pages of the DEV sets, labels, training; then
# the figures out of fold, by site. Takes three minutes.
#   train/page_train.sh SHARED WORKDIR     (SHARED has data/extract; WORKDIR takes 300 MB)
# Beside each made file stand those that were trained without the sites of a fold: model.c.0 to .4 and
# choose.c.0 to .4; `make accuracy-page` measures with them.
set -e
shared=${1:-${OCTAVO_SHARED:-../shared}}
work=${2:-build/train}
here=$(dirname "$0")/..
mkdir -p "$work"
make -s -C "$here" B=build build/train/page_dump build/train/page_train build/train/page_choose
[ -f "$work/list" ] || python3 "$here/train/page_figures.py" list "$shared" "$work"
"$here/build/train/page_choose" "$work/list" > "$work/titles"
python3 "$here/train/page_choose.py" "$work/titles" "$shared" "$work/choose.c"
golds=
: > "$work/bodies"
for set in scrapinghub fundus fundus_eval wcxb; do
    golds="$golds $shared/data/extract/$set/gold.jsonl"
    grep "^$set-" "$work/list" | sed 's,-,/,' >> "$work/bodies"
done
"$here/build/train/page_dump" "$work/bodies" "$work/rows" "$work/texts"
python3 "$here/train/page_label.py" label "$work/texts" $golds > "$work/labels"
"$here/build/train/page_train" "$work/rows" "$work/labels" "$work/model.c" "$work/scores" 200 0.12 0.03 3
python3 "$here/train/page_label.py" measure "$work/texts" "$work/scores" $golds --over 0
if [ -z "$KEEP" ]; then # KEEP=1: only measure
    cp "$work/model.c" "$here/src/page/model.c"
    cp "$work/choose.c" "$here/src/page/choose.c"
fi
