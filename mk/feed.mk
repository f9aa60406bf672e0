# feed, url and dates: fuzz targets and the bench.
# make feed-fuzz-NAME [SECONDS=180]: libFuzzer over tests/fuzz/NAME.c (clang); NAME one of these:
FEED_FUZZ := feed_parse opml_read url_parse date_parse
FEED_PURE := $(foreach r,base types url text markup feed,$(wildcard src/$(r)/*.c))
define feed_fuzz_rule
$(B)/fuzz/$(1): tests/fuzz/$(1).c $(FEED_PURE)
	@mkdir -p $$(@D)
	clang -std=gnu17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
	  -Isrc $(PKG_CFLAGS) -o $$@ $$< $(FEED_PURE) $(PKG_LIBS)
.PHONY: feed-fuzz-$(1)
feed-fuzz-$(1): $(B)/fuzz/$(1)
	@mkdir -p $(B)/fuzz/corpus_$(1)
	$$< -max_total_time=$$(or $$(SECONDS),180) -max_len=20000 -print_final_stats=1 $(B)/fuzz/corpus_$(1)
endef
$(foreach t,$(FEED_FUZZ),$(eval $(call feed_fuzz_rule,$(t))))

$(B)/bench/feed_bench: bench/feed_bench.c $(foreach r,base types url text markup feed,$(call lib,$(r)))
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(PKG_LIBS)
.PHONY: feed-bench
feed-bench: $(B)/bench/feed_bench
	$<
