/* page_extract: `octavo extract` alone, linked with nothing but what it needs: for measuring
 * extraction while the rest of the program is being changed. Same arguments as the command. */
#include "cli/cli.h"

extern const struct command command_extract;

int main(int argc, char **argv)
{
    return command_extract.run(argc, argv);
}
