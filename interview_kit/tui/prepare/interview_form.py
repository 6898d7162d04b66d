"""Who and what: the participant, the guide, the sound, the names to be replaced."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Select, Static, TextArea

from interview_kit.audio.sound_source import Source
from interview_kit.errors import AlikeCodeError, KitError, sentence_of
from interview_kit.guide.guide import Guide
from interview_kit.interface.earlier_notes import earlier_lines
from interview_kit.interface.language_names import language_name
from interview_kit.interface.roster_reading import read_lines
from interview_kit.interface.terminal_text import plain
from interview_kit.interface.texts import say
from interview_kit.language.catalogues import languages
from interview_kit.model.spoken_language import SPOKEN_LANGUAGES
from interview_kit.pseudonym.roster import RosterName, parse_roster, roster_lines
from interview_kit.session.new_interview import NewInterview
from interview_kit.tui.kit import kit, words
from interview_kit.tui.prepare.roster_area import RosterArea
from interview_kit.workflow.interviews.earlier_sitting import KnownParticipant
from interview_kit.workflow.interviews.offered_values import offered_names
from interview_kit.workflow.interviews.participant_codes import code_for

MOST_LINES = 6
"""How many names say what they were taken for; the count stands under them."""


class InterviewForm(Vertical):
    """One side of the form."""

    def __init__(
        self,
        presets: NewInterview,
        titled_guides: Sequence[tuple[str, str]],
        guide: str,
        *,
        taken_over: str = "",
    ) -> None:
        super().__init__(id="who")
        self._given = presets
        self._is_new_person = False
        self._titled_guides = titled_guides
        self._first_guide = guide
        self._taken_over = taken_over

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        code = Input(
            self._given.participant,
            placeholder=words(self, "prepare.code_example"),
            id="participant",
        )
        code.disabled = bool(self._given.interview)
        yield self._titled(code, "prepare.participant")
        yield Static(id="earlier", classes="hint", markup=False)
        initials = Input(self._given.interviewer, id="interviewer", max_length=8)
        yield self._titled(initials, "prepare.interviewer")
        is_known_guide = self._first_guide in {id for _, id in self._titled_guides}
        yield label(self, "prepare.guide")
        yield Select(
            [(plain(title), id) for title, id in self._titled_guides],
            value=self._first_guide if is_known_guide else Select.NULL,
            allow_blank=not is_known_guide,
            id="guide",
        )
        yield label(self, "prepare.language")
        yield Select([], id="language")
        yield label(self, "prepare.sound")
        yield Static(id="sound", markup=False)
        yield label(self, "prepare.names")
        yield Static(words(self, "prepare.names_hint"), classes="hint", markup=False)
        study = kit(self).open_study
        yield RosterArea(self._given.names, offered_names(study, kit(self).language))
        yield Static(id="names-said", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Nothing is known of anybody yet."""
        self.query_one("#earlier").display = False

    @on(TextArea.Changed, "#names")
    def _names_typed(self) -> None:
        roster_notice = self.query_one("#names-said", Static)
        try:
            names = self.roster("")
        except KitError as error:
            roster_notice.update(plain(sentence_of(error, kit(self).language)))
            roster_notice.set_class(True, "-wrong")
            return
        lines = read_lines(names, kit(self).language)
        doubtful = [line for line in lines if line.is_doubtful]
        other_lines = [line for line in lines if not line.is_doubtful]
        room = max(0, MOST_LINES - len(doubtful))
        shown_lines = [*doubtful, *(other_lines[-room:] if room else [])]
        parts = [
            Content.styled(plain(line.text), "bold $caution" if line.is_doubtful else "$quiet")
            for line in shown_lines
        ]
        parts.append(Content(words(self, "prepare.names_count", count=len(names))))
        if names:
            parts.append(Content(words(self, "roster.otherwise")))
        roster_notice.update(Content("\n").join(parts))
        roster_notice.set_class(False, "-wrong")

    def take_over(self, participant: KnownParticipant | None) -> None:
        """Take over the names of somebody who is known, and say what the last sitting left open.

        Names taken over from another code that stood here before go again; typed ones stay.
        """
        language = kit(self).language
        lines = roster_lines(participant.roster, language) if participant else ()
        area = self.query_one("#names", TextArea)
        typed_lines = area.text.splitlines()
        if area.text == self._taken_over:
            area.text = "\n".join(lines)
        else:
            present = {line.strip().casefold() for line in typed_lines}
            missing = [line for line in lines if line.casefold() not in present]
            area.text = "\n".join([*typed_lines, *missing])
        self._taken_over = "\n".join(lines)
        earlier = self.query_one("#earlier", Static)
        earlier.display = participant is not None
        if participant is not None:
            earlier.update("\n".join(map(plain, earlier_lines(participant, language))))

    def offer_languages(self, guide: Guide, preferred_language: str) -> None:
        """The languages to choose from: those of a guide, then all others that are transcribed."""
        own_names = [(_own_name(code), code) for code in guide.languages]
        others = SPOKEN_LANGUAGES.difference(guide.languages)
        names = sorted((language_name(code, kit(self).language), code) for code in others)
        codes = [code for _, code in (*own_names, *names)]
        language = self.query_one("#language", Select)
        language.set_options((*own_names, *((f"{name} ({code})", code) for name, code in names)))
        is_wanted = preferred_language in (*guide.languages, self._given.language)
        language.value = (
            preferred_language if is_wanted and preferred_language in codes else guide.languages[0]
        )

    def look_for_sound(self) -> None:
        """Say that the microphone is being looked for."""
        self.query_one("#sound", Static).update(words(self, "prepare.looking"))

    def show_sound(self, source: Source) -> None:
        """Say what gives the sound."""
        channels = words(self, "prepare.stereo" if source.channels > 1 else "prepare.mono")
        text = words(self, "prepare.source", name=source.name, rate=source.rate, channels=channels)
        self.query_one("#sound", Static).update(text)

    def show_no_sound(self, error: KitError) -> None:
        """Say why there is none."""
        self.query_one("#sound", Static).update(
            plain(f"! {sentence_of(error, kit(self).language)}")
        )

    # What stands in it

    @property
    def participant(self) -> str:
        """The participant's code. Raises KitError as `code_for` does."""
        return code_for(
            kit(self).open_study,
            self.query_one("#participant", Input).value,
            is_new_person=self._is_new_person,
        )

    def go_to_fault(self) -> bool:
        """Bring into view what cannot be read, the code or a line of names; whether any is."""
        for read, field in ((lambda: self.participant, "#participant"), (self._roster, "#names")):
            try:
                read()
            except AlikeCodeError:
                continue
            except KitError:
                self.query_one(field).focus()
                return True
        return False

    def settle_code(self, code: str, *, is_new_person: bool) -> None:
        """Take `code` for the participant's, once it was asked whose it is."""
        self._is_new_person = is_new_person
        self.query_one("#participant", Input).value = code

    @property
    def interviewer(self) -> str:
        """The interviewer's initials."""
        return self.query_one("#interviewer", Input).value.strip()

    @property
    def language(self) -> str:
        """The language of the conversation."""
        return str(self.query_one("#language", Select).value)

    def roster(self, participant: str) -> tuple[RosterName, ...]:
        """The names that were typed. Raises KitError where a line holds none."""
        return parse_roster(self.query_one("#names", TextArea).text, participant)

    def _roster(self) -> tuple[RosterName, ...]:
        return self.roster("")

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the form, by the fields of a NewInterview, readable or not."""
        guide = self.query_one("#guide", Select).value
        return {
            "participant": self.query_one("#participant", Input).value,
            "guide": "" if guide is Select.NULL else str(guide),
            "language": self.language,
            "interviewer": self.interviewer,
            "names": self.query_one("#names", TextArea).text,
        }

    @property
    def is_touched(self) -> bool:
        """Whether anything stands here that was not given at the start or taken over."""
        code = self.query_one("#participant", Input).value.strip()
        names = self.query_one("#names", TextArea).text
        return code != self._given.participant or names not in (
            self._given.names,
            self._taken_over,
        )

    def _titled(self, field: Input, id: str) -> Input:
        field.border_title = words(self, id)
        return field


def label(node: Vertical, id: str) -> Static:
    """The heading of a part of the form."""
    return Static(words(node, id), classes="label", markup=False)


def _own_name(code: str) -> str:
    """What a language is called in itself where the program speaks it, else its code."""
    return say("welcome.own_name", code) if code in languages() else plain(code)
