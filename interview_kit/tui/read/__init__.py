"""Reading a transcript and correcting it."""
