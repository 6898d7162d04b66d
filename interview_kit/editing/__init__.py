"""Correcting a transcript: what is changed, how the text stands then, and where its words are."""
