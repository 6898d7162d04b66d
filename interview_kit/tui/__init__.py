"""The screen: what a person sees and presses, and no rules of its own.

    unlock ─► home ─┬─► prepare ─► interview      one folder per screen
                    ├─► read ─► review
                    └─► help

    actions    every key, once: feeds bindings, key bar, help and palette
    texts      every sentence of the screens, in Dutch and English
    bridge     callbacks from other threads become messages
    themes     light, dark and high contrast

Every rule is asked of `session` and `workflow`. Widgets get plain text, never markup.
"""
