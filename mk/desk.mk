# The desk reads the generated table of queries through store/store.h.
$(patsubst src/%.c,$(B)/obj/%.o,$(call src_of,desk)): | $(B)/gen/store_sql.h
