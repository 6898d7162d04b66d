"""The machine the study is on: what it has, its power."""
