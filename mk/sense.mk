# sense: programs that train and measure, and the figures of docs/accuracy.md.
SENSE_SHARED ?= $(or $(OCTAVO_SHARED),../shared)
SENSE_LIBS := $(foreach r,$(upto_types) text sense,$(call lib,$(r)))
$(B)/train/sense_%: train/sense_%.c $(SENSE_LIBS)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS_ALL) -MMD -MP $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(SENSE_LIBS) -Wl,--end-group $(PKG_LIBS)
$(B)/obj/sense/terms.o: models/words.bin
$(B)/obj/sense/speech.o: models/speech.bin
$(B)/obj/sense/roles.o: models/roles.bin models/violence.bin
