"""Coding a filed transcript."""
