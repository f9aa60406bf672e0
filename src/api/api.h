/* api: the JSON interface at /api/v1 (docs/api.md) and /healthz. Handlers get a struct desk_reader
 * as thread context, like those of web/. Callers sign themselves with "Authorization: Bearer
 * TOKEN" (a token from the settings page, or the one that POST /api/v1/login gives); a browser's
 * session cookie is taken too, for requests of our own origin. */
#ifndef OCTAVO_API_H
#define OCTAVO_API_H
#include "desk/desk.h"
#include "http/http.h"

extern const struct http_route api_routes[];
extern const size_t api_route_count;

/* What reader apps speak (greader.c and its neighbours): everything below /reader/api/0/, by its
 * parameter "path"; a stream as an Atom feed, by its parameter "stream"; and where they sign in
 * with an app password. */
void api_greader(void *reader, struct http_request *q, struct http_response *r);
void api_reader_atom(void *reader, struct http_request *q, struct http_response *r);
void api_client_login(void *reader, struct http_request *q, struct http_response *r);
#endif
