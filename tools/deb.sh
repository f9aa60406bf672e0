#!/bin/sh
# deb.sh BUILD VERSION: makes BUILD/deb/octavo_VERSION_ARCH.deb from a built program. What libraries it
# needs is asked of dpkg-shlibdeps where it is there, else of the packages that own them.
set -eu
b=$1; version=$2; top=$(pwd); root=$top/$b/deb/root
command -v dpkg-deb >/dev/null 2>&1 || { echo "make deb wants dpkg-deb (Debian and its kin)" >&2; exit 1; }
arch=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}; export SOURCE_DATE_EPOCH
rm -rf "$root"; mkdir -p "$root/DEBIAN"
make --no-print-directory B="$b" PREFIX=/usr DESTDIR="$root" install >/dev/null
strip --strip-unneeded "$root/usr/bin/octavo"
gzip -9n "$root"/usr/share/man/man*/*
install -D -m 644 contrib/octavo.conf "$root/etc/octavo/octavo.conf"
install -D -m 644 contrib/octavo.service "$root/lib/systemd/system/octavo.service"
install -D -m 644 contrib/debian/copyright "$root/usr/share/doc/octavo/copyright"
for d in README.md SECURITY.md docs/threat-model.md docs/api.md docs/json.md; do install -D -m 644 "$d" "$root/usr/share/doc/octavo/$(basename "$d")"; done
printf 'octavo (%s) unstable; urgency=medium\n\n  * This version. The history of the repository says what changed.\n\n -- %s  %s\n' "$version" \
    "$(sed -n 's/^Maintainer: //p' contrib/debian/control.in)" "$(date -uRd "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$root/usr/share/doc/octavo/changelog.gz"
chmod 644 "$root/usr/share/doc/octavo/changelog.gz"
if command -v dpkg-shlibdeps >/dev/null 2>&1; then
    mkdir -p "$b/deb/debian"; printf 'Source: octavo\n\nPackage: octavo\nArchitecture: any\n' >"$b/deb/debian/control"
    depends=$(cd "$b/deb" && dpkg-shlibdeps -O "$root/usr/bin/octavo" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
else
    depends=$(ldd "$root/usr/bin/octavo" | sed -n 's/.* => \(\/[^ ]*\).*/\1/p' | xargs -n1 realpath | xargs dpkg -S 2>/dev/null |
        sed 's/:.*//' | sort -u | paste -sd, | sed 's/,/, /g')
fi
[ -n "$depends" ] || { echo "make deb: the libraries' packages are not known" >&2; exit 1; }
sed "s/@VERSION@/$version/; s/@ARCH@/$arch/; s/@DEPENDS@/$depends/; s/@SIZE@/$(du -sk "$root" | cut -f1)/" contrib/debian/control.in >"$root/DEBIAN/control"
install -m 644 contrib/debian/conffiles "$root/DEBIAN/conffiles"
for s in postinst prerm postrm; do install -m 755 "contrib/debian/$s" "$root/DEBIAN/$s"; done
(cd "$root" && find . -path ./DEBIAN -prune -o -type f -print | sed 's|^\./||' | sort | xargs md5sum) >"$root/DEBIAN/md5sums"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$b/deb/octavo_${version}_$arch.deb"
