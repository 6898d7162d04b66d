"""The account of the machine that somebody works with."""

from __future__ import annotations

import getpass
import os
import sys


def account_name() -> str:
    """Its name; its number where the machine knows no name for it, as in a container."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        if sys.platform == "win32":
            return ""
        return str(os.getuid())
