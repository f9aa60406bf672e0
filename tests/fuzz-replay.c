/* fuzz-replay.c: runs a fuzz target over the files and folders named, without libFuzzer, so that
 * `make check` replays every input that ever found something. Prints the number of inputs. A file
 * NAME.pack holds many small inputs, those that reached every line that fuzzing ever did, each
 * behind its length as a line of digits (tools/corpus.py makes and opens them). */
#include "base/base.h"

#include <dirent.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static int inputs;

/* In room of its own, exactly as long: reading on is seen. */
static void run_bytes(struct str s)
{
    uint8_t *tight = malloc(s.n ? s.n : 1);
    if (!tight)
        abort();
    if (s.n)
        memcpy(tight, s.p, s.n);
    LLVMFuzzerTestOneInput(tight, s.n);
    free(tight);
    inputs++;
}

static void run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return;
    struct buf b;
    buf_init(&b, 16 << 20);
    char t[65536];
    for (size_t n; (n = fread(t, 1, sizeof t, f)) > 0;)
        buf_put(&b, str_of(t, n));
    fclose(f);
    struct str all = buf_str(&b), head = all;
    bool pack = str_ends(str_c(path), STR(".pack"));
    while (pack && head.n) {
        struct str rest;
        uint64_t n = 0;
        if (!str_split(&head, '\n', &rest) || !str_u64(rest, head.n, &n)) {
            fprintf(stderr, "%s: not a pack\n", path);
            exit(1);
        }
        run_bytes(str_sub(head, 0, n));
        head = str_from(head, n);
    }
    if (!pack)
        run_bytes(all);
    buf_done(&b);
}

static void run_folder(const char *path)
{
    DIR *d = opendir(path);
    char name[4096];
    for (struct dirent *e; d && (e = readdir(d));)
        if (e->d_name[0] != '.') {
            snprintf(name, sizeof name, "%s/%s", path, e->d_name);
            run_file(name);
        }
    if (d)
        closedir(d);
}

int main(int argc, char **argv)
{
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    inputs++;
    for (int i = 1; i < argc; i++) {
        struct stat st;
        if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
            run_folder(argv[i]);
        else
            run_file(argv[i]);
    }
    printf("%d inputs\n", inputs);
    return 0;
}
