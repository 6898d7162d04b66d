"""Texts leave the study: exports for coders, releases for a purpose."""
