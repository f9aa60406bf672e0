#include "sense/internal.h"
void sense_entities_make(struct sense_doc *d)
{
    (void)d;
}
