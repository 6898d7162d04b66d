"""The guide that docs/guide.md shows, so that what is documented is what is tested."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def documentation() -> str:
    return (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def small(documentation: str) -> str:
    return documentation.split("```toml\n")[1].split("```")[0]


@pytest.fixture(scope="session")
def shipped() -> str:
    return (ROOT / "guides" / "recovery-stories.toml").read_text(encoding="utf-8")
