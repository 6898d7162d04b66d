"""Plain mode as it is used: the program, its lines in and its lines out."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import wave

import pytest

from interview_kit.audio.file_source import FileSource
from interview_kit.audio.recorder_events import (
    Clipping,
    DiskLow,
    FlatLine,
    Overflow,
    SourceLost,
    SourceReturned,
)
from interview_kit.errors import RefusedError
from interview_kit.plain.line_terminal import LineTerminal
from interview_kit.plain.plain_conversation import Conversation
from interview_kit.plain.plain_form import fill_in
from interview_kit.plain.plain_interview import debrief, finish
from interview_kit.session import interview_commands as ask
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Answer, Mark
from interview_kit.session.interview_state import Phase
from interview_kit.session.new_interview import NewInterview
from interview_kit.vault import interviews, journal, names
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import open_study
from tests.support.passphrase import PASSPHRASE
from tests.support.told_listener import Listener, listening

SECONDS = 60
FORM = (
    *("wv", "en"),
    *("y", "perhaps", "yes", "n", "", "", ""),  # the second item is answered twice
    *("sister: Marijke Jansen", "brother:", ""),
    *("1", "", "", "", ""),
)


@pytest.fixture(scope="session")
def sound(tmp_path_factory):
    """A minute that is never silent."""
    path = tmp_path_factory.mktemp("sound") / "hum.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x00\x10\x00\xf0" * (4000 * SECONDS))
    return path


@pytest.fixture
def command(study_folder, sound, tmp_path, monkeypatch):
    """The command that holds an interview of P07, with the sound file for a microphone."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)
    settings = study_folder / "study.toml"
    settings.write_text(settings.read_text().replace('language = "nl"', 'language = "en"'))
    program = [sys.executable, "-m", "interview_kit", "--study", str(study_folder)]
    held = [*program, "interview", "--plain", "--no-live", "--source", str(sound)]
    return [*held, "--participant", "P07"]


def through_pipes(command, *lines, expect=0):
    done = subprocess.run(
        command, input="".join(f"{line}\n" for line in lines), text=True, capture_output=True
    )
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stdout


def kept(study_folder):
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        entries = journal.read(study.vault, "P07-1")
        return [entry.event for entry in entries], study.interview("P07-1").state


def test_a_whole_interview_goes_from_consent_to_debrief_through_pipes(command, study_folder):
    said = through_pipes(
        command, *FORM, "", "1", "v", "r", "t calm face", "a lot of noise", "j medication",
        "s late", "k", "3", "1", "p", "?", "p", "d", "h", "q", "", "q", "2",
        "went well", "but long", "",
    )  # fmt: skip
    events, state = kept(study_folder)
    assert state.phase is Phase.ENDED
    assert [e for e in events if not isinstance(e, did.ConsentAnswered | did.RecordingStarted)] == [
        did.QuestionShown("today"),
        did.QuestionMarked("today", Mark.ASKED),
        did.QuestionShown("daily-life"),
        did.ProbeUsed("daily-life-enjoy"),
        did.QuestionMarked("daily-life", Mark.RAISED),
        did.NoteTaken("calm face"),
        did.QuestionShown("medication"),
        did.QuestionMarked("medication", Mark.SKIPPED, "late"),
        did.Paused(),
        did.Resumed(),
        did.DistressOpened(),
        did.Ended(),
        did.Debriefed("went well\nbut long"),
    ]
    assert state.answer("record") is state.answer("quote") is Answer.YES
    assert state.answer("archive") is Answer.NOT_ASKED
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        assert interviews.get(study.vault, "P07-1").interviewer == "wv"
        assert [name.text for name in names.roster(study.vault)] == ["Marijke Jansen"]
    for words in (
        "Answer with: yes, no.",
        "Line 1 of the roster holds no name.",
        "QUESTION: I am glad you are here. How are you today?",
        "1. What do you enjoy doing? (used)",
        "That is no command; nothing was done.",
        "PAUSED, 00:00:0",
        "Sound: not stored.",
        "Stop asking. Be quiet",
        "f, flag: Mark this moment",
        "The debrief is kept.",
    ):
        assert words in said
    assert "has come to its end" not in said
    assert all(line.isprintable() for line in said.splitlines())


def test_without_consent_to_record_nothing_is_kept(command, study):
    study.close()
    answers = ("wv", "en", "y", "n", "", "", "", "", "", "", "", "", "", "")
    through_pipes(command, *answers, expect=2)


