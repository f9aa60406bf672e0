#include "sense/internal.h"
void sense_names_make(struct sense_doc *d)
{
    (void)d;
}
