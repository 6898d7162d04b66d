"""Speech to words: the worker process, its client, its models, and the turns made of its words."""
