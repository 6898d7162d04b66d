"""What is done on a screen until it is in the state that a scene shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from interview_kit.audio.recorder_events import DiskLow, FlatLine, Level
from interview_kit.audio.room_sound import ChannelSound, Trouble
from interview_kit.corpus.filed_interviews import ids as filed_ids
from interview_kit.deposit.k_anonymity import Anonymity
from interview_kit.deposit.k_anonymity import Step as CoarserStep
from interview_kit.guide.scope_words import scope_words
from interview_kit.language.phrase import phrase
from interview_kit.model.clock import timestamp
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.pseudonym.mention import MentionType
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Answer, Mark
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.check.check_screen import CheckScreen
from interview_kit.tui.debrief.debrief_screen import DebriefScreen
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.export.release_dialog import ReleaseDialog
from interview_kit.tui.home.shared_names_dialog import SharedNamesDialog
from interview_kit.tui.home.transcription_panel import TranscriptionPanel
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.kit import words
from interview_kit.tui.prepare.consent_answer import ConsentAnswer
from interview_kit.tui.prepare.prepare_screen import PrepareScreen
from interview_kit.tui.read.read_screen import ReadScreen
from interview_kit.tui.read.replace_dialog import ReplaceDialog
from interview_kit.tui.thread_messages import LevelChanged, SoundChanged, words_for
from interview_kit.vault import journal, transcripts
from interview_kit.workflow.capture.live_captions import CaptionedTalk
from interview_kit.workflow.capture.room_check import Concern, RoomCheck
from interview_kit.workflow.capture.source_choice import SourceChoice
from interview_kit.workflow.machine.power import Battery
from interview_kit.workflow.pseudonymisation.entity_merging import SharedName
from interview_kit.workflow.publication.release import ReleaseReport
from interview_kit.workflow.publication.release_choice import ExcludedInterview
from interview_kit.workflow.publication.release_settings import purposes
from interview_kit.workflow.study.open_study import Study
from tests.support.made_study import RATE, StillSource
from tests.support.pilot import acted, shown, until
from tests.support.stuck_place import PROGRESS_MS

SHOWN_FOLDER = Path("/home/anna/recovery-stories")
"""What stands where a study's folder is shown."""

Step = Callable[[Pilot[None]], Awaitable[None]]
"""Something that is done until it shows."""


async def nothing(_pilot: Pilot[None]) -> None:
    """The screen as it opens."""


async def home(pilot: Pilot[None]) -> None:
    """The list, once what broke off was offered and left for later."""
    await offered(pilot)
    await pilot.press("escape")


