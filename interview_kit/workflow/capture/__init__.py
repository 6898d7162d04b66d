"""Holding an interview: recording, importing and what is said beside it."""
