# sense: programs that train and measure, models, the figures of docs/accuracy.md, fuzzing.
SENSE_DATA := $(or $(OCTAVO_SHARED),../shared)
SENSE_NLP = $(SENSE_DATA)/data/nlp
SENSE_TOOLS = $(SENSE_DATA)/tools
SENSE_LIBS := $(foreach r,$(upto_types) text sense,$(call lib,$(r)))
$(B)/train/sense_%: train/sense_%.c $(SENSE_LIBS)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS_ALL) -MMD -MP $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(SENSE_LIBS) -Wl,--end-group $(PKG_LIBS)
$(B)/obj/sense/terms.o: models/words.bin
$(B)/obj/sense/linear.o: models/speech.bin models/roles.bin models/violence.bin models/telling.bin

# make sense-models: after the models of text (make models runs both), which these read with. About two minutes. The
# table of words comes first and is linked in before the others are trained. OPEN=1 takes only sets under an open
# licence: of attributions there is none, so that speech.bin is then empty and rules tell who speaks (src/sense/plain.c). The
# weights of phrases, summaries and answers are tables in the sources; "make sense-weights" prints what sense_fit finds.
SENSE_WORDS_SETS := quotes-polnear/data summaries-bbc/data keyphrases-duc2001/data keyphrases-kpcrowd/data \
                    clusters-5w1h/data clusters-basil/data clusters-fnc/data stance-fnc/bodies
# Articles that report no violence, so that the model learns what the rest of the news is like.
SENSE_CALM = zcat $(SENSE_NLP)/summaries-bbc/data.jsonl.gz | awk 'NR % 3 == 1'; zcat $(SENSE_NLP)/quotes-polnear/data.jsonl.gz | awk 'NR % 6 == 0'
SENSE_SPEECH = zcat $(SENSE_NLP)/quotes-polnear/data.jsonl.gz
ifdef OPEN
SENSE_WORDS_SETS := tokens-ewt/data
SENSE_CALM = zcat $(SENSE_NLP)/tokens-ewt/data.jsonl.gz | awk 'NR % 3 == 1'
SENSE_SPEECH = true
endif
SENSE_MUC = zcat $(SENSE_NLP)/incidents-muc/data.jsonl.gz
# How each is trained: --passes is the number of trainings, each in an order of its own, whose mean is the model.
SENSE_SPEECH_HOW = --rounds 8 --least 4 --passes 5
SENSE_ROLES_HOW = --rounds 8 --least 3 --passes 5
SENSE_VIOLENCE_HOW = --rounds 12 --least 2 --margin 1500 --passes 5
SENSE_TELLING_HOW = --rounds 5 --least 3 --margin 40 --passes 5
sense_new = > $(B)/$(1).new && mv $(B)/$(1).new models/$(1).bin
.PHONY: sense-models sense-words sense-speech sense-roles sense-violence sense-telling sense-weights sense-violence-weights sense-brief accuracy-sense
sense-models: sense-words
	$(MAKE) --no-print-directory sense-speech sense-roles sense-violence sense-telling
sense-words: $(B)/train/sense_eval
	for s in $(SENSE_WORDS_SETS); do zcat $(SENSE_NLP)/$$s.jsonl.gz; done | $(B)/train/sense_eval words $(call sense_new,words)
sense-speech: $(B)/train/sense_train
	$(SENSE_SPEECH) | $(B)/train/sense_train speech $(SENSE_SPEECH_HOW) $(call sense_new,speech)
sense-roles: $(B)/train/sense_train
	$(SENSE_MUC) | $(B)/train/sense_train roles $(SENSE_ROLES_HOW) $(call sense_new,roles)
sense-violence: $(B)/train/sense_train
	($(SENSE_MUC); $(SENSE_CALM)) | $(B)/train/sense_train violence $(SENSE_VIOLENCE_HOW) $(call sense_new,violence)
sense-telling: $(B)/train/sense_train
	($(SENSE_MUC); $(SENSE_CALM)) | $(B)/train/sense_train telling $(SENSE_TELLING_HOW) $(call sense_new,telling)
# Articles with headlines and articles in stories, for summaries of few sentences. That a row of openings weighs 8, the
# features and the cost of a word are what "make sense-brief" chose (train/sense_brief.py; some minutes).
SENSE_TITLED := quotes-polnear summaries-bbc clusters-5w1h clusters-basil clusters-fnc fivew-gold
SENSE_STORIES := clusters-5w1h clusters-basil clusters-fnc
SENSE_BRIEF_ONLY := 0,1,2,3,4,5,6,9,10,12,13,14,19,20,22,24,25,26,27
SENSE_BRIEF_ROWS = for s in $(SENSE_TITLED); do zcat $(SENSE_NLP)/$$s/data.jsonl.gz; done | $(B)/train/sense_brief headlines; \
	for s in $(SENSE_STORIES); do zcat $(SENSE_NLP)/$$s/data.jsonl.gz; done | $(B)/train/sense_brief openings | awk '{ $$3 = 8 } 1'
