"""The use cases that tie the rooms together: no widgets, no printing."""
