"""What click says of its own, as it stands in click: it asks gettext for a translation.

Each is a text and its plural, which is empty where it has none. They have no context.
"""

from __future__ import annotations

CLICK_TEXTS: tuple[tuple[str, str], ...] = (
    ("Aborted!", ""),
    ("Missing command.", ""),
    ("Options", ""),
    ("Commands", ""),
    ("Usage:", ""),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("default: {default}", ""),
    ("env var: {var}", ""),
    ("%(prog)s, version %(version)s", ""),
    ("Show the version and exit.", ""),
    ("Show this message and exit.", ""),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Missing argument", ""),
    ("Missing option", ""),
    ("Missing parameter", ""),
    ("Invalid value: {message}", ""),
    ("Invalid value for {param_hint}: {message}", ""),
    ("Could not open file {filename!r}: {message}", ""),
    ("Error: {message}", ""),
    ("Try '{command} {option}' for help.", ""),
    ("No such option {name!r}.", ""),
    ("No such command {name!r}.", ""),
    ("Option {name!r} does not take a value.", ""),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Argument {name!r} takes {nargs} values.", ""),
    ("Repeat for confirmation", ""),
    ("Error: The two entered values do not match.", ""),
    ("Error: invalid input", ""),
    ("file", ""),
    ("directory", ""),
    ("path", ""),
    ("Choose from:\n\t{choices}", ""),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ("{value} is not in the range {range}.", ""),
    ("{value!r} is not a valid {number_type}.", ""),
    ("{name} {filename!r} is a file.", ""),
    ("{name} {filename!r} is a directory.", ""),
    ("{name} {filename!r} is not readable.", ""),
    ("{name} {filename!r} is not writable.", ""),
    ("{name} {filename!r} does not exist.", ""),
)
