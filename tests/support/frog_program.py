"""A program in the place of frog, which tags the words it was told to take for names."""

from __future__ import annotations

FROG = """#!{python}
import re, sys
names, log = {names}, open({log!r}, "a")
for line in sys.stdin:
    print(line.strip(), file=log, flush=True)
    inside = False
    for number, word in enumerate(line.split(), start=1):
        if word == "dies":
            sys.exit(1)
        tag = ("I-PER" if inside else "B-PER") if word in names else "O"
        inside = word in names
        print(number, word, *"-----", tag, sep="\\t")
    print(flush=True)
"""