sense-brief: $(B)/train/sense_fit $(B)/train/sense_brief
	@train/sense_brief.py $(B)/train $(SENSE_DATA) $(B)/acc/brief $(SENSE_BRIEF_ONLY)
# Our own questions: about our own articles, and about articles of these sets.
SENSE_ASKED := tests/gold/articles.txt tests/gold/asked.txt
SENSE_ASKED_ROWS = for s in clusters-5w1h summaries-bbc quotes-polnear clusters-basil ner-worldwide; do zcat $(SENSE_NLP)/$$s/data.jsonl.gz; done
sense-weights: $(B)/train/sense_fit $(B)/train/sense_eval $(B)/train/sense_brief $(B)/train/sense_ask
	@echo "phrases:"; zcat $(SENSE_NLP)/keyphrases-duc2001/data.jsonl.gz | $(B)/train/sense_eval fit-phrases | $(B)/train/sense_fit
	@echo "summary:"; zcat $(SENSE_NLP)/summaries-bbc/data.jsonl.gz $(SENSE_NLP)/summaries-cnndm/data.jsonl.gz | $(B)/train/sense_eval fit-summary | $(B)/train/sense_fit
	@echo "summary of few sentences:"; ($(SENSE_BRIEF_ROWS)) | $(B)/train/sense_fit --only $(SENSE_BRIEF_ONLY)
	@echo "ask, which sentence:"; ($(SENSE_ASKED_ROWS)) | $(B)/train/sense_ask rank $(SENSE_ASKED) | $(B)/train/sense_fit --l2 3
	@echo "ask, is it said (with the weights above in ask_rank.c):"; ($(SENSE_ASKED_ROWS)) | $(B)/train/sense_ask decide $(SENSE_ASKED) | $(B)/train/sense_fit --l2 1

# make sense-violence-weights: what tells whether an article reports violence (reported.c), from MUC's DEV articles and the
# calm ones alone, each read by models that did not see it. A minute. SORT_LEAST lies below the least margin
# (the second feature, in thousands) of the rows in build/acc/violence.rows that these weights let through.
sense-violence-weights: $(B)/train/sense_fit $(B)/train/sense_eval $(B)/train/sense_train
	@mkdir -p $(B)/acc
	@($(SENSE_MUC) | grep '"id": "DEV'; $(SENSE_CALM)) > $(B)/acc/violence.jsonl
	@for k in 0 1 2 3 4; do \
	  $(B)/train/sense_train violence --hold $$k $(SENSE_VIOLENCE_HOW) < $(B)/acc/violence.jsonl > $(B)/acc/violence.$$k 2> $(B)/acc/log && \
	  $(B)/train/sense_train roles --hold $$k $(SENSE_ROLES_HOW) < $(B)/acc/violence.jsonl > $(B)/acc/roles.$$k 2> $(B)/acc/log && \
	  $(B)/train/sense_train telling --hold $$k $(SENSE_TELLING_HOW) < $(B)/acc/violence.jsonl > $(B)/acc/telling.$$k 2> $(B)/acc/log && \
	  $(B)/train/sense_eval fit-violence --hold $$k --violence $(B)/acc/violence.$$k --roles $(B)/acc/roles.$$k --telling $(B)/acc/telling.$$k < $(B)/acc/violence.jsonl || exit 1; \
	done > $(B)/acc/violence.rows
	@echo "violence:"; awk 'NF > 3' $(B)/acc/violence.rows | $(B)/train/sense_fit --l2 3 --least 1

