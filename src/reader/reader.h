/* reader: the program inside the sandbox: a document in, a result out. It unpacks, parses,
 * extracts, cleans and reads with the pure rooms; reader_do is the very code behind `octavo parse`,
 * `extract` and `analyse`. Around it is reader_main: one document at a time from a channel, each
 * with its own arena, memory cap and CPU time.
 *
 * A job that fails gives a result with `error` set. A job that crashes, hangs or eats memory takes
 * the process with it: the desk then sets that one document aside. */
#ifndef OCTAVO_READER_H
#define OCTAVO_READER_H
#include "proc/proc.h"
#include "types/types.h"

enum reader_kind {
    READER_FEED, /* bytes: a feed, sitemap or page -> feed, entries; for an HTML page that is none:
                    links */
    READER_PAGE, /* bytes: a web page -> article, reading (not where it has a next page: the whole
                    is to be read) */
    READER_CONTENT,  /* bytes: an entry's own HTML -> article, reading */
    READER_SANITIZE, /* bytes: HTML -> body */
    READER_ANALYSE,  /* bytes: article JSON -> article, reading (give it a body: over a channel a
                        text alone is made again, and positions then fit only where paragraphs had
                        one blank line) */
    READER_OPML,     /* bytes: OPML -> links */
    READER_DISCOVER, /* bytes: HTML -> links to feeds */
    READER_IMAGE,    /* bytes: an image file -> type, width, height; an error where it is none */
    READER_ROBOTS,   /* bytes: robots.txt -> rules */
    READER_MODEL,    /* bytes: JSON, a language model's answer -> said */
    READER_KIND_COUNT
};
const char *reader_kind_name(enum reader_kind kind); /* "feed", "page" ... */
bool reader_kind_find(struct str name, enum reader_kind *ret);

enum {
    READER_ARENA_MOST = 72 << 20,   /* memory a document */
    READER_DECODED_MOST = 32 << 20, /* a document unpacked */
    READER_RATIO_MOST = 250,        /* unpacked : packed, looked at beyond the next */
    READER_RATIO_FROM = 4 << 20,
    READER_ENCODINGS_MOST = 3,     /* Content-Encoding: a, b, c */
    READER_PIXELS_MOST = 64 << 20, /* an image; one side at most 16384 */
    READER_CPU_SECONDS = 20,       /* CPU time a document */
    READER_SAID_MOST = 16 << 10,   /* what a model wrote */
    READER_TOLD_MOST = 200,        /* what its server says is wrong */
};

/* A job: the head of FRAME_JOB; all but kind may be empty. */
struct reader_job {
    enum reader_kind kind;
    struct str bytes;    /* the document; travels as the frame's bytes */
    struct str url;      /* where it came from: base of its links */
    struct str type;     /* media type as the server said */
    struct str charset;  /* as the server said */
    struct str encoding; /* Content-Encoding as the server said: unpacked here */
    int http_status;     /* PAGE: as page_hints; 0 = 200 */
    struct str selector; /* PAGE: the user's CSS selector of the article */
    struct str unwanted; /* PAGE: the user's CSS selector of what to leave out */
    struct str first;    /* PAGE: address of the article's first page, where this is a later one */
    uint32_t number;     /* PAGE: which page of the article it is; 0 = the first */
    struct str memory;   /* PAGE, ANALYSE: page_memory_write of the host; travels behind the
                            document. PAGE reads and teaches it, ANALYSE cleans by it */
    struct entry entry;  /* PAGE, CONTENT: what its feed said; none where its id is empty */
    struct str source;   /* name of its source, where the page says none */
    int64_t now;         /* the time, for dates like "yesterday"; TIME_NONE: clock_now() */
    bool no_reading;     /* PAGE, CONTENT: article only */
};
void reader_job_write(struct buf *out, const struct reader_job *job);
enum err_code reader_job_read(struct arena *a, const struct frame *f, struct reader_job *ret,
                              struct err *e) must_check;

/* An address found in OPML or by discovery. */
struct reader_link {
    struct str url;    /* absolute http(s) */
    struct str title;  /* plain text */
    struct str type;   /* media type; empty */
    struct str folder; /* OPML: titles of the folders above, joined with " / " */
    struct str site;   /* OPML: htmlUrl */
    struct str how;    /* discovery: "self", "link", "anchor", "guess" (ask before believing) */
};

/* A result: the head of FRAME_RESULT. What is not part of its kind is empty. */
struct reader_result {
    enum reader_kind kind;
    enum err_code
        error;         /* ERR_OK, or: INPUT it is not what it should be; LIMIT, MEMORY too large */
    struct str reason; /* words for a person where error is set */
    struct feed_doc feed; /* FEED */
    bool has_article;
    struct article article; /* PAGE, CONTENT, ANALYSE */
    bool has_reading;
    struct reading reading;          /* PAGE, CONTENT, ANALYSE: positions in article.text */
    struct body body;                /* SANITIZE */
    const struct reader_link *links; /* FEED of an HTML page, DISCOVER, OPML */
    size_t link_count;
    size_t left;       /* OPML: feeds that can not be followed */
    size_t over;       /* OPML: feeds beyond the most that are taken */
    struct str memory; /* PAGE: the host's memory where it changed: store it; the frame's bytes */
    const struct str
        *rules; /* ROBOTS: those that speak to us: "+/path" allows, "-/path" does not */
    size_t rule_count;
    uint32_t delay;         /* ROBOTS: Crawl-delay in seconds; 0 = says nothing */
    struct str image_type;  /* IMAGE: "image/png" ... */
    uint32_t width, height; /* IMAGE */
    struct str said;        /* MODEL: UTF-8 of any kind, never empty */
    struct str version;     /* of the code that made it */
};
/* One object: "kind", "version", and of "document" (feed_doc), "article", "reading", "body",
 * "links", "left", "over", "image", "said" what there is; or "error" with "reason". */
void reader_result_write(struct buf *out, const struct reader_result *r);
/* For the desk, which trusts no reader: bodies are checked (body_check), positions and indexes too,
 * article.text is made again from the body. Texts are copied into `a`. */
enum err_code reader_result_read(struct arena *a, const struct frame *f, struct reader_result *ret,
                                 struct err *e) must_check;

/* Does one job, in `a`, without a sandbox of its own. The result holds views into `a` and into
 * job->bytes. Failures of the document are in ret->error; what does not fit into the arena escapes
 * as arena.h says. Pure, but that TIME_NONE in job->now asks the clock. */
void reader_do(struct arena *a, const struct reader_job *job, struct reader_result *ret);

/* Unpacks a Content-Encoding ("gzip", "x-gzip", "deflate" with or without its zlib frame, "br",
 * "zstd", "identity", several joined by commas in the order they were applied) under the limits
 * above. ERR_LIMIT: a bomb; ERR_INPUT: broken, cut short or unknown. */
enum err_code reader_decode(struct arena *a, struct str bytes, struct str encoding, struct str *ret,
                            struct err *e) must_check;

struct reader_settings {
    uint64_t memory; /* address space beyond what is mapped at start; 0 = 384 MiB */
    bool no_sandbox; /* tests and debugging only */
};
/* The reader process: warms up, enters its sandbox, says FRAME_READY {"credits":1}, does jobs until
 * the channel closes. ctx: const struct reader_settings *, or NULL. Returns the exit status. */
int reader_main(struct channel *c, void *ctx);
#endif
