"""Opening the screen on a study."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from interview_kit.cli.kept_theme import keep_theme, kept_theme
from interview_kit.cli.keymap_command import user_keymap
from interview_kit.cli.speaking import spoken_language
from interview_kit.cli.study_access import Access
from interview_kit.errors import KitError

if TYPE_CHECKING:
    from interview_kit.session.new_interview import NewInterview
    from interview_kit.tui.launch import Launch
    from interview_kit.workflow.capture.source_choice import Source
    from interview_kit.workflow.demo_study import DemoStudy
    from interview_kit.workflow.study.open_study import Secret, Study


def open_screen(
    access: Access,
    *,
    start: NewInterview | None = None,
    interview: str = "",
    review: str = "",
    open_source: Callable[[], Source] | None = None,
    listen: bool | None = None,
) -> None:
    """Open the screen: on the list of interviews, the form of a new one, an interview, a review.

    The passphrase is asked for on the screen unless it is known already.
    """
    from interview_kit.tui.launch import Launch
    from interview_kit.workflow.capture.live_captions import live_captions
    from interview_kit.workflow.study.open_study import require_study
    from interview_kit.workflow.transcription.transcribe import study_transcriber

    require_study(access.folder)
    needs_no_passphrase = access.identity is not None or bool(access.known_passphrase())
    study = access.study() if needs_no_passphrase else None
    try:
        _run(
            Launch(
                folder=access.folder,
                unlock=lambda secret: _unlock(access.folder, secret),
                open_source=open_source or _microphone,
                transcriber=study_transcriber,
                study=study,
                start=start,
                screen="review" if review else "interview" if interview else "home",
                interview=review or interview,
                live_words=live_captions,
                keymap=user_keymap(),
                theme=kept_theme(),
                keep_theme=keep_theme,
                listen=listen,
            )
        )
    finally:
        if study is not None:
            study.close()


def open_first_screen(access: Access) -> None:
    """Open the screen on the study in this folder or the one that was named.

    Where none was named and this folder is none, what one can begin with is offered.
    """
    from interview_kit.tui.launch import Launch
    from interview_kit.workflow.capture.live_captions import live_captions
    from interview_kit.workflow.study.open_study import SETTINGS
    from interview_kit.workflow.transcription.transcribe import study_transcriber

    if access.folder != Path() or (access.folder / SETTINGS).is_file():
        open_screen(access)
        return
    _run(
        Launch(
            folder=access.folder,
            unlock=lambda secret: _unlock(access.folder, secret),
            open_source=_microphone,
            transcriber=study_transcriber,
            screen="welcome",
            study_places=(Path.cwd(), Path.home()),
            language=spoken_language(),
            live_words=live_captions,
            keymap=user_keymap(),
        )
    )


def open_practice(access: Access, start: NewInterview, open_source: Callable[[], Source]) -> None:
    """Open the screen on an interview of which nothing is stored."""
    from interview_kit.tui.launch import Launch
    from interview_kit.workflow.transcription.transcribe import study_transcriber

    _run(
        Launch(
            folder=access.folder,
            unlock=lambda secret: _unlock(access.folder, secret),
            open_source=open_source,
            transcriber=study_transcriber,
            start=start,
            screen="practice",
            language=spoken_language(),
            keymap=user_keymap(),
        )
    )


def open_demo(demo: DemoStudy) -> None:
    """Open the screen on a demo study, whose sound stands in for the microphone."""
    from interview_kit.interface.begun_forms import demo_interview
    from interview_kit.tui.launch import Launch
    from interview_kit.workflow.capture.live_captions import live_captions
    from interview_kit.workflow.demo_study import demo_sound
    from interview_kit.workflow.study.open_study import Secret
    from interview_kit.workflow.transcription.transcribe import study_transcriber

    with _unlock(demo.folder, Secret(demo.passphrase)) as study:
        _run(
            Launch(
                folder=demo.folder,
                unlock=lambda secret: _unlock(demo.folder, secret),
                open_source=demo_sound,
                transcriber=study_transcriber,
                live_words=live_captions,
                keymap=user_keymap(),
                theme=kept_theme(),
                keep_theme=keep_theme,
                study=study,
                start=demo_interview(demo),
            )
        )


def _run(launch: Launch) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise KitError(
            "The screen needs a terminal.",
            "Without one: interview-kit record, import, list --help.",
        )
    from interview_kit.tui.app import InterviewKit

    app = InterviewKit(launch)
    with _drawn_on_the_terminal():
        app.run()
    if app.return_code:
        sys.exit(app.return_code)


@contextmanager
def _drawn_on_the_terminal() -> Iterator[None]:
    """Textual draws on stderr: where that leads to a file, all that the screen shows would too."""
    errors = sys.__stderr__
    if not sys.stderr.isatty():
        sys.__stderr__ = sys.__stdout__  # type: ignore[misc]
    try:
        yield
    finally:
        sys.__stderr__ = errors  # type: ignore[misc]


def _unlock(folder: Path, secret: Secret) -> Study:
    from interview_kit.workflow.recovery import open_recovered_study

    return open_recovered_study(folder, secret)


def _microphone() -> Source:
    from interview_kit.workflow.capture.source_choice import open_source

    return open_source()
