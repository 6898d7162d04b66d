"""The interviews of a study: prepared, facts and consent, how far each is, and which are meant."""
