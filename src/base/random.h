/* random: unpredictable bytes from the kernel. */
#ifndef OCTAVO_BASE_RANDOM_H
#define OCTAVO_BASE_RANDOM_H
#include <stddef.h>
#include <stdint.h>

/* Fills p with n bytes from getrandom(2). A test may make them repeatable with random_fix(seed);
 * random_fix(0) ends that. Ends the program when the kernel has none to give. */
void random_bytes(void *p, size_t n);
uint64_t random_u64(void);
void random_fix(uint64_t seed);
#endif
