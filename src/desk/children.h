/* desk/children: the pipeline's side of the channels: requests to the fetch process, documents to
 * readers, and what comes back; and the keeper's word on which of them came and went. */
#ifndef OCTAVO_DESK_CHILDREN_H
#define OCTAVO_DESK_CHILDREN_H
#include "desk/pipe.h"

/* Takes what the fetch process sent, and sends what waits; p->fetch must be there. */
void children_fetch_ready(struct desk_pipeline *p);
/* The same of a reader, whose channel must be there. */
void children_reader_ready(struct desk_pipeline *p, struct reader_slot *s);
/* Takes what the keeper says: who came and went, to end, to read the settings again. */
void children_keeper_ready(struct desk_pipeline *p);
/* Hands requests and documents to those who have room: what a person waits for first. */
void children_hand_out(struct desk_pipeline *p);
/* Has readers killed that were at one document for too long. */
void children_watch(struct desk_pipeline *p);
/* Closes all channels. */
void children_close(struct desk_pipeline *p);
#endif
