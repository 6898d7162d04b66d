"""Destroying for good: strikes, withdrawals, what is past its term."""
