/* web: the pages. Routes and the functions an HTTP server is given for them; the server itself is
 * started by cli/, which joins these routes with those of api/. The thread context of all handlers
 * is a struct desk_reader *.
 *
 * Pages need no script, load nothing from other hosts, and carry a strict Content-Security-Policy.
 * A page is a struct (internal.h) filled by a handler, and a template in views/ that becomes a C
 * function (tools/views.c). State is changed only by POST, from our own origin, with the form's
 * token. */
#ifndef OCTAVO_WEB_H
#define OCTAVO_WEB_H
#include "desk/desk.h"
#include "http/http.h"

extern const struct http_route web_routes[];
extern const size_t web_route_count;
/* Headers on every answer: Content-Security-Policy and its kin. */
extern const struct http_field web_headers[];
extern const size_t web_header_count;

/* http_options.before: refuses unsafe requests of other origins, and asks people to sign in where
 * a page needs it (route flags below, or setting public = no). */
bool web_before(void *reader, struct http_request *q, struct http_response *r);
/* http_options.error_page */
void web_error_page(void *reader, struct http_request *q, struct http_response *r);

/* Starts telling the streams of this server (/events, /api/v1/events) what the desk writes. Once a
 * process, before the server is started; ERR_STORE, or what keeps a thread from starting. */
enum err_code web_events_start(struct desk *d, struct http_server *s, struct err *e) must_check;
/* Before the server is released. */
void web_events_stop(void);

/* Before the HTTP server is released: nobody waits for a picture any more. */
void web_stop(void);

enum web_route_flag {
    WEB_ROUTE_OPEN = HTTP_ROUTE_USER1,       /* for everybody, even where public = no */
    WEB_ROUTE_USER = HTTP_ROUTE_USER1 << 1,  /* needs an account */
    WEB_ROUTE_ADMIN = HTTP_ROUTE_USER1 << 2, /* needs the administrator's */
    WEB_ROUTE_FORM = HTTP_ROUTE_USER1 << 3,  /* POST of a form with our token in `form` */
    WEB_ROUTE_API = HTTP_ROUTE_USER1 << 4,   /* api/ looks after itself */
    WEB_ROUTE_BASIC = HTTP_ROUTE_USER1 << 5, /* an app password will do (HTTP Basic): for feeds */
    WEB_ROUTE_SAYS = HTTP_ROUTE_USER1 << 6,  /* its `text` is a person's own: given back, refused */
};
#endif
