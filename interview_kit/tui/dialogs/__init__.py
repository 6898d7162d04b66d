"""Small questions over a screen: a line, a text, a choice, something to read."""
