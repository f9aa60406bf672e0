#!/usr/bin/env python3
"""End to end: the real program, a temporary database, loopback publishers.
usage: run.py OCTAVO [NAME-PART]    ends with "N passed, N failed"."""
import glob, importlib.util, os, sys, time, traceback

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
sys.dont_write_bytecode = True
program, only = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ''
passed = failed = 0
for path in sorted(glob.glob(here + '/*_test.py')):
    spec = importlib.util.spec_from_file_location(os.path.basename(path)[:-3], path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, test in list(vars(module).items()):
        if not name.startswith('test_') or only not in name:
            continue
        began = time.time()
        try:
            word = test(program)
            if word:
                print(f'skipped {name}: {word}')
            else:
                passed += 1
                print(f'ok {name} ({time.time() - began:.1f} s)')
        except Exception:
            failed += 1
            print(f'FAIL {name}')
            traceback.print_exc(file=sys.stdout)
        sys.stdout.flush()
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
