"""What a guide goes through from the file to a person's eyes; each raises where it does harm."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import jsonschema
import pytest
from textual.pilot import Pilot

from interview_kit.errors import GuideError
from interview_kit.guide.guide import Guide, Localised
from interview_kit.guide.guide_json_schema import guide_json_schema
from interview_kit.guide.guide_parser import check_guide, parse_guide
from interview_kit.guide.guide_sheet import guide_sheet
from interview_kit.interface.terminal_text import plain
from interview_kit.plain.line_terminal import LineTerminal
from interview_kit.plain.plain_conversation import Conversation
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Answer
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.themes import PALETTES
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import GUIDES, Study
from tests.support.made_study import StillSource
from tests.support.painted_letters import letters_of, lines_of
from tests.support.pilot import until

SCHEMA = jsonschema.Draft202012Validator(guide_json_schema())
TAGS = frozenset(
    (
        *("html", "head", "meta", "title", "style", "body", "header", "section", "article"),
        *("h1", "h2", "p", "div", "span", "b", "i", "ul", "li", "small"),
    )
)
COLOURS = {
    colour
    for palette in PALETTES.values()
    for colour in (getattr(palette, each) for each in palette.__slots__)
    if isinstance(colour, str)
}


def checked(text: str) -> Guide | None:
    """A guide, or None where there are problems, each of them one printable line."""
    problems = check_guide(text, "guide.toml")
    for problem in problems:
        assert str(problem).isprintable()
        assert 0 <= problem.line <= text.count("\n") + 1
    if not problems:
        return parse_guide(text, "guide.toml")
    with pytest.raises(GuideError) as refused:
        parse_guide(text, "guide.toml")
    assert refused.value.message.isprintable()
    return None


def printed(guide: Guide) -> None:
    """The sheet of paper holds every text as it is, in no tags but its own."""
    for language in guide.languages:
        reader = _Reader()
        reader.feed(guide_sheet(guide, language))
        reader.close()
        assert reader.tags <= TAGS
        sheet = _solid(reader.text)
        for text in _said(guide):
            assert _solid(text.in_(language)) in sheet
        assert _solid(guide.title.in_(language)) in _solid(guide.text(language))


async def shown(pilot: Pilot[None], study: Study, text: str) -> None:
    """The interview screen shows every question as it is, and no colour that is not ours."""
    guide, id = _prepared(study, text)
    app = pilot.app
    assert isinstance(app, InterviewKit)
    app.hold(id)
    await until(pilot, lambda: isinstance(app.screen, InterviewScreen) and app.screen.is_ready)
    screen = app.screen
    assert isinstance(screen, InterviewScreen)
    language = guide.languages[0]
    for question in guide.questions:
        screen.do(ask.Show(question.id))
        await pilot.pause()
        begins = _solid(plain(question.text.in_(language)))[:20]
        assert begins in _seen(app)
        for keys in ("1", "r", "u"):
            await pilot.press(keys)
    for key in ("j", "d", "k", "f1"):
        await pilot.press(key)
        _seen(app)
        await pilot.press("escape")
    await pilot.press("q", "down", "enter")
    await until(pilot, lambda: app.screen is not screen and app.screen.is_mounted)
    await pilot.press("escape")
    await until(pilot, lambda: len(app.screen_stack) == 2)


def told(study: Study, text: str) -> None:
    """Plain mode says every question as it is, and nothing that steers a terminal."""
    guide, id = _prepared(study, text)
    language = guide.languages[0]
    lines = iter([*"12ruvfd?h", "j [", "j x", "k", "1", *["n"] * len(guide.questions), "q", "2"])
    said: list[str] = []
    typed = (f"{line}\n" for line in lines)
    talk = LineTerminal("nl", lambda: next(typed, ""), said.append, prompts=False)
    conversation = Conversation(study, id, talk)
    try:
        conversation.hold(StillSource())
    except EOFError:
        pass
    finally:
        conversation.close()
    spoken = "".join(said)
    assert all(one == "\n" or one.isprintable() for one in spoken)
    first = guide.questions[0].text.in_(language)
    assert _solid(plain(first)) in _solid(spoken)


def _prepared(study: Study, text: str) -> tuple[Guide, str]:
    """The guide in the study's folder, and an interview with it that has every consent."""
    (study.folder / GUIDES / "hostile.toml").write_text(text, encoding="utf-8", newline="")
    interview = prepare(study, "P66", guide="hostile", language="en")
    conductor = Conductor(study.interview(interview.id))
    for item in conductor.guide.consent:
        conductor.do(ask.AnswerConsent(item.id, Answer.YES))
    return conductor.guide, interview.id


def _said(guide: Guide) -> Iterator[Localised]:
    yield from (guide.title, guide.distress, *(item.text for item in guide.consent))
    for section in guide.sections:
        yield section.title
        for question in section.questions:
            yield from (question.text, question.note, *(probe.text for probe in question.probes))


def _seen(app: InterviewKit) -> str:
    """The screen without white space, after a look at each of its letters."""
    lines = lines_of(app)
    assert all(line.isprintable() for line in lines)
    for letters in letters_of(app):
        assert {letters.ink, letters.ground} <= COLOURS, letters
    return _solid("".join(lines))


def _solid(text: str) -> str:
    return "".join(text.split())


class _Reader(HTMLParser):
    """The text and the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag; no attribute of ours runs anything."""
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"class", "lang", "charset"}

    def handle_data(self, data: str) -> None:
        """What is read."""
        self.text += data
