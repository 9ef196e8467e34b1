#include "terminal_guard.h"
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>

static struct termios saved_modes;
static int saved_descriptor = -1;
static int output_descriptor = -1;
static char sequence_bytes[256];
static volatile sig_atomic_t sequence_length;
static volatile sig_atomic_t armed;

static const int crash_signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS};
enum { crash_signal_count = sizeof crash_signals / sizeof *crash_signals };

/* Only write(2), tcsetattr(3), sigaction(2) and raise(3). */
static void crashed(int signal_number) {
  if (armed) {
    armed = 0;
    (void)!write(output_descriptor, sequence_bytes, (size_t)sequence_length);
    if (saved_descriptor >= 0) tcsetattr(saved_descriptor, TCSANOW, &saved_modes);
  }
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigaction(signal_number, &action, 0);
  raise(signal_number);
}

int terminal_guard_save_modes(int descriptor) {
  if (tcgetattr(descriptor, &saved_modes) != 0) return -1;
  saved_descriptor = descriptor;
  return 0;
}

void terminal_guard_arm(int descriptor, const char *sequence) {
  /* A stack of its own: the crash may be an overflow of the ordinary one. */
  static char stack[32768];
  stack_t place;
  memset(&place, 0, sizeof place);
  place.ss_sp = stack;
  place.ss_size = sizeof stack;
  sigaltstack(&place, 0);

  armed = 0;
  size_t length = strnlen(sequence, sizeof sequence_bytes - 1);
  memcpy(sequence_bytes, sequence, length);
  sequence_length = (sig_atomic_t)length;
  output_descriptor = descriptor;

  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);

  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = crashed;
  action.sa_flags = SA_ONSTACK | SA_NODEFER;
  for (int i = 0; i < crash_signal_count; i++) sigaction(crash_signals[i], &action, 0);
  armed = 1;
}

void terminal_guard_disarm(void) { armed = 0; }

void terminal_guard_restore_modes(void) {
  if (saved_descriptor >= 0) tcsetattr(saved_descriptor, TCSAFLUSH, &saved_modes);
}
