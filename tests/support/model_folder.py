"""A folder with the multilingual model, as `models fetch` makes one."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.speech import model_store


def model_folder(factory: pytest.TempPathFactory) -> Path:
    """A new folder with the model in it."""
    folder = factory.mktemp("models")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERVIEW_KIT_MODELS", str(folder))
        model_store.fetch("base")
    return folder
