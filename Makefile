# Octavo. The common targets:
#   make run      install what is missing, build, load the sample edition, serve
#   make check    every test, ending in "N passed, N failed"
#   make lint     formatting, clang-tidy, include direction, headers alone
#   make bench    the figures of docs/PERFORMANCE.md
#   make help     all targets
# Variables: CC, B (build folder), SAN (e.g. address,undefined), WERROR=1, PREFIX, DESTDIR.

B       ?= build
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
VERSION := 0.1.0
PREFIX  ?= /usr/local
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# The rooms by rank: one may include only those of a lower rank (tools/check-includes compares).
RANK0 := base
RANK1 := types
RANK2 := url text proc store http
RANK3 := markup net
RANK4 := feed page sense
RANK5 := story reader
RANK6 := desk
RANK7 := web api
RANK8 := cli
ROOMS := $(RANK0) $(RANK1) $(RANK2) $(RANK3) $(RANK4) $(RANK5) $(RANK6) $(RANK7) $(RANK8)

PKGS := libcurl sqlite3 jansson libutf8proc libzstd zlib libbrotlidec libargon2 libseccomp md4c
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lstemmer -lm -lpthread

WARN := -Wall -Wextra -Wconversion -Wshadow -Wvla -Wformat=2 -Wstrict-prototypes \
        -Wmissing-prototypes -Wwrite-strings -Wcast-qual -Wswitch-enum -Wundef \
        -Wnull-dereference -Wimplicit-fallthrough $(if $(WERROR),-Werror)
HARD := -fstack-protector-strong -fstack-clash-protection -fcf-protection=full \
        -ftrivial-auto-var-init=zero -fno-strict-overflow -fno-delete-null-pointer-checks -fPIE \
        $(if $(findstring clang,$(CC)),-enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang)
OPT  := $(if $(SAN),-O1 -fno-omit-frame-pointer -fsanitize=$(SAN) -fno-sanitize-recover=undefined,-O2 -D_FORTIFY_SOURCE=3)
CFLAGS_ALL  := -std=gnu17 -D_GNU_SOURCE -DOCTAVO_VERSION='"$(VERSION)"' -g $(OPT) $(WARN) $(HARD) \
               -Isrc -I$(B)/gen $(PKG_CFLAGS) $(CFLAGS)
LDFLAGS_ALL := -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code \
               $(if $(SAN),-fsanitize=$(SAN)) $(LDFLAGS)

# Every .c of a room becomes part of its archive; generated sources are added by room.
src_of   = $(wildcard src/$(1)/*.c) $(wildcard src/$(1)/*/*.c)
obj_of   = $(patsubst src/%.c,$(B)/obj/%.o,$(filter-out src/cli/main.c,$(call src_of,$(1)))) $(GEN_$(1))
lib      = $(B)/lib/$(1).a
GEN_store := $(if $(wildcard tools/sqltable.c),$(B)/obj/gen/store_sql.o)
GEN_web   := $(if $(wildcard tools/views.c),$(B)/obj/gen/views.o) $(if $(wildcard tools/assets.c),$(B)/obj/gen/assets.o)
LIBS_ALL := $(foreach r,$(ROOMS),$(call lib,$(r)))

.PHONY: all
all: $(B)/octavo $(if $(filter build,$(B)),octavo)

octavo: $(B)/octavo
	@ln -f $< $@

$(B)/octavo: $(B)/obj/cli/main.o $(LIBS_ALL)
	@echo "  LD $@"; $(CC) $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(LIBS_ALL) -Wl,--end-group $(PKG_LIBS)

