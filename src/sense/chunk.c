#include "sense/internal.h"
void sense_chunks_make(struct sense_doc *d)
{
    (void)d;
}
