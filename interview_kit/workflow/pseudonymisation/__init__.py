"""Names in a text: finding them, deciding on them, and taking decisions back."""
