"""What one can do before there is a study, and beside its interviews: the app's first steps."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from textual.message_pump import MessagePump
from textual.screen import ModalScreen

from interview_kit.audio.sound_source import Source
from interview_kit.errors import KitError
from interview_kit.interface.begun_forms import demo_interview
from interview_kit.session.new_interview import NewInterview
from interview_kit.tui.capital_keys import CapitalKeys
from interview_kit.tui.export.export_screen import ExportScreen
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.interview.practice_screen import PracticeScreen
from interview_kit.tui.kit import tell, tell_error, words
from interview_kit.tui.launch import Launch
from interview_kit.tui.settings.settings_screen import SettingsScreen
from interview_kit.tui.unlock.unlock_screen import UnlockScreen
from interview_kit.tui.welcome.make_screen import MakeScreen
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.practice import practice_interview
from interview_kit.workflow.demo_study import DemoStudy, demo_sound, make_temporary_demo
from interview_kit.workflow.recovery import open_recovered_study
from interview_kit.workflow.study.open_study import Secret


class FirstSteps(CapitalKeys):
    """The part of the app that opens and makes studies, practises, and sets and lets go."""

    launch: Launch
    language: str
    open_source: Callable[[], Source]
    _interview: InterviewScreen | None

    @abstractmethod
    def work(self, target: MessagePump, name: str, do: Callable[[], object]) -> None:
        """Do something in a thread of the app; `target` is told how it ended."""

    def unlock(self, folder: Path, secret: Secret | None = None) -> None:
        """Open the study in `folder`; the passphrase is asked for where no secret is given."""
        self.launch = replace(
            self.launch, folder=folder, unlock=partial(open_recovered_study, folder)
        )
        self.push_screen(UnlockScreen(secret))

    def make_study(self) -> None:
        """The form of a new study."""
        self.push_screen(MakeScreen())

    def look_at_demo(self, target: MessagePump) -> None:
        """Make a demo study, in a thread; `target` is told, and hands it to `enter_demo`."""
        self.work(target, "demo", make_temporary_demo)

    def enter_demo(self, demo: object) -> None:
        """Begin in a demo study that was made."""
        assert isinstance(demo, DemoStudy)
        self.open_source = demo_sound
        self.launch = replace(self.launch, start=demo_interview(demo))
        tell(self, words(self, "welcome.demo_made", folder=demo.folder))
        self.unlock(demo.folder, Secret(demo.passphrase))

    def export(self) -> None:
        """Write the corpus for coders, or a release for a purpose."""
        self.push_screen(ExportScreen())

    def practise(self) -> None:
        """Hold an interview of which nothing is stored."""
        start = self.launch.start or NewInterview()
        language = start.language or self.language
        try:
            interview = practice_interview(self.launch.folder, start.guide, language)
        except KitError as error:
            tell_error(self, error)
            return
        self._interview = PracticeScreen(interview)
        self.push_screen(self._interview)

    def practice_left(self, conductor: Conductor) -> None:
        """Practice is over; nothing of it is left."""
        conductor.close()
        self._interview = None
        if self.launch.screen == "practice":
            self.exit()
            return
        while isinstance(self.screen, ModalScreen | PracticeScreen):
            self.pop_screen()
        tell(self, words(self, "practice.over"))

    def settings(self) -> None:
        """See and change what the study has chosen."""
        self.push_screen(SettingsScreen())
