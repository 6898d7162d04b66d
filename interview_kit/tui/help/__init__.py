"""The help: every key of a screen, from the table of actions."""
