#!/bin/sh
# setup.sh build|test: installs the Debian packages that are missing for building, or for the tests
# too, and says which. Asks for root (sudo) only where something is missing. Exits 1 with the command
# to type where it cannot install by itself.
set -eu
build="gcc make pkg-config libc6-dev libcurl4-openssl-dev libsqlite3-dev libjansson-dev libutf8proc-dev
 libstemmer-dev libzstd-dev zlib1g-dev libbrotli-dev libargon2-dev libseccomp-dev libmd4c-dev ca-certificates"
tests="libcmocka-dev python3 curl chromium fonts-dejavu-core sqlite3"
lint="clang clang-format clang-tidy"
case "${1:-build}" in
build) want="$build" ;;
test) want="$build $tests"; command -v node >/dev/null 2>&1 || want="$want nodejs"; command -v npm >/dev/null 2>&1 || want="$want npm" ;;
lint) want="$build $lint" ;;
bench) want="$build wrk python3" ;;
*) echo "usage: setup.sh build|test|lint|bench" >&2; exit 2 ;;
esac
missing=
for p in $want; do
    dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
done
# A package's files may be there without the package (own builds): the build decides by pkg-config.
[ -z "$missing" ] && exit 0
echo "octavo: packages to install:$missing"
root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "octavo: as root, please:  apt-get install$missing" >&2; exit 1; }
    root=sudo
fi
export DEBIAN_FRONTEND=noninteractive
$root apt-get update -q >/dev/null || true
# shellcheck disable=SC2086
$root apt-get install -y -q --no-install-recommends $missing >/dev/null ||
    { echo "octavo: the packages could not be installed; as root:  apt-get install$missing" >&2; exit 1; }
