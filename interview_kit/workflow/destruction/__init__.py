"""What is destroyed for good: a struck stretch, a participant, what is past its time."""
