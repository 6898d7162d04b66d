"""The screen: what a person sees and presses, and no rules of its own.

    unlock ─► home ─┬─► prepare ─► interview ─► debrief      one folder per screen
                    ├─► read ─► review
                    └─► help

    bindings   the table of actions as Textual's bindings
    bridge     callbacks from other threads become messages
    themes     light, dark and high contrast

Keys and sentences come from `interface`, every rule from `session` and `workflow`. Widgets get
plain text, never markup.
"""

import os

# Textual paints at most so often a second, and reads it once: a key waits for the next turn.
os.environ.setdefault("TEXTUAL_FPS", "120")
