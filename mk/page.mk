# page: a driver that links only what extraction needs, and the trainer of its classifier.
page_below := $(foreach r,base types url text markup page,$(call lib,$(r)))
page_link   = $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $(filter %.c,$^) -Wl,--start-group $(page_below) -Wl,--end-group $(PKG_LIBS)

$(B)/bench/page_extract: bench/page_extract.c src/cli/extract.c src/cli/cli.c $(page_below)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(page_link)
$(B)/train/page_%: train/page_%.c $(page_below)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(page_link)
# make accuracy-page: the figures of docs/accuracy.md "Reading the page", by set and by language. What is
# trained (train/page_train.sh) is measured on sites that the training left out: five programs, each with
# the models without a fifth of the sites, each for the pages of that fifth. ARGS=--misses or --worst=20.
PAGE_SHARED := $(or $(OCTAVO_SHARED),../shared)
PAGE_ACC := $(B)/accuracy-page
PAGE_FOLDS := 0 1 2 3 4
$(PAGE_ACC)/model.c: train/page_train.sh $(wildcard train/page_*.c train/page_*.py) src/page/feature.c src/page/block.c src/page/title.c
	@rm -f $(PAGE_ACC)/list
	@KEEP=1 train/page_train.sh $(PAGE_SHARED) $(PAGE_ACC) > $(PAGE_ACC).log 2>&1 || { cat $(PAGE_ACC).log; exit 1; }
define page_fold
$(PAGE_ACC)/extract.$(1): $(PAGE_ACC)/model.c $(B)/bench/page_extract
	@cp $(PAGE_ACC)/model.c.$(1) $(PAGE_ACC)/model$(1).c; cp $(PAGE_ACC)/choose.c.$(1) $(PAGE_ACC)/choose$(1).c
	@$$(CC) $$(CFLAGS_ALL) $$(LDFLAGS_ALL) -o $$@ $(PAGE_ACC)/model$(1).c $(PAGE_ACC)/choose$(1).c \
		bench/page_extract.c src/cli/extract.c src/cli/cli.c -Wl,--start-group $$(page_below) -Wl,--end-group $$(PKG_LIBS)
endef
$(foreach k,$(PAGE_FOLDS),$(eval $(call page_fold,$(k))))
.PHONY: accuracy-page
accuracy-page: $(foreach k,$(PAGE_FOLDS),$(PAGE_ACC)/extract.$(k))
	@rm -rf $(PAGE_ACC)/seen $(PAGE_ACC)/unseen; mkdir -p $(PAGE_ACC)/seen $(PAGE_ACC)/unseen
	@$(B)/bench/page_extract --batch --out $(PAGE_ACC)/seen < $(PAGE_ACC)/list
	@for k in $(PAGE_FOLDS); do $(PAGE_ACC)/extract.$$k --batch --out $(PAGE_ACC)/unseen < $(PAGE_ACC)/list.$$k; done
	@python3 train/page_figures.py show $(PAGE_SHARED) $(PAGE_ACC)/seen $(PAGE_ACC)/unseen $(ARGS)
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
