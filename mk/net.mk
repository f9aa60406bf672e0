# net_fetch: `octavo debug fetch` as a program of its own, for trying the fetch process and the reader
# without the rest.
$(B)/tests/net_fetch: tests/net/net_fetch.c $(B)/obj/cli/debug_fetch.o $(B)/obj/cli/cli.o $(foreach r,$(upto5),$(call lib,$(r)))
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) $(NET_LD) -o $@ $(filter %.c %.o,$^) -Wl,--start-group $(foreach r,$(upto5),$(call lib,$(r))) -Wl,--end-group $(PKG_LIBS)
