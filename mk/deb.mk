# deb: the Debian package, build/deb/octavo_VERSION_ARCH.deb. Installs nothing and needs no root.
.PHONY: deb
deb: all
	@tools/deb.sh $(B) $(VERSION)
