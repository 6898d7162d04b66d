"""Holding an interview: the room, the form, the recording, and what is taken back of it."""
