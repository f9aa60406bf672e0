# Models: trained from the language data beside the repository, embedded into the program.
OCTAVO_SHARED ?= ../shared
NLP := $(OCTAVO_SHARED)/data/nlp
$(B)/obj/sense/model.o: $(wildcard models/*.bin)
