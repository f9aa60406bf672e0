/* desk/due: what the pipeline takes from the database: feeds whose time has come and articles that
 * are to be worked at, each with a lease, so that no two processes do the same and none is lost
 * with the process that had it. */
#ifndef OCTAVO_DESK_DUE_H
#define OCTAVO_DESK_DUE_H
#include "desk/pipe.h"

#define LEASE_TIME (10 * US_MINUTE)

/* At the start: what it held before a crash is free again, and nothing is planned for a time that
 * no plan reaches (the clock may have been wrong). */
enum err_code due_begin(struct desk_pipeline *p, struct err *e) must_check;
/* Makes tasks of what is due, where it is time to look, and says in p->look_at when to look again.
 */
void due_look(struct desk_pipeline *p);
/* Gives all leases back, and forgets what is known of hosts that were not seen for long. */
enum err_code due_free(struct desk_pipeline *p, struct err *e) must_check;
#endif
