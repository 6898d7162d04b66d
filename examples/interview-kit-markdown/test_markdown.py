"""What the exporter writes of invented interviews."""

from interview_kit.testing import check_exporter
from interview_kit_markdown import MARKDOWN


def test_every_question_has_a_heading() -> None:
    files = check_exporter(MARKDOWN)
    assert [*files] == ["markdown/P07-1.md", "markdown/P08-1.md"]
    assert "\n## Hoe is het vandaag met u?\n" in files["markdown/P07-1.md"].decode()


def test_what_was_said_is_no_markup() -> None:
    text = check_exporter(MARKDOWN)["markdown/P07-1.md"].decode()
    assert "<b>" not in text
    assert r"\[zus van P07\]" in text
