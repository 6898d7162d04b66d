"""From reviewed text to the corpus, and from the corpus to others."""
