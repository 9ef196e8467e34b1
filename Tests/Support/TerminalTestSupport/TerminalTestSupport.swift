// TerminalTestSupport