def test_the_end_of_the_input_leaves_the_interview_interrupted_in_one_sentence(
    command, study_folder
):
    said = through_pipes(command, *FORM, "n", expect=130)
    assert kept(study_folder)[1].phase is Phase.INTERRUPTED
    assert said.splitlines()[-1].startswith("P07-1 is interrupted and kept up to 00:00:0")
    again = [*command[:-2], "--resume", "P07-1"]
    assert "QUESTION: I would like to get to know you" in through_pipes(again, "q", "3")
    events, state = kept(study_folder)
    assert state.phase is Phase.INTERRUPTED
    assert sum(isinstance(event, did.Continued) for event in events) == 1


def test_without_a_model_nobody_listens_and_the_interview_is_held_all_the_same(
    command, study_folder
):
    said = through_pipes([*command, "--live"], *FORM, "q", "2", "tired")
    assert "Not listening: " in said
    assert "Recording goes on." in said
    events, state = kept(study_folder)
    assert state.phase is Phase.ENDED
    assert events[-1] == did.Debriefed("tired")


def apart(study):
    return [row["kind"] for row in study.vault.db.query("SELECT kind FROM asides ORDER BY id")]


def blocks_apart(study):
    return next(study.vault.db.query("SELECT count(*) AS n FROM aside_blocks"))["n"]


def typed_when_recorded(study, *lines):
    """What reads `lines`; after `record` or `speak` it waits until sound is kept."""
    waiting, left, before = [], list(lines), blocks_apart(study)

    def read():
        while waiting and blocks_apart(study) == before:
            pause.wait(0.01)
        waiting.clear()
        line = left.pop(0) if left else None
        if line in {"record", "speak"}:
            waiting.append(line)
        return "" if line is None else f"{line}\n"

    pause = threading.Event()
    return read


def test_consent_given_aloud_is_recorded_apart_and_goes_where_there_is_none(study, sound):
    for answer in ("yes", "no"):
        lines = ("wv", "en", "record", "y", answer, "", "", "", "", "", "1", "", "", "", "", "")
        said: list[str] = []
        talk = LineTerminal("en", typed_when_recorded(study, *lines), said.append, prompts=False)
        source = FileSource(sound, pace="fast")
        with contextlib.suppress(RefusedError):
            fill_in(talk, study, NewInterview("P07"), source)
        assert any("Consent is being recorded, apart from the interview" in one for one in said)
        assert any("Oral consent is kept apart: 00:" in one for one in said)
        assert apart(study) == ["consent"]
    assert [each.participant for each in interviews.all_of(study.vault)] == ["P07"]


def test_a_debrief_may_be_spoken_between_lines_that_are_typed(study, sound):
    id = prepare(study, "P07", language="en").id
    conductor = Conductor(study.interview(id))
    for item in conductor.guide.consent:
        conductor.do(ask.AnswerConsent(item.id, Answer.YES))
    conductor.record(FileSource(sound))
    conductor.do(ask.End())
    said: list[str] = []
    read = typed_when_recorded(study, "tired", "speak", "", "but well", "")
    talk = LineTerminal("en", read, said.append, prompts=False)
    conversation = Conversation(study, id, talk)
    debrief(talk, conversation, study, FileSource(sound, pace="fast"))
    assert journal.read(study.vault, id)[-1].event == did.Debriefed("tired\nbut well")
    assert apart(study) == ["debrief"]


def test_an_input_that_ends_in_the_form_keeps_nothing(command, study_folder):
    through_pipes(command, *FORM[:4], expect=130)
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        assert interviews.all_of(study.vault) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminals of this kind")
@pytest.mark.parametrize("way", ["ctrl-c", "closed", "terminated"])
def test_in_a_terminal_every_way_out_keeps_the_interview(command, study_folder, way):
    import pty

    child, terminal = pty.fork()
    if not child:
        os.environ["TERM"] = "dumb"
        os.environ.pop("PYTHONUNBUFFERED", None)  # nothing is left to be written then
        # Where the tests run in the background, Ctrl-C is ignored, and a child inherits that.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execv(sys.executable, command)
    os.write(terminal, "".join(f"{line}\n" for line in FORM).encode())
    seen = read_until(terminal, "QUESTION: ")
    os.write(terminal, b"f\n")
    seen += read_until(terminal, "Noted: flag.")
    assert "\x1b" not in seen
    if way == "ctrl-c":
        os.write(terminal, b"\x03")
        assert "is interrupted and kept up to" in read_until(terminal, "--resume P07-1")
    elif way == "closed":
        os.close(terminal)
    else:
        os.kill(child, signal.SIGTERM)
        read_until(terminal, "--resume P07-1")
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 130
    events, state = kept(study_folder)
    assert state.phase is Phase.INTERRUPTED
    assert did.Flagged() in events


def read_until(terminal, words):
    """What a terminal shows up to some words; a minute of nothing is a failure."""
    seen = ""
    while words not in seen:
        assert select.select([terminal], [], [], 60)[0], seen
        seen += os.read(terminal, 4096).decode(errors="replace")
    return seen


