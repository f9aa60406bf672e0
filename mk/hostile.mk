# The long proofs of docs/threat-model.md. `make check` does a short form of each.
.PHONY: torture soak coverage-parsers
# make torture [ONLY=row]: every row in its long form, also with the sanitizers; hours. Prints the table.
torture:
	@tools/setup.sh test
	@$(MAKE) --no-print-directory -j2 all tests-build
	@$(MAKE) --no-print-directory -j2 B=build/asan SAN=address,undefined all
	@python3 tests/torture/run.py ./octavo --asan build/asan/octavo $(if $(ONLY),--only '$(ONLY)')
# make soak [HOURS=2] [FEEDS=500]: memory of each process over time, and its slope.
soak: all
	@python3 tests/soak/soak.py ./octavo --hours $(or $(HOURS),2) --feeds $(or $(FEEDS),500)
# make coverage-parsers: lines of each parser that unit tests and corpora run; at least 90% of each.
coverage-parsers:
	@tools/coverage.sh
