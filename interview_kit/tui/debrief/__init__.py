"""After the end: what the interviewer wants to remember."""
