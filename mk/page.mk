# page: a driver that links only what extraction needs, and the trainer of its classifier.
page_below := $(foreach r,base types url text markup page,$(call lib,$(r)))
page_link   = $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $(filter %.c,$^) -Wl,--start-group $(page_below) -Wl,--end-group $(PKG_LIBS)

$(B)/bench/page_extract: bench/page_extract.c src/cli/extract.c src/cli/cli.c $(page_below)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(page_link)
$(B)/train/page_%: train/page_%.c $(page_below)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(page_link)
# make page-fuzz [SECONDS=120]: libFuzzer over whole pages (clang), seeds from FUZZ_SEEDS where given.
page_pure := $(foreach r,base types url text markup page,$(call src_of,$(r)))
$(B)/fuzz/page_extract: tests/fuzz/page_extract.c $(page_pure)
	@mkdir -p $(@D)
	clang -std=gnu17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
		-Isrc $(PKG_CFLAGS) -o $@ $^ $(PKG_LIBS)
.PHONY: page-fuzz
page-fuzz: $(B)/fuzz/page_extract
	@mkdir -p $(B)/fuzz/corpus-page
	cd $(B)/fuzz && ./page_extract -max_total_time=$(or $(SECONDS),120) -max_len=60000 -timeout=20 -rss_limit_mb=2000 corpus-page $(FUZZ_SEEDS)
