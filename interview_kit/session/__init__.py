"""The interview as a pure state machine: commands in, events out, state is the fold of events."""
