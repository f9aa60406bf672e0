# markup: the bench.
# make markup-bench PAGES="a.html b.html": MB/s of each stage over those files (.xml: the XML reader).
$(B)/bench/markup_bench: bench/markup_bench.c $(foreach r,base url types markup,$(call lib,$(r)))
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(PKG_LIBS)
.PHONY: markup-bench
markup-bench: $(B)/bench/markup_bench
	$< $(PAGES)
