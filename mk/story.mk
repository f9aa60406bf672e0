# story: measuring. make story-copies, story-stories: figures of docs/stories.md; story-fit prints the weights of
# src/story/alike.c anew.
STORY_DATA ?= $(or $(OCTAVO_SHARED),../shared)/data/nlp
STORY_LIBS := $(foreach r,$(upto4) story,$(call lib,$(r)))
$(B)/bench/story_%: bench/story_%.c $(STORY_LIBS)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS_ALL) -MMD -MP $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(STORY_LIBS) -Wl,--end-group $(PKG_LIBS)
$(B)/obj/story/features.o: models/words.bin
.PHONY: story-copies story-stories story-fit
story-copies story-stories story-fit: story-%: $(B)/bench/story_eval
	$< $* $(STORY_DATA)