define room_rule
$(call lib,$(1)): $(call obj_of,$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	@ar rcsD $$@ $$(filter %.o,$$^)
.PHONY: lib-$(1)
lib-$(1): $(call lib,$(1))
endef
$(foreach r,$(ROOMS),$(eval $(call room_rule,$(r))))

$(B)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
$(B)/obj/gen/%.o: $(B)/gen/%.c
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
# Generated headers must stand before anything of their room is compiled.
$(patsubst src/%.c,$(B)/obj/%.o,$(call src_of,store)): | $(if $(GEN_store),$(B)/gen/store_sql.h)
$(patsubst src/%.c,$(B)/obj/%.o,$(call src_of,web)): | $(if $(wildcard tools/views.c),$(B)/gen/views.h) $(if $(wildcard tools/assets.c),$(B)/gen/assets.c)

# Small programs run by the build (always with the plain compiler, never the sanitizers).
$(B)/tools/%: tools/%.c
	@mkdir -p $(@D)
	$(CC) -std=gnu17 -D_GNU_SOURCE -O1 -g -Wall -Wextra -o $@ $<
SQL   := $(sort $(wildcard src/store/sql/*.sql))
VIEWS := $(sort $(wildcard src/web/views/*.html) $(wildcard src/web/views/*.xml))
$(B)/gen/store_sql.c $(B)/gen/store_sql.h &: $(SQL) $(B)/tools/sqltable
	@mkdir -p $(@D)
	$(B)/tools/sqltable $(B)/gen/store_sql $(SQL)
$(B)/gen/views.c $(B)/gen/views.h &: $(VIEWS) $(B)/tools/views
	@mkdir -p $(@D)
	$(B)/tools/views $(B)/gen/views $(VIEWS)
ASSETS := $(sort $(wildcard src/web/assets/*))
$(B)/gen/assets.c: $(ASSETS) $(B)/tools/assets
	@mkdir -p $(@D)
	$(B)/tools/assets $@ $(ASSETS)

# Tests: tests/<room>/<name>_test.c is linked with its room and the rooms below it only.
upto_base := $(RANK0)
upto_types := $(upto_base) $(RANK1)
upto2 := $(upto_types) $(RANK2)
upto3 := $(upto2) $(RANK3)
upto4 := $(upto3) $(RANK4)
upto5 := $(upto4) $(RANK5)
upto6 := $(upto5) $(RANK6)
upto7 := $(upto6) $(RANK7)
upto8 := $(upto7) $(RANK8)
below = $(if $(filter $(1),$(RANK0)),,$(if $(filter $(1),$(RANK1)),$(upto_base),$(if $(filter $(1),$(RANK2)),$(upto_types),$(if $(filter $(1),$(RANK3)),$(upto2),$(if $(filter $(1),$(RANK4)),$(upto3),$(if $(filter $(1),$(RANK5)),$(upto4),$(if $(filter $(1),$(RANK6)),$(upto5),$(if $(filter $(1),$(RANK7)),$(upto6),$(upto7)))))))))
TEST_SRC := $(wildcard tests/*/*_test.c)
TESTS    := $(patsubst tests/%.c,$(B)/tests/%,$(TEST_SRC))
define test_rule
$(patsubst tests/%.c,$(B)/tests/%,$(1)): $(1) tests/check.h $(call lib,$(2)) $(foreach r,$(call below,$(2)),$(call lib,$(r)))
	@mkdir -p $$(@D)
	@echo "  LD $$@"; $(CC) $(CFLAGS_ALL) -Itests -MMD -MP $(LDFLAGS_ALL) -o $$@ $$< -Wl,--start-group $(call lib,$(2)) $(foreach r,$(call below,$(2)),$(call lib,$(r))) -Wl,--end-group $(PKG_LIBS) -lcmocka
endef
$(foreach t,$(TEST_SRC),$(eval $(call test_rule,$(t),$(word 2,$(subst /, ,$(t))))))
# make test-<room>: build and run the unit tests of one room.
define room_test
.PHONY: test-$(1)
test-$(1): $(filter $(B)/tests/$(1)/%,$(TESTS))
	@tests/run.sh $$^
endef
$(foreach r,$(ROOMS),$(eval $(call room_test,$(r))))

-include mk/*.mk

.PHONY: clean help
clean:
	rm -rf $(B) octavo
help:
	@sed -n '2,9p' Makefile | sed 's/^# \{0,1\}//'
	@echo "Rooms: make lib-ROOM, make test-ROOM for each of: $(ROOMS)"

-include $(shell find $(B) -name '*.d' 2>/dev/null)
