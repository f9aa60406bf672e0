# gold: the figures of our own articles (tests/gold), and all figures at once.
.PHONY: accuracy accuracy-gold accuracy-langs
accuracy-gold: $(B)/tests/sense/gold_test $(B)/tests/sense/tags_test
	@for t in $^; do $$t 2>&1 | grep '^gold'; done
# Other languages than English: docs/accuracy.md "Other languages".
accuracy-langs: $(B)/tests/sense/langs_test
	@$< 2>&1 | grep '^gold'

# make accuracy: every table of docs/accuracy.md and docs/stories.md, printed from the data beside the repository.
# Some minutes; a part that this tree does not have is left out.
ACCURACY := accuracy-page accuracy-text accuracy-sense accuracy-gold accuracy-langs story-copies story-stories story-cross story-related
accuracy:
	@for t in $(ACCURACY); do \
	  $(MAKE) -n --no-print-directory $$t >/dev/null 2>&1 || continue; \
	  echo "== $$t"; $(MAKE) --no-print-directory $$t || exit 1; done