# make accuracy-sense: the figures of docs/accuracy.md. What is trained is measured on documents that the
# training left out (every fifth).
accuracy-sense: $(B)/train/sense_eval $(B)/train/sense_train $(B)/train/sense_ask $(B)/tests/sense/gold_test $(B)/tests/sense/tags_test
	@mkdir -p $(B)/acc
	@for s in keyphrases-duc2001 summaries-bbc summaries-cnndm quotes-polnear incidents-muc; do zcat $(SENSE_NLP)/$$s/data.jsonl.gz > $(B)/acc/$$s.jsonl; done
	@for s in quotes-polnear incidents-muc; do awk 'NR % 5 == 1' $(B)/acc/$$s.jsonl > $(B)/acc/$$s.held.jsonl; done
	@echo "key phrases, duc2001:"; $(B)/train/sense_eval keyphrases < $(B)/acc/keyphrases-duc2001.jsonl > $(B)/acc/out.jsonl; $(SENSE_TOOLS)/score-keyphrases.py --gold $(B)/acc/keyphrases-duc2001.jsonl --sys $(B)/acc/out.jsonl
	@echo "summary of three sentences, cnndm:"; $(B)/train/sense_eval summary3 < $(B)/acc/summaries-cnndm.jsonl > $(B)/acc/out.jsonl; $(SENSE_TOOLS)/score-summaries.py --gold $(B)/acc/summaries-cnndm.jsonl --sys $(B)/acc/out.jsonl
	@echo "summary of 42 percent of the words, bbc:"; $(B)/train/sense_eval summary42 < $(B)/acc/summaries-bbc.jsonl > $(B)/acc/out.jsonl; $(SENSE_TOOLS)/score-summaries.py --gold $(B)/acc/summaries-bbc.jsonl --sys $(B)/acc/out.jsonl
	@echo "attribution, polnear, documents left out:"; ($(SENSE_SPEECH)) | $(B)/train/sense_train speech --hold 0 $(SENSE_SPEECH_HOW) > $(B)/acc/speech.bin 2> $(B)/acc/log
	@$(B)/train/sense_eval quotes --hold 0 --speech $(B)/acc/speech.bin < $(B)/acc/quotes-polnear.jsonl > $(B)/acc/out.jsonl; $(SENSE_TOOLS)/score-quotes.py --gold $(B)/acc/quotes-polnear.held.jsonl --sys $(B)/acc/out.jsonl
	@echo "incidents, muc, trained on DEV and measured on TST1 and TST2:"; grep '"id": "DEV' $(B)/acc/incidents-muc.jsonl > $(B)/acc/dev.jsonl; grep '"id": "TST' $(B)/acc/incidents-muc.jsonl > $(B)/acc/tst.jsonl
	@(cat $(B)/acc/dev.jsonl; $(SENSE_CALM)) | $(B)/train/sense_train violence $(SENSE_VIOLENCE_HOW) > $(B)/acc/violence.bin 2> $(B)/acc/log; $(B)/train/sense_train roles $(SENSE_ROLES_HOW) < $(B)/acc/dev.jsonl > $(B)/acc/roles.bin 2> $(B)/acc/log
	@(cat $(B)/acc/dev.jsonl; $(SENSE_CALM)) | $(B)/train/sense_train telling $(SENSE_TELLING_HOW) > $(B)/acc/telling.bin 2> $(B)/acc/log
	@$(B)/train/sense_eval incidents --roles $(B)/acc/roles.bin --violence $(B)/acc/violence.bin --telling $(B)/acc/telling.bin < $(B)/acc/tst.jsonl > $(B)/acc/out.jsonl; $(SENSE_TOOLS)/score-incidents.py --gold $(B)/acc/tst.jsonl --sys $(B)/acc/out.jsonl | grep -E 'documents|fillers'
	@for s in TST1 TST2; do grep "$$s-" $(B)/acc/tst.jsonl > $(B)/acc/part.jsonl; echo "$$s: $$($(SENSE_TOOLS)/score-incidents.py --gold $(B)/acc/part.jsonl --sys $(B)/acc/out.jsonl | grep documents)"; done
	@$(SENSE_TOOLS)/score-incidents.py --slots victim_num --gold $(B)/acc/tst.jsonl --sys $(B)/acc/out.jsonl | grep 'fillers victim_num'
	@for f in asked asked_last; do echo "ask, real articles, $$f:"; ($(SENSE_ASKED_ROWS)) | $(B)/train/sense_ask measure tests/gold/articles.txt tests/gold/$$f.txt; done
	@for t in gold tags; do $(B)/tests/sense/$${t}_test 2>&1 | grep '^gold'; done

# make accuracy-quotes: who says what on all of PolNeAR, read in five parts, each by a model that did not see it. Three minutes.
.PHONY: accuracy-quotes
accuracy-quotes: $(B)/train/sense_eval $(B)/train/sense_train
	@mkdir -p $(B)/acc
	@zcat $(SENSE_NLP)/quotes-polnear/data.jsonl.gz > $(B)/acc/quotes-polnear.jsonl
	@for k in 0 1 2 3 4; do \
	  $(B)/train/sense_train speech --hold $$k $(SENSE_SPEECH_HOW) < $(B)/acc/quotes-polnear.jsonl > $(B)/acc/speech.$$k 2> $(B)/acc/log && \
	  $(B)/train/sense_eval quotes --hold $$k --speech $(B)/acc/speech.$$k < $(B)/acc/quotes-polnear.jsonl || exit 1; \
	done > $(B)/acc/out.jsonl
	@$(SENSE_TOOLS)/score-quotes.py --gold $(B)/acc/quotes-polnear.jsonl --sys $(B)/acc/out.jsonl

# make sense-fuzz [SECONDS=60]: libFuzzer over tests/fuzz/sense_read.c (clang).
.PHONY: sense-fuzz
sense-fuzz:
	@mkdir -p $(B)/fuzz/corpus_sense_read
	clang -std=gnu17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -Isrc -I$(B)/gen $(PKG_CFLAGS) \
	  -o $(B)/fuzz/sense_read tests/fuzz/sense_read.c $(foreach r,base types text sense,$(wildcard src/$(r)/*.c)) $(PKG_LIBS)
	$(B)/fuzz/sense_read -max_total_time=$(or $(SECONDS),60) -max_len=6000 -rss_limit_mb=2000 $(B)/fuzz/corpus_sense_read
