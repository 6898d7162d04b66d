"""Before the interview: who, consent, names to be replaced, and whether there is sound."""
