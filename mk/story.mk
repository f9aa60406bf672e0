# story: measuring. make story-copies, story-stories: figures of docs/stories.md; story-fit prints the weights of
# src/story/alike.c anew.
STORY_DATA ?= $(or $(OCTAVO_SHARED),../shared)/data/nlp
STORY_LIBS := $(foreach r,$(upto4) story,$(call lib,$(r)))
$(B)/bench/story_%: bench/story_%.c $(STORY_LIBS)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS_ALL) -MMD -MP $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(STORY_LIBS) -Wl,--end-group $(PKG_LIBS)
$(B)/obj/story/features.o: models/words.bin
# make story-cross: fitted on half of the stories, measured on the other half, both ways.
.PHONY: story-copies story-stories story-cross story-fit
story-copies story-stories story-cross story-fit: story-%: $(B)/bench/story_eval
	$< $* $(STORY_DATA)

# make story-small: small desks drawn from the same sets, also of one region, where the index knows little.
.PHONY: story-small
story-small: $(B)/bench/story_small
	$< $(STORY_DATA)

# make story-bench [ARTICLES=100000]: placements a second while the index grows, bytes an article, rebuild; then the
# same for an index that matches copies only.
.PHONY: story-bench story-related story-fuzz
story-bench: $(B)/bench/story_bench
	$< $(or $(ARTICLES),100000)
	$< $(or $(ARTICLES),100000) copies
story-related: $(B)/bench/story_eval
	$< related $(STORY_DATA)
# make story-fuzz [SECONDS=180]: libFuzzer over tests/fuzz/story_restore.c (clang).
STORY_PURE := $(foreach r,base types text sense story,$(wildcard src/$(r)/*.c))
$(B)/fuzz/story_restore: tests/fuzz/story_restore.c $(STORY_PURE)
	@mkdir -p $(@D)
	clang -std=gnu17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
	  -Isrc $(PKG_CFLAGS) -o $@ $< $(STORY_PURE) $(PKG_LIBS)
story-fuzz: $(B)/fuzz/story_restore
	@mkdir -p $(B)/fuzz/corpus_story
	$< -max_total_time=$(or $(SECONDS),180) -max_len=20000 -print_final_stats=1 $(B)/fuzz/corpus_story
