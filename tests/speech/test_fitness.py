"""A model that does not fit is refused before it starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.errors import SpeechError
from interview_kit.speech.model_fitness import (
    Speed,
    available_mb,
    best_for,
    keep_speed,
    needed_mb,
    refuse_other_language,
    refuse_too_large,
    speed_of,
)
from interview_kit.speech.model_store import ModelFolder


def model(name: str, folder: Path = Path(), size: int = 0) -> ModelFolder:
    return ModelFolder(name, folder, "packages", "", size)


def test_a_model_too_large_for_the_memory_is_refused_with_those_that_fit() -> None:
    with pytest.raises(SpeechError, match="needs 3800 MB of memory; 2000 are free") as refused:
        refuse_too_large(model("large-v3"), 2_000)
    assert "small" in refused.value.hint
    refuse_too_large(model("base"), 2_000)


def test_where_the_system_does_not_tell_nothing_is_refused(tmp_path: Path) -> None:
    assert available_mb(tmp_path / "missing") is None
    refuse_too_large(model("large-v3"), None)


def test_free_memory_is_read_in_megabytes(tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemTotal: 8000000 kB\nMemAvailable:    2048000 kB\n")
    assert available_mb(tmp_path / "meminfo") == 2_000


def test_a_model_of_ones_own_is_judged_by_its_size() -> None:
    assert needed_mb(model("own", size=1_000_000_000)) == 1_500


def test_the_measured_speed_stays_with_the_model(tmp_path: Path) -> None:
    own = model("own", tmp_path)
    assert speed_of(own) is None
    keep_speed(own, Speed(60, 15))
    assert speed_of(own) == Speed(60, 15)
    assert Speed(60, 15).minutes_for(56) == 14


def test_a_model_that_does_not_write_the_language_is_refused() -> None:
    with pytest.raises(SpeechError, match="writes en, not nl"):
        refuse_other_language(model("tiny.en"), "nl")
    refuse_other_language(model("tiny.en"), "en")
    refuse_other_language(model("tiny.en"), "")
    refuse_other_language(model("base"), "nl")
    refuse_other_language(model("own"), "nl")


@pytest.mark.parametrize(
    ("available", "on_card", "cores", "name"),
    [
        (8_000, False, 8, "large-v3-turbo"),
        (8_000, False, 2, "small"),
        (8_000, True, 2, "large-v3-turbo"),
        (2_000, False, 8, "small"),
        (900, False, 8, "base"),
        (100, False, 1, "base"),
        (None, False, 4, "large-v3-turbo"),
    ],
)
def test_the_most_able_model_that_the_machine_carries_is_advised(
    available: int | None, on_card: bool, cores: int, name: str
) -> None:
    assert best_for("nl", available, on_card=on_card, cores=cores).name == name
