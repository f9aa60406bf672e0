#!/bin/sh
# run.sh OCTAVO: the browser tests. Installs playwright-core and axe-core into build/node once.
set -eu
here=$(cd "$(dirname "$0")" && pwd); octavo=$(realpath "$1"); node=$(realpath .)/build/node
mkdir -p "$node"
if ! cmp -s "$here/package.json" "$node/package.json" || [ ! -d "$node/node_modules/axe-core" ]; then
    cp "$here/package.json" "$node/package.json"
    (cd "$node" && npm install --no-audit --no-fund --silent --no-package-lock)
fi
edition=$(dirname "$octavo")/samples
[ -f "$edition/edition" ] || edition=$(dirname "$octavo")/build/samples
exec env NODE_MODULES="$node/node_modules" OCTAVO_PROGRAM="$octavo" node "$here/run.mjs" "$edition"
