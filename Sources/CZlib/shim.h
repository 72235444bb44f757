#ifndef SANDGLASS_CZLIB_H
#define SANDGLASS_CZLIB_H

#include <zlib.h>

// zlib's beginnings are macros, which Swift cannot call. A negative window means bare deflate data, without zlib's own frame.

static inline int czlib_deflate_init(z_stream *stream, int level, int window, int memory) {
    return deflateInit2(stream, level, Z_DEFLATED, -window, memory, Z_DEFAULT_STRATEGY);
}

// With the frame of a gzip file around it (RFC 1952).
static inline int czlib_gzip_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, MAX_WBITS + 16, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY);
}

static inline int czlib_inflate_init(z_stream *stream, int window) {
    return inflateInit2(stream, -window);
}

// Goes on behind a final block with the history kept; zlib exports it and leaves it out of its manual.
static inline int czlib_inflate_go_on(z_stream *stream) {
    return inflateResetKeep(stream);
}

#endif
