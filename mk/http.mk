# http: the small server that tests attack, the fuzz targets, the figures.
$(B)/tests/http_abuse_server: tests/http/abuse_server.c $(call lib,http) $(call lib,base)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(call lib,http) $(call lib,base) -Wl,--end-group $(PKG_LIBS)

