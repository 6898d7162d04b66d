"""Ways to spoil the small guide of the documentation."""

from __future__ import annotations

# One way to spoil the small guide for each error the documentation shows.
SPOILED = {
    "unknown key": ('title.nl = "Thuis"', 'titel = "x"\ntitle.nl = "Thuis"'),
    "missing language": ('text.en = "What were the first days at home like?"\n', ""),
    "undeclared language": ('like?"\n', 'like?"\ntext.eng = "x"\n'),
    "wrong type": ("version = 1", 'version = "1"'),
    "no id": ('"first-days"', '"First_Days"'),
    "id used twice": ('id = "medication"\nask_if', 'id = "first-days"\nask_if'),
    "no such topic": ('topic = "medication"', 'topic = "medicatoin"'),
    "waits without a topic": ('topic = "medication"\n', ""),
    "no such word": ('"not_raised"', '"not raised"'),
    "time that does not fit": ("minutes = 30\nminutes_range", "minutes = 60\nminutes_range"),
    "steering text": ("Hoe waren", "Hoe\\u001b[2J waren"),
    "no TOML": ('"Weer thuis"', "Weer thuis"),
}
