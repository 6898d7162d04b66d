"""The demo from end to end: an account of each step, as a command without a screen prints it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_kit.model.clock import frames_to_ms
from interview_kit.session.interview_events import QuestionShown
from interview_kit.vault.filings import Filing
from interview_kit.vault.names import Verdict
from interview_kit.workflow.demo_study import PASSPHRASE, hold_demo_interview, make_demo_study
from interview_kit.workflow.pseudonymisation.name_review import Replaceable, decide, replacements
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.corpus_export import export
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.recovery import open_recovered_study
from interview_kit.workflow.study.open_study import Secret, StudyInterview
from interview_kit.workflow.study.shipped_files import demo_file
from interview_kit.workflow.transcription.transcribe import model_for, new_transcriber, transcribe

FORMATS = ("jsonl", "csv", "text")
"""What is exported; the last is what is read."""

RECORDING_FOLDER = "elsewhere"
"""Where a recording that the study does not have yet lies, with its names, to try an import on."""


@dataclass(frozen=True, slots=True)
class DemoInterview:
    """The interview that was held: its sound, and the questions with the ms they were shown at."""

    interview: str
    seconds: float
    blocks: int
    channels: int
    questions: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class DemoTranscript:
    """What the model made of it."""

    model: str
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class DemoNames:
    """The names that were found, with what replaces them."""

    replacements: tuple[Replaceable, ...]


@dataclass(frozen=True, slots=True)
class DemoFiling:
    """What passed to the corpus."""

    filing: Filing


@dataclass(frozen=True, slots=True)
class DemoExport:
    """The files for coders; the last is the text that is read."""

    paths: tuple[Path, ...]


DemoStep = DemoInterview | DemoTranscript | DemoNames | DemoFiling | DemoExport
"""What a step of the demo comes to."""


def walk_demo(
    folder: Path,
    progress: Callable[[int, int | None], None],
    on_made: Callable[[], None],
    begin: Callable[[], None],
) -> Iterator[DemoStep]:
    """Make a demo study and take its interview from the guide to an export, a step at a time.

    `on_made` is called once the study is made, `begin` at the beginning of each step.
    """
    make_demo_study(folder)
    _bring_recording(folder / RECORDING_FOLDER)
    on_made()
    with open_recovered_study(folder, Secret(PASSPHRASE)) as study:
        begin()
        interview = study.interview(hold_demo_interview(study))
        sound = interview.sound
        yield DemoInterview(
            interview.id,
            sound.end_frame / sound.rate,
            sound.blocks,
            sound.channels,
            tuple(
                (frames_to_ms(entry.frame, sound.rate), entry.event.question)
                for entry in interview.entries
                if isinstance(entry.event, QuestionShown)
            ),
        )
        begin()
        yield _transcript(interview, progress)
        begin()
        pseudonymise(study, interview.id)
        yield DemoNames(replacements(interview.reread()))
        undecided = interview.reread().text.undecided
        decide(study, interview.id, undecided, Verdict.ACCEPTED)
        begin()
        yield DemoFiling(file_interview(interview.reread()))
        begin()
        yield DemoExport(export(study, folder / "export", FORMATS))


def _bring_recording(folder: Path) -> None:
    """Put the demo's sound and names where a recording of another device would lie."""
    folder.mkdir()
    for name, target in (("interview.ogg", "interview.ogg"), ("roster.txt", "names.txt")):
        shutil.copyfile(demo_file(name), folder / target)


def _transcript(
    interview: StudyInterview, progress: Callable[[int, int | None], None]
) -> DemoTranscript:
    model = model_for(interview.study)
    with new_transcriber(model) as transcriber:
        turns = transcribe(
            interview,
            transcriber,
            lambda step: progress(step.done_ms, step.total_ms),
        )
    return DemoTranscript(model.name, len(turns), sum(len(turn.words) for turn in turns))
