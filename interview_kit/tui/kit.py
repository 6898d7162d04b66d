"""What every screen and widget asks of the app: its words, and a place to say things."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Protocol, cast

from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen

from interview_kit.audio.sound_source import Source
from interview_kit.errors import KitError, what_and_hint
from interview_kit.interface.terminal_text import plain
from interview_kit.interface.texts import say
from interview_kit.tui.launch import Launch
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.live_captions import LiveCaptions
from interview_kit.workflow.study.open_study import Secret, Study
from interview_kit.workflow.transcription.live_transcription import LiveTranscription


class Kit(Protocol):
    """The app as screens and widgets see it: what they share, and the way to other screens."""

    launch: Launch
    language: str
    open_source: Callable[[], Source]

    @property
    def open_study(self) -> Study:
        """The study, once it is open."""

    @property
    def live_words(self) -> LiveCaptions | None:
        """What begins live transcription, where it can be had and is wanted."""

    def key(self, id: str) -> str:
        """The first key of an action, as a person reads it."""

    def work(self, target: MessagePump, name: str, do: Callable[[], object]) -> None:
        """Do something in a thread of the app; `target` is told how it ended."""

    def begin(self, study: Study) -> None:
        """The study is open: show where to begin."""

    def unlock(self, folder: Path, secret: Secret | None = None) -> None:
        """Open the study in `folder`; the passphrase is asked for where no secret is given."""

    def make_study(self) -> None:
        """The form of a new study."""

    def look_at_demo(self, target: MessagePump) -> None:
        """Make a demo study, in a thread; `target` is told, and hands it to `enter_demo`."""

    def enter_demo(self, demo: object) -> None:
        """Begin in a demo study that was made."""

    def practise(self) -> None:
        """Hold an interview of which nothing is stored."""

    def practice_left(self, conductor: Conductor) -> None:
        """Practice is over; nothing of it is left."""

    def settings(self) -> None:
        """See and change what the study has chosen."""

    def export(self) -> None:
        """Write the corpus for coders, or a release for a purpose."""

    def prepare(self, interview: str = "") -> None:
        """The form of a new interview, or of one that was prepared before."""

    def go_on(self, interview: str) -> None:
        """Hold an interview, once what has to be asked before is answered."""

    def check_sound(self) -> None:
        """Choose a microphone and listen to the room."""

    def hold(self, interview: str, source: Source | None = None) -> None:
        """Hold an interview, or go on with one."""

    def interview_left(self, conductor: Conductor, live: LiveTranscription | None) -> None:
        """An interview was ended, left, or could not begin."""

    def debrief(self, interview: str) -> None:
        """Write down what is to be remembered of an interview that is over."""

    def quality(self, id: str) -> None:
        """How an interview was conducted, for the interviewer's eyes."""

    def read(self, interview: str, turn: int = 0) -> None:
        """Read and correct a transcript."""

    def corpus(self) -> None:
        """Search and read what was filed."""

    def overview(self) -> None:
        """How far the study is."""

    def review(self, interview: str) -> None:
        """Decide on the replacements in an interview."""


def kit(node: DOMNode) -> Kit:
    """The app a node belongs to."""
    return cast("Kit", node.app)


def words(node: DOMNode, id: str, /, **values: object) -> str:
    """A text of the interface in the study's language, with `values` filled in."""
    return say(id, kit(node).language, **values)


def tell(node: DOMNode, text: str, *, warn: bool = False) -> None:
    """Say something beside the work, without waiting for an answer."""
    node.app.notify(plain(text), severity="warning" if warn else "information", markup=False)


def tell_error(node: DOMNode, error: KitError) -> None:
    """Say what cannot be done and what to do instead."""
    tell(node, "\n".join(filter(None, what_and_hint(error, kit(node).language))), warn=True)


class KitScreen(Screen[None]):
    """A screen of the table of actions: `TABLE` is the name before the dot of their ids."""

    TABLE: ClassVar[str] = ""
    AUTO_FOCUS = "RowList"

    def action_overview(self) -> None:
        """How far the study is."""
        kit(self).overview()
