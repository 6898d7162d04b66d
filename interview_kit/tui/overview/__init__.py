"""How far the study is."""
