#pragma once
/* pkg-config gives -D_XOPEN_SOURCE=600 (enough for the X/Open wide API); be explicit for tools that bypass it. */
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <locale.h>
#include <wchar.h>
#include <stdint.h>
#include <curses.h>
#include <term.h>
/* term.h defines ~500 lower-case macros (lines, columns, tab...). Undo the ones that hurt; Swift does not import
   expression macros anyway. */
#undef lines
#undef columns
#undef tab

/* --- globals: Swift 6 language mode refuses `stdscr`, COLS... (shared mutable state) --- */
static inline WINDOW *nc_stdscr(void) { return stdscr; }
static inline WINDOW *nc_curscr(void) { return curscr; }
static inline int nc_lines(void) { return LINES; }
static inline int nc_cols(void) { return COLS; }
static inline int nc_colors(void) { return COLORS; }
static inline int nc_color_pairs(void) { return COLOR_PAIRS; }
/* --- attributes: function-like macros with casts are not imported --- */
static const uint32_t NC_BOLD = A_BOLD, NC_DIM = A_DIM, NC_REVERSE = A_REVERSE, NC_UNDERLINE = A_UNDERLINE,
  NC_ITALIC = A_ITALIC, NC_BLINK = A_BLINK, NC_STANDOUT = A_STANDOUT;
static inline int nc_key_f(int n) { return KEY_F(n); }
/* --- the extended-pair calls take (attr, short pair, void *opts); opts -> int* is how pairs > 32767 go through --- */
static inline int nc_set_style(WINDOW *w, attr_t a, int pair) { return wattr_set(w, a, (short)(pair > 32767 ? 32767 : pair), &pair); }
static inline int nc_chgat(WINDOW *w, int y, int x, int n, attr_t a, int pair) {
  return wmove(w, y, x) == ERR ? ERR : wchgat(w, n, a, (short)(pair > 32767 ? 32767 : pair), &pair); }
/* --- one cell: base + up to 4 combining marks --- */
static inline int nc_put_cell(WINDOW *w, int y, int x, const wchar_t *s, attr_t a, int pair) {
  cchar_t c; if (setcchar(&c, s, a, (short)(pair > 32767 ? 32767 : pair), &pair) == ERR) return ERR;
  return mvwadd_wch(w, y, x, &c); }
static inline int nc_put_wstr(WINDOW *w, int y, int x, const wchar_t *s, int n) { return mvwaddnwstr(w, y, x, s, n); }
static inline int nc_put_utf8(WINDOW *w, int y, int x, const char *s, int n) { return mvwaddnstr(w, y, x, s, n); }
static inline const cchar_t *nc_wacs_hline(void) { return WACS_HLINE; }
static inline const cchar_t *nc_wacs_vline(void) { return WACS_VLINE; }
static inline void nc_box(WINDOW *w) { box_set(w, 0, 0); }
/* --- mouse --- */
static const uint32_t NC_ALL_MOUSE = ALL_MOUSE_EVENTS, NC_B1_CLICK = BUTTON1_CLICKED, NC_B1_PRESS = BUTTON1_PRESSED,
  NC_WHEEL_UP = BUTTON4_PRESSED, NC_WHEEL_DOWN = BUTTON5_PRESSED;
/* --- keys: get_wch distinguishes OK (a code point) from KEY_CODE_YES (a function key) --- */
static inline int nc_read_key(WINDOW *w, int *isFunction, uint32_t *value) {
  wint_t c = 0; int r = wget_wch(w, &c); *isFunction = (r == KEY_CODE_YES); *value = (uint32_t)c; return r == ERR ? -1 : 0; }
static inline const char *nc_tigetstr(const char *n) { char *s = tigetstr(n); return (s == (char *)-1) ? 0 : s; }
static inline SCREEN *nc_newterm(const char *type) { return newterm(type, stdout, stdin); }
