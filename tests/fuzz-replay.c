/* fuzz-replay.c: runs a fuzz target over the files and folders named, without libFuzzer, so that
 * `make check` replays every input that ever found something. Prints the number of inputs. */
#include "base/base.h"

#include <dirent.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static int inputs;

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
    LLVMFuzzerTestOneInput((const uint8_t *)b.p, b.n);
    buf_done(&b);
    inputs++;
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
