#pragma once
/* What Swift cannot import of ncurses: globals, function-like macros, calls that pass an extended pair through a void *. */
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdint.h>
#include <string.h>
#include <term.h>
#include <wchar.h>
/* term.h defines hundreds of lower-case macros; these hurt. */
#undef lines
#undef columns
#undef tab

static inline WINDOW *nc_stdscr(void) { return stdscr; }
static inline WINDOW *nc_curscr(void) { return curscr; }
static inline int nc_colors(void) { return COLORS; }
static inline int nc_color_pairs(void) { return COLOR_PAIRS; }
static inline SCREEN *nc_newterm(const char *type) { return newterm(type, stdout, stdin); }

static const uint32_t NC_BOLD = A_BOLD, NC_DIM = A_DIM, NC_REVERSE = A_REVERSE, NC_UNDERLINE = A_UNDERLINE, NC_ITALIC = A_ITALIC;

/* True where the character set of LC_CTYPE is UTF-8. */
static inline int nc_locale_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

/* A string capability of the terminal, or null where it has none. */
static inline const char *nc_capability(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? 0 : value;
}

/* ncurses repeats characters by CSI n b where terminfo says so; several terminals that call themselves xterm do not know it. */
static inline void nc_forget_repeat(void) { repeat_char = 0; }

/* One cell: UTF-8 of a base character and at most four marks, known to take `width` columns. Where the C library counts
   otherwise, question marks take the place, so that no column ever moves. */
static inline void nc_put_cell(WINDOW *window, int y, int x, const char *text, int length, int width, attr_t attributes, int pair) {
  wchar_t characters[6];
  int count = 0, place = 0;
  while (place < length && count < 5) {
    unsigned char lead = (unsigned char)text[place];
    int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    wchar_t value = lead < 0x80 ? lead : lead & (0x3F >> more);
    for (place++; more > 0 && place < length; more--) value = value << 6 | (text[place++] & 0x3F);
    characters[count++] = value;
  }
  characters[count] = 0;
  if (count == 0 || (characters[0] >= 0x80 && wcwidth(characters[0]) != width)) {
    for (int i = 0; i < width; i++) nc_put_cell(window, y, x + i, "?", 1, 1, attributes, pair);
    return;
  }
  cchar_t cell;
  short small = (short)(pair > 32767 ? 32767 : pair);
  if (setcchar(&cell, characters, attributes, small, &pair) == OK) (void)mvwadd_wch(window, y, x, &cell);
}

/* What erasing leaves behind, for cells written from now on. */
static inline void nc_set_background(WINDOW *window, attr_t attributes, int pair) {
  cchar_t cell;
  short small = (short)(pair > 32767 ? 32767 : pair);
  if (setcchar(&cell, L" ", attributes, small, &pair) == OK) wbkgrndset(window, &cell);
}
