/* region: one big table that grows and lasts, in memory or in a file of its own.
 *
 * In a file: a nameless one (O_TMPFILE) in a folder, mapped, whose room is reserved on the disk
 * before it is written to, so that a full disk cannot be met by a fault. What has not been used for
 * a while then costs no memory: region_rest unmaps it from the process, and the system may write it
 * out and take its pages; the next use brings them back. Address space for `most` bytes is kept
 * from the start: the table grows and stays where it is. Where the folder is on a file system that
 * cannot promise room (only ext2 to ext4 and XFS are asked), where the file cannot be made, or
 * where the disk is full, what is needed comes from memory.
 *
 * A read error of the disk under such a page ends the process (SIGBUS), as it does under a page of
 * the program itself; nothing that must last may lie there. For one thread at a time. */
#ifndef OCTAVO_BASE_REGION_H
#define OCTAVO_BASE_REGION_H
#include <stdbool.h>
#include <stddef.h>

struct region {
    char *p;      /* the table; NULL until it has grown. In memory it moves when it grows */
    size_t bytes; /* it has now */
    size_t most;  /* address space kept for a file's pages; 0: in memory */
    size_t filed; /* of its bytes, those that are the file's */
    int fd;
};
/* An empty table of at most `most` bytes (more is refused; rounded up to pages). `folder`: an open
 * directory; -1: in memory. Where no file can be made the table will be in memory. */
void region_init(struct region *r, int folder, size_t most);
/* At least `bytes`; what is new is 0. Shrinks never. False: no memory, nothing is changed. */
bool region_grow(struct region *r, size_t bytes);
/* Gives the pages of the file back to the system; nothing is lost. */
void region_rest(struct region *r);
void region_done(struct region *r);
#endif
