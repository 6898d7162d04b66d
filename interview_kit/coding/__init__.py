"""Codes on passages: codebooks, what other programs coded, where it stands, who agrees. Pure."""
