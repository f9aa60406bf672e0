# feed: the bench.
$(B)/bench/feed_bench: bench/feed_bench.c $(foreach r,base types url text markup feed,$(call lib,$(r)))
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(PKG_LIBS)
.PHONY: feed-bench
feed-bench: $(B)/bench/feed_bench
	$<
