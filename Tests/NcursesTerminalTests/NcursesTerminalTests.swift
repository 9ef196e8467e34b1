// NcursesTerminalTests
