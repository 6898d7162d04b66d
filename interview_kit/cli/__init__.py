"""The command line: parse, show, ask. No rules."""
