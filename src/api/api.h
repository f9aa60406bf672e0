/* api: the JSON interface at /api/v1 (docs/api.md) and /healthz. Handlers get a struct desk_reader
 * * as thread context, like those of web/. Callers sign themselves with "Authorization: Bearer
 * TOKEN" (a token from the settings page, or the one that POST /api/v1/login gives); a browser's
 * session cookie is taken too, for requests of our own origin. */
#ifndef OCTAVO_API_H
#define OCTAVO_API_H
#include "desk/desk.h"
#include "http/http.h"

extern const struct http_route api_routes[];
extern const size_t api_route_count;
#endif