def spoken(study, *, prompts=False):
    """A conversation that is not held, and what it says."""
    said: list[str] = []
    talk = LineTerminal("en", lambda: "", said.append, prompts=prompts)
    id = prepare(study, "P07", language="en").id
    return Conversation(study, id, talk), talk, said


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (SourceLost(0, "gone"), "! The microphone gives no sound."),
        (FlatLine(0, 4, 0), "! Channel 1 is dead silent"),
        (Clipping(0, 1), "! Channel 2 is too loud"),
        (Overflow(0, 0), "! A little sound was lost"),
        (DiskLow(0, 20), "! The disk is filling up"),
        (SourceReturned(0, 2000, "hum"), "There is sound again, after 2 s"),
    ],
)
def test_what_is_wrong_with_the_sound_is_said_at_once_on_a_line_of_its_own(study, event, words):
    conversation, _, said = spoken(study)
    conversation.listen(event)
    assert "".join(said).startswith(words)
    assert "".join(said).endswith("\n")


def test_what_comes_of_itself_gives_the_prompt_again():
    said: list[str] = []

    def read():
        talk.say("! no sound")
        return "line\n"

    talk = LineTerminal("en", read, said.append, prompts=True)
    assert talk.line() == "line"
    assert "".join(said) == "> \n! no sound\n> "


def test_a_suggestion_is_said_and_confirmed_with_one_line(study, sound):
    lines = iter(["y", "y", "?"])
    said: list[str] = []
    listeners: list[Listener] = []

    def read():
        if not any("Raised unasked" in one for one in said):
            listeners[0].say("They gave me medication.")
        return f"{line}\n" if (line := next(lines, "")) else ""

    talk = LineTerminal("en", read, said.append, prompts=False)
    id = prepare(study, "P07", language="en").id
    conversation = Conversation(study, id, talk, listening(listeners))
    for item in conversation.conductor.guide.consent:
        conversation.conductor.do(ask.AnswerConsent(item.id, Answer.YES))
    with pytest.raises(EOFError):
        conversation.hold(FileSource(sound))
    conversation.close()
    assert any("s ago: They gave me medication." in one for one in said)
    events = [entry.event for entry in journal.read(study.vault, id)]
    place = events.index(did.TopicSuggested("medication"))
    assert events[place + 1 : place + 2] == [did.QuestionMarked("medication", Mark.RAISED)]
    assert "There is no topic to confirm.\n" in said


@pytest.mark.parametrize(("turns", "words"), [(3, "is transcribed: 3 turns"), (None, "Go on with")])
def test_after_the_end_the_words_are_heard_to_the_end_or_it_is_said_how_to_go_on(turns, words):
    said: list[str] = []
    listener = Listener(None, said.append)
    listener.finish = lambda: turns
    finish(LineTerminal("en", lambda: "", said.append, prompts=False), "P07-1", listener)
    assert any(words in one for one in said)


def test_ctrl_c_leaves_the_last_words_for_later():
    said: list[str] = []
    listener = Listener(None, said.append)

    def interrupted():
        raise KeyboardInterrupt

    listener.finish = interrupted
    finish(LineTerminal("en", lambda: "", said.append, prompts=False), "P07-1", listener)
    assert listener.done == ["cancel"]
    assert any("interview-kit transcribe P07-1" in one for one in said)


def test_plain_mode_says_what_holds_now_and_looks_without_moving(command, study_folder):
    said = through_pipes(
        command, *FORM, "p", "p", "o", "o", "look on", "a", "stop looking", "m 2", "m 2",
        "look on", "look on", "", "q", "1", "q", "2", "", "",
    )  # fmt: skip
    events, _ = kept(study_folder)
    about = (did.QuestionShown, did.QuestionMarked)
    assert [event for event in events if isinstance(event, about)] == [
        did.QuestionShown("today"),
        did.QuestionMarked("daily-life", Mark.ASKED),
        did.QuestionMarked("medication", Mark.RAISED),
        did.QuestionShown("story"),
    ]
    for words in (
        "Paused. Nothing is recorded",
        "Going on. Recording.",
        "Off record. Nothing is kept",
        "On record again. Recording.",
        "Note on this section: Take time to arrive",
        "ONLY LOOKING AT: I would like to get to know you",
        "You are still talking about: I am glad you are here.",
        "You are talking about: I am glad you are here.",
        "Medication: raised unasked.",
        "Medication: that was noted before.",
        "Note on this section: Let the participant choose",
        "raised, not followed up: I would also like to ask you about medication",
        "1. Stay, recording goes on",
    ):
        assert words in said
