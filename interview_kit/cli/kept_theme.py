"""The look of the screen that a person chose last, kept between starts."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Literal, get_args

ThemeName = Literal["dark", "light", "contrast"]


def kept_theme() -> ThemeName:
    """The look that was chosen last; dark where none was, or where what is kept is none."""
    with suppress(OSError, UnicodeDecodeError):
        text = theme_file().read_text(encoding="utf-8").strip()
        for name in get_args(ThemeName):
            if text == name:
                return name  # type: ignore[no-any-return]
    return "dark"


def keep_theme(name: str) -> None:
    """Keep a look for the next start. A folder that cannot be written is no reason to stop."""
    path = theme_file()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n", encoding="utf-8")


def theme_file() -> Path:
    """Where it stands: `theme` in the configuration folder, beside the keys."""
    import platformdirs

    return platformdirs.user_config_path("interview-kit") / "theme"
