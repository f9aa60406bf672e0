/* assets.c: puts files into the program by .incbin. Run by the build: assets OUT.c FILE... writes a
 * table `web_assets[]` of {name, contents, tag}, the tag being a hash of the contents, so that an
 * address with the tag in it may be cached for ever. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t hash_of(const char *name)
{
    FILE *f = fopen(name, "rb");
    if (!f) {
        perror(name);
        exit(1);
    }
    uint64_t h = 0xcbf29ce484222325u;
    for (int c; (c = fgetc(f)) != EOF;)
        h = (h ^ (uint64_t)(unsigned char)c) * 0x100000001b3u;
    fclose(f);
    return h;
}

int main(int argc, char **argv)
{
    FILE *out = argc > 2 ? fopen(argv[1], "w") : NULL;
    if (!out) {
        fprintf(stderr, "usage: assets OUT.c FILE...\n");
        return 2;
    }
    fprintf(out,
            "/* Made from src/web/assets by tools/assets.c. */\n#include \"web/internal.h\"\n\n"
            "__asm__(\".section .rodata\\n\"\n");
    for (int i = 2; i < argc; i++)
        fprintf(out,
                "        \"web_asset_%d: .incbin \\\"%s\\\"\\nweb_asset_end_%d: .byte 0\\n\"\n", i,
                argv[i], i);
    fprintf(out, "        \".text\\n\");\n");
    for (int i = 2; i < argc; i++)
        fprintf(out, "extern const char web_asset_%d[], web_asset_end_%d[];\n", i, i);
    fprintf(out, "const struct web_asset web_assets[] = {\n");
    for (int i = 2; i < argc; i++) {
        const char *slash = strrchr(argv[i], '/');
        fprintf(out, "    {\"%s\", \"%08x\", web_asset_%d, web_asset_end_%d},\n",
                slash ? slash + 1 : argv[i], (unsigned)(hash_of(argv[i]) >> 32), i, i);
    }
    fprintf(out, "};\nconst size_t web_asset_count = %d;\n", argc - 2);
    return fclose(out);
}
