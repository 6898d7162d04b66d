"""The machine: what is there, and its power."""
