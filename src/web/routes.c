/* routes.c: the table of all pages. */
#include "web/internal.h"

#define FORM  (WEB_ROUTE_FORM | WEB_ROUTE_USER)
#define ADMIN (WEB_ROUTE_FORM | WEB_ROUTE_ADMIN)
#define OPEN  WEB_ROUTE_OPEN
enum { OPML_MOST = 16 << 20 };

const struct http_route web_routes[] = {
    {HTTP_GET, "/", web_home, 0, 0, NULL},
    {HTTP_GET, "/river", web_river, 0, 0, NULL},
    {HTTP_GET, "/day/:day", web_day, 0, 0, NULL},
    {HTTP_GET, "/publisher/:id", web_publisher, 0, 0, NULL},
    {HTTP_GET, "/tag/:key", web_tag, 0, 0, NULL},
    {HTTP_GET, "/tags", web_tags, 0, 0, NULL},
    {HTTP_GET, "/search", web_search, 0, 0, NULL},
    {HTTP_GET, "/starred", web_starred, WEB_ROUTE_USER, 0, NULL},
    {HTTP_GET, "/article/:id", web_article, 0, 0, NULL},
    {HTTP_GET, "/article/:id/ask", web_article_ask, 0, 0, NULL},
    {HTTP_POST, "/article/:id/star", web_star, FORM, 0, NULL},
    {HTTP_POST, "/article/:id/read", web_read, FORM, 0, NULL},
    {HTTP_POST, "/article/:id/comments", web_comment_add, FORM, 0, NULL},
    {HTTP_POST, "/comment/:id/delete", web_comment_delete, FORM, 0, NULL},
    {HTTP_POST, "/comment/:id/report", web_comment_report, FORM, 0, NULL},
    {HTTP_GET, "/moderation", web_moderation, WEB_ROUTE_ADMIN, 0, NULL},
    {HTTP_POST, "/moderation/words", web_block_words, ADMIN, 0, NULL},
    {HTTP_POST, "/moderation/unban/:id", web_unban, ADMIN, 0, NULL},
    {HTTP_POST, "/moderation/:id/:act", web_moderate, ADMIN, 0, NULL},
    {HTTP_GET, "/image/:sign", web_image, 0, 0, NULL},
    {HTTP_GET, "/sources", web_sources, 0, 0, NULL},
    {HTTP_POST, "/sources", web_source_add, ADMIN, 0, NULL},
    {HTTP_GET, "/sources/:id", web_source, WEB_ROUTE_ADMIN, 0, NULL},
    {HTTP_POST, "/sources/poll", web_poll_all, ADMIN, 0, NULL},
    {HTTP_POST, "/sources/import", web_opml_in, ADMIN, OPML_MOST, NULL},
    {HTTP_POST, "/sources/:id/:act", web_source_act, ADMIN, 0, NULL},
    {HTTP_GET, "/sources.opml", web_opml_out, 0, 0, NULL},
    {HTTP_GET, "/login", web_sign_in_page, OPEN, 0, NULL},
    {HTTP_POST, "/login", web_sign_in, OPEN | WEB_ROUTE_FORM, 0, NULL},
    {HTTP_GET, "/signup", web_sign_up_page, OPEN, 0, NULL},
    {HTTP_POST, "/signup", web_sign_up, OPEN | WEB_ROUTE_FORM, 0, NULL},
    {HTTP_POST, "/logout", web_sign_out, FORM, 0, NULL},
    {HTTP_GET, "/settings", web_settings, OPEN, 0, NULL},
    {HTTP_POST, "/settings/theme", web_settings_theme, OPEN | WEB_ROUTE_FORM, 0, NULL},
    {HTTP_POST, "/settings/password", web_settings_password, FORM, 0, NULL},
    {HTTP_POST, "/settings/token", web_settings_token, FORM, 0, NULL},
    {HTTP_POST, "/settings/revoke", web_settings_revoke, FORM, 0, NULL},
    {HTTP_GET, "/settings/export", web_settings_export, WEB_ROUTE_USER, 0, NULL},
    {HTTP_GET, "/help", web_help, OPEN, 0, NULL},
    {HTTP_GET, "/feed.atom", web_feed_home, WEB_ROUTE_BASIC, 0, NULL},
    {HTTP_GET, "/publisher/:id/feed.atom", web_feed_publisher, WEB_ROUTE_BASIC, 0, NULL},
    {HTTP_GET, "/tag/:key/feed.atom", web_feed_tag, WEB_ROUTE_BASIC, 0, NULL},
    {HTTP_GET, "/search.atom", web_feed_search, WEB_ROUTE_BASIC, 0, NULL},
    {HTTP_GET, "/opensearch.xml", web_opensearch, OPEN, 0, NULL},
    {HTTP_GET, "/static/:tag/:name", web_static, OPEN, 0, NULL},
    {HTTP_GET, "/favicon.ico", web_icon, OPEN, 0, NULL},
    {HTTP_GET, "/robots.txt", web_robots, OPEN, 0, NULL},
};
const size_t web_route_count = sizeof web_routes / sizeof *web_routes;
