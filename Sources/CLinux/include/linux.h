#pragma once
/* What Swift's Glibc module does not import: descriptors for wake-ups, signals and memory, the window size.
   Declarations only, no system header: two modules that see the same one differently do not build together. */

/* An eventfd, non-blocking, closed on exec; -1 on failure. */
int linux_eventfd(void);

/* Blocks these signals in this thread and those started later; a descriptor that delivers them, or -1. */
int linux_signalfd(const int *signals, int count);

/* The next delivered signal, or 0. */
int linux_signalfd_read(int descriptor);

/* An anonymous file in memory, or -1. */
int linux_memfd(const char *name);

/* Rows and columns of the terminal; -1 where the descriptor is none. */
int linux_window_size(int descriptor, int *rows, int *columns);

/* No core file, no ptrace by the same user; 0 on success. */
int linux_forbid_dumps(void);
