"""What identifies by its shape, written and spoken: a table of patterns for each kind of thing."""
