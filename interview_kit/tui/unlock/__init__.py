"""Opening the study with its passphrase."""
