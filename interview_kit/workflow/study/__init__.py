"""The study itself: opening it, its settings, its interviews and how far they are."""