async def offered(pilot: Pilot[None]) -> None:
    """What broke off is offered."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog))


async def held(pilot: Pilot[None]) -> None:
    """An interview that goes on, with a level as from a quiet room."""
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    await until(pilot, lambda: screen.is_ready)
    screen.post_message(LevelChanged(Level(0, (-18.2,), (-30.0,))))
    await pilot.pause()


async def lost(pilot: Pilot[None]) -> None:
    """The microphone is gone."""
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    await until(pilot, lambda: screen.conductor.state.device_lost)


async def alarmed(pilot: Pilot[None]) -> None:
    """Several things are wrong with the sound at once."""
    await held(pilot)
    for event in (FlatLine(0, 4, 1), DiskLow(0, 10)):  # these stay; others go by themselves
        pilot.app.screen.post_message(SoundChanged(event))


async def chosen_microphone(pilot: Pilot[None]) -> CheckScreen:
    """The room check, with two microphones to choose from."""
    await home(pilot)
    await pilot.press("c")
    screen = pilot.app.screen
    assert isinstance(screen, CheckScreen)
    await until(pilot, lambda: not list(pilot.app.workers))
    names = ("Table microphone", "Built-in microphone")
    choices = tuple(SourceChoice(name, RATE, 1, StillSource) for name in names)
    screen.offer(choices, choices[0])
    return screen


async def microphones(pilot: Pilot[None]) -> None:
    """The room check as it opens."""
    await chosen_microphone(pilot)


async def troubled_room(pilot: Pilot[None]) -> None:
    """The room was listened to; something is wrong."""
    screen = await chosen_microphone(pilot)
    channels = (ChannelSound(-12.0, -27.0, ()), ChannelSound(-41.0, -58.0, (Trouble.QUIET,)))
    warnings = (Concern(Trouble.QUIET, 1), Concern(Trouble.HUM, 1), Concern("battery", None))
    power, silence = Battery(41, is_plugged_in=False), np.zeros((0, 2), np.int16)
    screen.report(RoomCheck("tone", RATE, 10, channels, 41.5, power, True, warnings, silence))


async def suggested(pilot: Pilot[None]) -> None:
    """The participant may have raised a topic."""
    await held(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    said = {"nl": "ze zetten me in de separeer", "en": "they put me in seclusion"}
    text = said[pilot.app.language]  # type: ignore[attr-defined]
    screen.conductor.hear(text)
    words_for(screen)(CaptionedTalk(text, 1_440_000, ("coercion",)))


async def suggested_twice(pilot: Pilot[None]) -> None:
    """The participant may have raised two topics."""
    await suggested(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    said = {"nl": "toen kreeg ik een diagnose", "en": "then I got a diagnosis"}
    text = said[pilot.app.language]  # type: ignore[attr-defined]
    screen.conductor.hear(text)
    words_for(screen)(CaptionedTalk(text, 1_440_000, ("diagnosis",)))


async def looked_for_sound(pilot: Pilot[None]) -> None:
    """The form, once the microphone is found or is not."""
    await until(pilot, lambda: isinstance(pilot.app.screen, PrepareScreen))
    await until(pilot, lambda: pilot.app.screen.query(ConsentAnswer))
    await until(pilot, lambda: not list(pilot.app.workers))


async def filled_in(pilot: Pilot[None]) -> None:
    """The form, half filled in."""
    await looked_for_sound(pilot)
    screen = pilot.app.screen
    items = list(screen.query(ConsentAnswer))
    for item, answer in zip(items, (Answer.YES, Answer.YES, Answer.NO), strict=False):
        item.answer = answer
        item.refresh()
    screen.query_one("#names", TextArea).text = "sister: Marijke Dijkstra\nplace: Zwolle"
    await pilot.press(*"P08")
    if pilot.app.size.width < 100:
        items[0].focus()


async def transcribing(pilot: Pilot[None]) -> None:
    """An interview that is being transcribed beside the list."""
    await home(pilot)
    pilot.app.screen.query_one(TranscriptionPanel).add(("P05-1",))
    await until(pilot, lambda: f"{timestamp(PROGRESS_MS)} " in shown(pilot.app))


async def transcribing_all(pilot: Pilot[None]) -> None:
    """Two interviews that are being transcribed, and one that waits."""
    await home(pilot)
    pilot.app.screen.query_one(TranscriptionPanel).add(("P05-1", "P06-1", "P03-1"))
    await until(pilot, lambda: f"{timestamp(2 * PROGRESS_MS)} " in shown(pilot.app))


async def emptied(pilot: Pilot[None]) -> None:
    """A study without an interview."""
    await home(pilot)
    study = pilot.app.open_study  # type: ignore[attr-defined]
    study.vault.db.execute("PRAGMA foreign_keys = OFF")
    with study.vault.atomic() as db:
        db.execute("DELETE FROM interviews")
    pilot.app.screen.draw()  # type: ignore[attr-defined]


async def weakly_made(pilot: Pilot[None]) -> None:
    """The form of a new study, with a passphrase that is easily guessed."""
    await pilot.press("enter", *"Recovery")
    for place in ("#passphrase", "#again"):
        pilot.app.screen.query_one(place, Input).value = "recovery1"


async def releasing(pilot: Pilot[None]) -> None:
    """What a release would hold: all that is filed."""
    await home(pilot)
    study = pilot.app.open_study  # type: ignore[attr-defined]
    await pilot.press("e")
    steps = (CoarserStep("held", "year"), CoarserStep("gender", "none"))
    left_out = (
        ExcludedInterview("P03-1", "not_filed", phrase("not filed")),
        ExcludedInterview(
            "P04-1", "consent", phrase("no consent to {scopes}", scopes=(scope_words("share"),))
        ),
    )
    report = ReleaseReport(
        id="share-2026-11-28-1a2b3c4d",
        purpose="share",
        folder="",
        interviews=filed_ids(study.corpus),
        left_out=left_out,
        files=tuple(map(str, range(13))),
        anonymity=Anonymity(3, 1, ("P02-1",), steps, 0),
        missing=("creators", "publisher"),
    )
    screen = pilot.app.screen
    purpose = purposes(study.folder)["share"]
    pilot.app.push_screen(ReleaseDialog(screen, purpose, report))


async def joining(pilot: Pilot[None]) -> None:
    """What two sites both know by one name."""
    await home(pilot)
    pairs = (
        SharedName("p1", "Annelies", "p9", "Marjan", MentionType.PERSON, "Hanneke Dijkstra"),
        SharedName("p2", "Veenstad", "p8", "Duinrade", MentionType.PLACE, "Zutphen"),
    )
    pilot.app.push_screen(SharedNamesDialog(words(pilot.app.screen, "repair.join_ask"), pairs))
    await pilot.press("down", "space")


async def known(pilot: Pilot[None]) -> None:
    """The form of a second sitting."""
    await looked_for_sound(pilot)
    await pilot.press(*"P04", "tab")
    await until(pilot, lambda: pilot.app.screen.query_one("#earlier").display)


async def doubtful(pilot: Pilot[None]) -> None:
    """Names that were taken for something else than they may be."""
    await looked_for_sound(pilot)
    area = pilot.app.screen.query_one("#names", TextArea)
    area.text = "sister: Marijke Dijkstra\nEindhoven\nGGZ Oost\nplace: Zwolle"
    area.focus()


async def practised(pilot: Pilot[None]) -> None:
    """Practice, before the first question is asked."""
    await home(pilot)
    pilot.app.practise()  # type: ignore[attr-defined]
    await held(pilot)


async def exporting(pilot: Pilot[None]) -> None:
    """Where to export to."""
    await home(pilot)
    await pilot.press("e", "enter")
    field = pilot.app.screen.query_one(Input)
    field.value = str(SHOWN_FOLDER / "export")


async def looked(pilot: Pilot[None]) -> None:
    """A transcript, once it is known what is doubtful in it and how loud it is."""
    screen = pilot.app.screen
    await until(pilot, lambda: isinstance(screen, ReadScreen) and screen.is_still)
    await acted(pilot.app)


async def heard_unsurely(pilot: Pilot[None]) -> None:
    """A transcript with words that the machine was not sure of, or that the draft has otherwise."""
    study = _study_of(pilot)
    run = transcripts.current_run(study.vault, "P07-1")
    assert run is not None
    turns = [_unsure(turn) for turn in transcripts.machine_turns(study.vault, "P07-1")]
    transcripts.finish_run(study.vault, run, turns, {turn.number: 1.5 for turn in turns})
    pilot.app.screen.dismiss()
    await pilot.pause()
    _app_of(pilot).read("P07-1")
    await looked(pilot)


def _unsure(turn: Turn) -> Turn:
    """The turn with times for its words; one of eight is unsure, of these every other drafted."""
    tokens = turn.text.split()
    length = (turn.end_ms - turn.start_ms) // len(tokens)
    words = []
    for at, token in enumerate(tokens):
        start_ms = turn.start_ms + at * length
        is_unsure = at % 8 == 5
        offer = token[:2] + token if at % 16 == 5 else None
        probability = 0.25 if is_unsure else 0.99
        words.append(Word(f" {token}", start_ms, start_ms + length, probability, alternative=offer))
    return replace(turn, words=tuple(words))


async def noted(pilot: Pilot[None]) -> None:
    """A transcript with everything in its margin that an interviewer may note."""
    study = _study_of(pilot)
    guide = study.interview("P07-1").guide
    probed = next(question for question in guide.questions if question.probes)
    skipped = next(question for question in guide.questions if question.topic)
    events: list[tuple[int, did.Event]] = [
        (24, did.Flagged()),
        (26, did.NoteTaken("Lit up when the dog came in; looked at the photograph for a while.")),
        (45, did.ProbeUsed(probed.probes[0].id)),
        (47, did.TopicSuggested(skipped.topic)),
        (48, did.QuestionMarked(skipped.id, Mark.RAISED)),
        (66, did.DistressOpened()),
        (70, did.QuestionMarked(skipped.id, Mark.SKIPPED, "too much today")),
    ]
    for second, event in events:
        journal.append(study.vault, "P07-1", second * RATE, [event])
    pilot.app.screen.dismiss()
    await pilot.pause()
    _app_of(pilot).read("P07-1")
    await until(pilot, lambda: "⚑" in shown(pilot.app))
    await looked(pilot)


async def noted_debrief(pilot: Pilot[None]) -> None:
    """The debrief of an interview in which much was noted."""
    await noted(pilot)
    _app_of(pilot).debrief("P07-1")
    await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen))
    await acted(pilot.app)


async def withdrawn_and_ended(pilot: Pilot[None]) -> None:
    """The end of an interview in which consent was withdrawn."""
    await withdrawn(pilot)
    await pilot.press("q", "down", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog)
                and not isinstance(pilot.app.screen_stack[-2], InterviewScreen))  # fmt: skip


def _app_of(pilot: Pilot[None]) -> InterviewKit:
    app = pilot.app
    assert isinstance(app, InterviewKit)
    return app


def _study_of(pilot: Pilot[None]) -> Study:
    return _app_of(pilot).open_study


def then(first: Step, *keys: str) -> Step:
    """A screen after some keys."""

    async def step(pilot: Pilot[None]) -> None:
        await first(pilot)
        for key in keys:  # on a machine at work a pilot goes on before a dialog is there
            await pilot.press(key)
            await acted(pilot.app)

    return step


def then_looked(first: Step, *keys: str) -> Step:
    """A transcript after some keys, once it is looked anew what is doubtful."""

    async def step(pilot: Pilot[None]) -> None:
        await then(first, *keys)(pilot)
        await looked(pilot)

    return step


async def replacing(pilot: Pilot[None]) -> None:
    """What would be replaced by what, once it is counted."""
    await then(heard_unsurely, "ctrl+r", *"was", "enter", *"were")(pilot)
    dialog = pilot.app.screen
    await until(pilot, lambda: isinstance(dialog, ReplaceDialog) and dialog.is_counted)
    await acted(pilot.app)


withdrawn = then(held, "k", "down", "enter", "down", "enter")
"""An interview in which consent to record was just taken back."""
