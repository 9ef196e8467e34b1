#include "clean_start.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Threats 42 to 46: SWIFT_BACKTRACE starts a program when this one crashes, OPENSSL_CONF loads a shared object inside libpq,
   TERMINFO, HOME and PG* files steer ncurses and libpq. So nothing is inherited but what is listed, and only if it looks sane. */

extern char **environ;

/* Kept: what describes the terminal, the language and the line. */
static const char *const kept[] = {"TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "SSH_CONNECTION", "SSH_TTY"};
#define KEPT (sizeof kept / sizeof *kept)

/* Set: no home, no configuration of libraries, no crash helper, no malloc checks that print. */
static const char *const fixed[] = {
  "HOME=/nonexistent", "PATH=/usr/bin:/bin", "SWIFT_BACKTRACE=enable=no", "OPENSSL_CONF=/dev/null", "PGSYSCONFDIR=/nonexistent",
};
#define FIXED (sizeof fixed / sizeof *fixed)

/* Letters, digits and a few marks, at most 64 bytes: no path, no escape sequence, no format. */
static int is_sane(const char *value) {
  size_t length = strlen(value);
  if (length > 64 || strstr(value, "..")) return 0;
  for (const char *c = value; *c; c++)
    if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || strchr("-_.@+: /", *c))) return 0;
  return 1;
}

static const char *value_of(const char *entry, const char *name) {
  size_t length = strlen(name);
  return strncmp(entry, name, length) == 0 && entry[length] == '=' ? entry + length + 1 : 0;
}

static int is_allowed(const char *entry) {
  for (size_t i = 0; i < FIXED; i++)
    if (strcmp(entry, fixed[i]) == 0) return 1;
  for (size_t i = 0; i < KEPT; i++) {
    const char *value = value_of(entry, kept[i]);
    if (value) return is_sane(value);
  }
  return 0;
}

int clean_start_is_clean(void) {
  size_t found = 0;
  for (char **entry = environ; entry && *entry; entry++) {
    if (!is_allowed(*entry)) return 0;
    for (size_t i = 0; i < FIXED; i++) found += strcmp(*entry, fixed[i]) == 0;
  }
  return found == FIXED;
}

__attribute__((constructor(101))) static void start_clean(int argc, char **argv, char **envp) {
  static char *clean[KEPT + FIXED + 1];
  size_t count = 0;
  (void)envp;
  if (argc < 1 || clean_start_is_clean()) return;
  for (size_t i = 0; i < KEPT; i++)
    for (char **entry = environ; entry && *entry; entry++) {
      const char *value = value_of(*entry, kept[i]);
      if (value && is_sane(value)) {
        clean[count++] = *entry;
        break;
      }
    }
  for (size_t i = 0; i < FIXED; i++) clean[count++] = (char *)fixed[i];
  clean[count] = 0;
  execve("/proc/self/exe", argv, clean);
  environ = clean; /* no /proc: at least what is read from here on is clean */
}
