/* net_fetch: `octavo debug fetch` alone. */
#include "cli/cli.h"

extern const struct command command_debug_fetch;

int main(int argc, char **argv)
{
    return command_debug_fetch.run(argc, argv);
}
