"""What a study has chosen."""
