# markup: fuzz targets and the bench.
# make markup-fuzz-NAME [SECONDS=180]: libFuzzer over tests/fuzz/markup_NAME.c (clang); NAME one of:
MARKUP_FUZZ := html xml sanitize charset
MARKUP_PURE := $(foreach r,base url markup,$(wildcard src/$(r)/*.c)) src/types/body.c
define markup_fuzz_rule
$(B)/fuzz/markup_$(1): tests/fuzz/markup_$(1).c $(MARKUP_PURE)
	@mkdir -p $$(@D)
	clang -std=gnu17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
	  -Isrc $(PKG_CFLAGS) -o $$@ $$< $(MARKUP_PURE) $(PKG_LIBS)
.PHONY: markup-fuzz-$(1)
markup-fuzz-$(1): $(B)/fuzz/markup_$(1)
	@mkdir -p $(B)/fuzz/corpus_markup_$(1)
	$$< -max_total_time=$$(or $$(SECONDS),180) -max_len=20000 -print_final_stats=1 $(B)/fuzz/corpus_markup_$(1)
endef
$(foreach t,$(MARKUP_FUZZ),$(eval $(call markup_fuzz_rule,$(t))))

# make markup-bench PAGES="a.html b.html": MB/s of each stage over those files (.xml: the XML reader).
$(B)/bench/markup_bench: bench/markup_bench.c $(foreach r,base url types markup,$(call lib,$(r)))
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(PKG_LIBS)
.PHONY: markup-bench
markup-bench: $(B)/bench/markup_bench
	$< $(PAGES)
