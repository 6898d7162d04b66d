"""A study and its interviews: opening, settings, states, consent and audit."""
