#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include "terminal_guard.h"
/* Crash restore: async-signal-safe, armed after newterm(). Only write(2), tcsetattr(3), sigaction(2), raise(3). */
static struct termios nc_saved_tty; static volatile sig_atomic_t nc_armed;
static void nc_crash_handler(int sig) {
  if (nc_armed) {
    static const char seq[] = "\x1b[?2004l\x1b[?1006;1000l\x1b[?1049l\x1b[0m\x1b[?25h\x1b[?1l\x1b>\r\n";
    nc_armed = 0; (void)!write(1, seq, sizeof seq - 1); tcsetattr(0, TCSANOW, &nc_saved_tty); }
  struct sigaction sa; memset(&sa, 0, sizeof sa); sa.sa_handler = SIG_DFL; sigaction(sig, &sa, 0); raise(sig);
}
void nc_save_tty(void) { tcgetattr(0, &nc_saved_tty); }
void nc_arm_crash(void) {
  static char alt[32768]; stack_t ss; ss.ss_sp = alt; ss.ss_size = sizeof alt; ss.ss_flags = 0; sigaltstack(&ss, 0);
  int sigs[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT};
  struct sigaction sa; memset(&sa, 0, sizeof sa); sa.sa_handler = nc_crash_handler; sa.sa_flags = SA_ONSTACK | SA_NODEFER;
  for (unsigned i = 0; i < sizeof sigs / sizeof *sigs; i++) sigaction(sigs[i], &sa, 0);
  nc_armed = 1; }
void nc_disarm(void) { nc_armed = 0; }
