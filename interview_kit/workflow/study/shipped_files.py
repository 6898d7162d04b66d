"""Where the things that ship with the program are: guides and the sound of the demo."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]


def shipped_guides() -> tuple[Path, ...]:
    """The guide files that `init` puts into a new study."""
    # An installed package carries them as data; a checkout has them at its top.
    for folder in (_PACKAGE / "data" / "guides", _PACKAGE.parent / "guides"):
        guide_paths = tuple(sorted(folder.glob("*.toml")))
        if guide_paths:
            return guide_paths
    return ()


def demo_file(name: str) -> Path:
    """A file of the demo: its sound or its roster."""
    return _PACKAGE / "data" / "demo" / name


def demo_talk(language: str) -> tuple[Path, Path]:
    """The sound of the demo and its words with their times; in English where there is no other."""
    sound, lines = demo_file(f"interview.{language}.ogg"), demo_file(f"interview.{language}.json")
    if sound.is_file():
        return sound, lines
    return demo_file("interview.ogg"), demo_file("interview.json")


def shipped_purposes() -> str:
    """The purposes of release that are always there, as TOML."""
    return (_PACKAGE / "data" / "purposes.toml").read_text(encoding="utf-8")


def shipped_codebooks() -> tuple[str, ...]:
    """The names of the codebooks that ship."""
    folder = _PACKAGE / "data" / "codebooks"
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def shipped_codebook(name: str) -> str:
    """A codebook that ships, as TOML."""
    return (_PACKAGE / "data" / "codebooks" / f"{name}.toml").read_text(encoding="utf-8")
