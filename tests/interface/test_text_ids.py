"""Every id of a text that the front ends ask for is in the table, and every text is asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args

import interview_kit
from interview_kit.audio.room_sound import Trouble
from interview_kit.interface.mark_shapes import SHAPES
from interview_kit.interface.texts import TEXTS
from interview_kit.model.channel_layout import ChannelLayout
from interview_kit.model.speaker import Speaker
from interview_kit.model.spoken_language import SPOKEN_LANGUAGES
from interview_kit.plain.plain_editing import COMMANDS
from interview_kit.pseudonym.mention import MentionType
from interview_kit.session.interview_events import Disposal
from interview_kit.session.margin_notes import NoteKind
from interview_kit.session.timeline import GAP_KINDS
from interview_kit.transcripts.transcript import NoticeKind
from interview_kit.tui.home.interview_list import COLUMNS, NEXT_STEP
from interview_kit.tui.read.replace_dialog import SCOPES
from interview_kit.vault.names import Verdict
from interview_kit.workflow.capture.folder_import import Became
from interview_kit.workflow.capture.room_check import MACHINE_CONCERNS
from interview_kit.workflow.interviews.interview_facts import FACTS
from interview_kit.workflow.interviews.interview_overview import STAGES
from interview_kit.workflow.pseudonymisation.lasting_decisions import DecisionScope
from interview_kit.workflow.study.study_settings import CHECK_NAMES
from interview_kit.workflow.transcription.transcript_editor import SpeakerReach

PACKAGE = Path(interview_kit.__file__).parent
ROOMS = ("cli", "interface", "plain", "tui")
CONCERNS = (*Trouble, *MACHINE_CONCERNS)
_PLAIN_NOTES = (NoteKind.FLAG, NoteKind.SKIPPED, NoteKind.REFUSED, NoteKind.DISTRESS)
"""Notes whose text is their kind and nothing else."""

FAMILIES: Mapping[str, Iterable[str]] = {
    "check.{}": CONCERNS,
    "edit.word_{}": COMMANDS,
    "edit.reach_{}": SpeakerReach,
    "fix.{}": CONCERNS,
    "gap.{}": GAP_KINDS,
    "home.became_{}": [became.replace(" ", "_") for became in get_args(Became)],
    "home.check_{}": CHECK_NAMES,
    "read.card_{}": ("keys", "action", "help"),
    "read.reach_{}": SpeakerReach,
    "read.replace_in_{}": SCOPES,
    "import.{}": [layout for layout in ChannelLayout if layout is not ChannelLayout.APART],
    "home.{}": COLUMNS,
    "repair.{}": FACTS,
    "language.{}": SPOKEN_LANGUAGES,
    "mark.{}": SHAPES,
    "note.{}": [*_PLAIN_NOTES, *Disposal],
    "review.reach_{}": [scope for scope in DecisionScope if scope is not DecisionScope.PLACE],
    "review.{}": Verdict,
    "speaker.{}": Speaker,
    "stage.{}": STAGES,
    "transcript.{}": NoticeKind,
    "type.{}": MentionType,
    "why.{}": NEXT_STEP,
}
"""The ids that are put together in an f-string, and what can stand in its place."""

ID = re.compile(r"[a-z_]+\.[a-z_]+")
BEGINNING = re.compile(r"[a-z_]+\.(?:[a-z_]*_)?")
FAMILY = re.compile(r"[a-z_]+\.[a-z_]*\{\}")
MADE_IDS = {template.format(value) for template, values in FAMILIES.items() for value in values}


def nodes() -> Iterator[ast.AST]:
    """The syntax of every front end, but for the table of texts itself."""
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            if path.parent.name != "texts":
                yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def template(string: ast.JoinedStr) -> str:
    """An f-string with `{}` for each value."""
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{}" for part in string.values
    )


def literals() -> Iterator[str]:
    """Every string constant that is no part of an f-string."""
    inside = {id(part) for node in nodes_of_f_strings() for part in node.values}
    for node in NODES:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in inside
        ):
            yield node.value


def nodes_of_f_strings() -> Iterator[ast.JoinedStr]:
    return (node for node in NODES if isinstance(node, ast.JoinedStr))


NODES = list(nodes())
LITERALS = set(literals())


def test_every_id_that_is_put_together_is_of_a_known_family():
    groups = {id.partition(".")[0] for id in TEXTS}
    templates = {template(node) for node in nodes_of_f_strings()}
    families = {each for each in templates if FAMILY.fullmatch(each)}
    assert {each for each in families if each.partition(".")[0] in groups} == set(FAMILIES)


def test_no_id_is_put_together_in_a_way_that_cannot_be_followed():
    groups = {id.partition(".")[0] for id in TEXTS}
    begun = {each for each in LITERALS if BEGINNING.fullmatch(each)}
    assert not {each for each in begun if each.partition(".")[0] in groups and each.endswith(".")}


def test_every_text_of_a_family_is_there():
    assert set(TEXTS) >= MADE_IDS


def test_every_id_that_is_asked_for_is_there():
    calls = (node for node in NODES if isinstance(node, ast.Call))
    askers = {"words", "say", "tell", "ask"}
    asked = {
        argument.value
        for call in calls
        if (getattr(call.func, "id", "") or getattr(call.func, "attr", "")) in askers
        for argument in call.args
        if isinstance(argument, ast.Constant) and ID.fullmatch(str(argument.value))
    }
    assert len(asked) > 100
    assert asked <= set(TEXTS)


def test_every_text_is_asked_for_and_none_is_empty():
    assert not {id for id in TEXTS if id not in LITERALS | MADE_IDS}
    assert all(text.en for text in TEXTS.values())
