"""Before there is a study: making one, opening one, the demo, practice."""
