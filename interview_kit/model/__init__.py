"""The nouns every room shares: frozen, without behaviour that needs a disk or a clock."""
