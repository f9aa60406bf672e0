# Models: trained from the language data beside the repository, embedded into the program.
OCTAVO_SHARED ?= ../shared
NLP := $(OCTAVO_SHARED)/data/nlp
$(B)/obj/sense/model.o: $(wildcard models/*.bin)

TRAIN_LIBS = $(call lib,sense) $(call lib,text) $(call lib,types) $(call lib,base)
define train_rule
$(B)/train/$(1): train/$(1).c train/learn.c train/corpus.c train/factor.c train/learn.h train/corpus.h train/factor.h $$(TRAIN_LIBS)
	@mkdir -p $$(@D)
	@echo "  LD $$@"; $$(CC) $$(CFLAGS_ALL) -Itrain $$(LDFLAGS_ALL) -O3 -o $$@ $$(filter %.c,$$^) -Wl,--start-group $$(TRAIN_LIBS) -Wl,--end-group $$(PKG_LIBS)
endef
$(foreach t,train_tokens train_words train_names train_places eval_tokens eval_names,$(eval $(call train_rule,$(t))))

# make models: trains every model anew from the data; the same bytes each time. OPEN=1 takes only sets under an
# open licence. Models depend on each other in this order: places, clusters, sentences and tags, names; then those of
# sense/, which read with all of these (a second make, so that they are linked with the new ones).
.PHONY: models text-models
models: text-models
	$(MAKE) --no-print-directory -j2 sense-models
	$(MAKE) --no-print-directory all
text-models: $(B)/train/train_words $(B)/train/train_tokens $(B)/train/train_places $(B)/train/train_names
	@mkdir -p models
	$(B)/train/train_places $(NLP) models/places.bin
	$(B)/train/train_words $(NLP) models/clusters.bin models/kin.bin
	$(B)/train/train_tokens sent $(NLP) models/sent.bin & $(B)/train/train_tokens tag $(NLP) models/tag.bin && wait $$!
	$(B)/train/train_names $(NLP) models/names.bin
ifdef OPEN
export OPEN
endif

# make accuracy-text: models trained without the dev parts, measured on them (and on GUM, which nothing is trained from).
# Names: the dev part of CoNLL++ and UNER, every fifth document of the other sets.
ACC := $(B)/accuracy-text
SCORE_TOKENS := $(OCTAVO_SHARED)/tools/score-tokens.py
SCORE_NAMES := $(OCTAVO_SHARED)/tools/score-ner.py
.PHONY: accuracy-text
accuracy-text: $(foreach t,train_words train_tokens train_places train_names eval_tokens eval_names,$(B)/train/$(t))
	@mkdir -p $(ACC)
	@$(B)/train/train_places $(NLP) $(ACC)/places.bin 2> $(ACC)/log
	@$(B)/train/train_words $(NLP) $(ACC)/clusters.bin 2>> $(ACC)/log
	@$(B)/train/train_tokens sent $(NLP) $(ACC)/sent.bin --dev 2>> $(ACC)/log
	@$(B)/train/train_tokens tag $(NLP) $(ACC)/tag.bin --dev 2>> $(ACC)/log
	@$(B)/train/train_names $(NLP) $(ACC)/names.bin --dev 2>> $(ACC)/log
	@for s in ewt gum; do $(B)/train/eval_tokens --models $(ACC) $(NLP)/tokens-$$s/data.jsonl.gz > $(ACC)/$$s.jsonl; \
	  $(B)/train/eval_tokens --gold-tokens --models $(ACC) $(NLP)/tokens-$$s/data.jsonl.gz > $(ACC)/$$s.gold.jsonl; done
	@echo "EWT dev, raw text:"; python3 $(SCORE_TOKENS) --gold $(NLP)/tokens-ewt/data.jsonl.gz --sys $(ACC)/ewt.jsonl --split dev
	@echo "EWT dev, tags on gold tokens:"; python3 $(SCORE_TOKENS) --gold $(NLP)/tokens-ewt/data.jsonl.gz --sys $(ACC)/ewt.gold.jsonl --split dev
	@echo "GUM, raw text:"; python3 $(SCORE_TOKENS) --gold $(NLP)/tokens-gum/data.jsonl.gz --sys $(ACC)/gum.jsonl
	@echo "GUM, tags on gold tokens:"; python3 $(SCORE_TOKENS) --gold $(NLP)/tokens-gum/data.jsonl.gz --sys $(ACC)/gum.gold.jsonl
	@for s in worldwide conllpp wikigold uner; do echo "names, $$s, three kinds:"; \
	  $(B)/train/eval_names --held-out --models $(ACC) $(NLP)/ner-$$s/data.jsonl.gz > $(ACC)/$$s.jsonl; \
	  $(B)/train/eval_names --held-out --gold $(NLP)/ner-$$s/data.jsonl.gz > $(ACC)/$$s.gold.jsonl; \
	  python3 $(SCORE_NAMES) --gold $(ACC)/$$s.gold.jsonl --sys $(ACC)/$$s.jsonl --types PER,ORG,LOC; done
