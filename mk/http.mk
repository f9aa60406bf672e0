# http: the small server that tests attack, the fuzz targets, the figures.
$(B)/tests/http_abuse_server: tests/http/abuse_server.c $(call lib,http) $(call lib,base)
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< -Wl,--start-group $(call lib,http) $(call lib,base) -Wl,--end-group $(PKG_LIBS)

# make http-fuzz-NAME [SECONDS=180]: libFuzzer over tests/fuzz/http_NAME.c (clang).
HTTP_PURE := $(addprefix src/http/,parse.c chunk.c values.c multipart.c router.c response.c) $(wildcard src/base/*.c)
$(B)/fuzz/http_%: tests/fuzz/http_%.c $(HTTP_PURE) src/http/internal.h
	@mkdir -p $(@D)
	clang -std=gnu17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
	  -Isrc $(PKG_CFLAGS) -o $@ $< $(HTTP_PURE) $(PKG_LIBS)
.PHONY: http-fuzz-%
http-fuzz-%: $(B)/fuzz/http_%
	@mkdir -p $(B)/fuzz/corpus_http_$*
	$< -max_total_time=$(or $(SECONDS),180) -max_len=20000 -print_final_stats=1 $(B)/fuzz/corpus_http_$*
