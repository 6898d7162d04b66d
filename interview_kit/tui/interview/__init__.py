"""The interview itself: what to ask, where one stands, and whether sound is kept."""
