#pragma once
/* Before anything else of the program runs (a constructor, so before the Swift runtime reads it), the environment that came
   over SSH is thrown away and a small one is built: the process replaces itself once by itself, with the same arguments.
   Nothing to call; linking this target into a program is enough. */

/* True where the present environment holds only what clean_start keeps or sets. */
int clean_start_is_clean(void);
