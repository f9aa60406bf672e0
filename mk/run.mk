# What people type: run, install, and the checks of the whole.
.PHONY: run setup install check lint fuzz-smoke bench
setup:
	@tools/setup.sh build
run:
	@tools/setup.sh build
	@$(MAKE) --no-print-directory -j2 all
	@./octavo sample --if-new $(B)/samples
	@./octavo serve

install: all
	install -D -m 755 $(B)/octavo $(DESTDIR)$(PREFIX)/bin/octavo
	install -D -m 644 docs/octavo.1 $(DESTDIR)$(PREFIX)/share/man/man1/octavo.1
	install -D -m 644 docs/octavo.conf.5 $(DESTDIR)$(PREFIX)/share/man/man5/octavo.conf.5
	cd $(B)/samples && find . -type f -exec install -D -m 644 {} $(abspath $(DESTDIR)$(PREFIX))/share/octavo/samples/{} \;

# Everything: unit, command line, end to end, browser; then unit and end to end under the sanitizers.
check:
	@tools/setup.sh test
	@$(MAKE) --no-print-directory -j2 all tests-build
	@tests/all.sh
lint:
	@tools/setup.sh lint
	@$(MAKE) --no-print-directory -j2 all
	@tools/lint.sh $(B)

# Fuzz targets: tests/fuzz/*.c, each with LLVMFuzzerTestOneInput. Here they are linked with a runner
# that replays the corpus (tests/corpus/<target>/); `make fuzz-smoke` runs each under libFuzzer.
FUZZ_SRC := $(wildcard tests/fuzz/*.c)
FUZZ_REPLAY := $(patsubst tests/fuzz/%.c,$(B)/replay/%,$(FUZZ_SRC))
$(B)/replay/%: tests/fuzz/%.c tests/fuzz-replay.c $(LIBS_ALL)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS_ALL) -Wno-missing-prototypes -Itests $(LDFLAGS_ALL) -o $@ $< tests/fuzz-replay.c -Wl,--start-group $(LIBS_ALL) -Wl,--end-group $(PKG_LIBS)
.PHONY: tests-build
tests-build: $(TESTS) $(FUZZ_REPLAY)
FUZZ_SECONDS ?= 60
fuzz-smoke:
	@tools/setup.sh lint
	@tools/fuzz.sh $(FUZZ_SECONDS)
# make fuzz-NAME [SECONDS=180]: one target, tests/fuzz/NAME.c
fuzz-%:
	@tools/fuzz.sh $(or $(SECONDS),180) $*

bench:
	@tools/setup.sh bench
	@$(MAKE) --no-print-directory -j2 all
	@python3 bench/run.py ./octavo --write docs/PERFORMANCE.md

# The sample edition: texts in samples/ become feeds and pages.
SAMPLES := courier halvard meridian tidewater
$(B)/samples/edition: $(B)/tools/samples $(foreach s,$(SAMPLES),samples/$(s).txt samples/$(s).html)
	@rm -rf $(B)/samples
	$(B)/tools/samples $(B)/samples samples $(SAMPLES)
all: $(B)/samples/edition
