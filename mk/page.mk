# page: a driver that links only what extraction needs, and the trainer of its classifier.
page_below := $(foreach r,base types url text markup page,$(call lib,$(r)))
page_link   = $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $(filter %.c,$^) -Wl,--start-group $(page_below) -Wl,--end-group $(PKG_LIBS)

$(B)/bench/page_extract: bench/page_extract.c src/cli/extract.c src/cli/cli.c $(page_below)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(page_link)
$(B)/train/page_%: train/page_%.c $(page_below)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(page_link)
