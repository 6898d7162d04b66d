"""The study's interviews and what each needs next."""
