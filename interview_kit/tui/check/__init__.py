"""The room check: which microphone, how loud, and what is wrong before anything is stored."""
