# Models: trained from the language data beside the repository, embedded into the program.
OCTAVO_SHARED ?= ../shared
NLP := $(OCTAVO_SHARED)/data/nlp
$(B)/obj/sense/model.o: $(wildcard models/*.bin)

TRAIN_LIBS = $(call lib,sense) $(call lib,text) $(call lib,types) $(call lib,base)
define train_rule
$(B)/train/$(1): train/$(1).c train/learn.c train/corpus.c train/learn.h train/corpus.h $$(TRAIN_LIBS)
	@mkdir -p $$(@D)
	@echo "  LD $$@"; $$(CC) $$(CFLAGS_ALL) -Itrain $$(LDFLAGS_ALL) $(if $(filter train_words,$(1)),-O3 -march=x86-64-v2) -o $$@ $$(filter %.c,$$^) -Wl,--start-group $$(TRAIN_LIBS) -Wl,--end-group $$(PKG_LIBS)
endef
$(foreach t,train_tokens train_words train_names train_places eval_tokens eval_names,$(eval $(call train_rule,$(t))))

# make models: trains every model anew from the data; the same bytes each time. OPEN=1 takes only sets under an
# open licence. Models depend on each other in this order: clusters, then tags, then names.
.PHONY: models
models: $(B)/train/train_words $(B)/train/train_tokens $(B)/train/train_places $(B)/train/train_names
	@mkdir -p models
	$(B)/train/train_places $(NLP) models/places.bin
	$(B)/train/train_words $(NLP) models/clusters.bin
	$(B)/train/train_tokens sent $(NLP) models/sent.bin
	$(B)/train/train_tokens tag $(NLP) models/tag.bin
	$(B)/train/train_names $(NLP) models/names.bin
ifdef OPEN
export OPEN
endif
