"""The `interview-kit` command: which commands there are, and what becomes of an error.

Commands are imported when they are used, so that `--help` is quick and a command loads only the
rooms it needs.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from gettext import gettext
from io import StringIO
from pathlib import Path
from typing import Any

import click

from interview_kit import __version__
from interview_kit.cli.help_texts import translated_command, translated_help
from interview_kit.cli.speaking import (
    language_for,
    options_before_command,
    say_aside,
    say_error,
    speak,
)
from interview_kit.cli.study_access import take_passphrases
from interview_kit.cli.terminal_output import echo
from interview_kit.disk.special_files import refuse_special_files
from interview_kit.errors import KitError
from interview_kit.isolation import seal_memory

# name: (module, one line of help)
COMMANDS: Mapping[str, tuple[str, str]] = {
    "init": ("study_commands", "Make a new study."),
    "settings": ("settings_command", "See and change what the study has chosen."),
    "vault": ("study_commands", "See who can open the vault; check, salvage and rekey it."),
    "guide": ("guide_commands", "Check, list and read interview guides."),
    "names": ("name_commands", "See and add names to be replaced."),
    "interview": ("capture_commands", "Hold an interview on the screen."),
    "prepare": ("prepare_command", "Prepare an interview that is held another day."),
    "record": ("capture_commands", "Record an interview without a screen."),
    "consent": ("side_recording_commands", "See, change and record consent."),
    "repair": ("repair_commands", "Put right when, by whom and with whom an interview was held."),
    "delete": ("repair_commands", "Destroy one interview, for good."),
    "debrief": ("side_recording_commands", "Write, speak and read debriefs."),
    "import": ("import_command", "Take in recordings made elsewhere."),
    "import-transcript": ("import_transcript", "Take in a transcript made elsewhere."),
    "audio": ("sound_commands", "Write an interview's sound to a file."),
    "strike": ("sound_commands", "Take back a stretch of an interview for good."),
    "transcribe": ("text_commands", "Turn recorded sound into text."),
    "doubts": ("worklist_commands", "List the doubtful places of a transcript; tick them off."),
    "alike": ("worklist_commands", "Put right a misheard word wherever something sounds like it."),
    "vocabulary": ("worklist_commands", "See the study's terms and what is offered; add some."),
    "edit": ("edit_command", "Correct a transcript."),
    "replace": ("edit_command", "Find words in transcripts, and put others in their place."),
    "draft": ("edit_command", "Write a transcript with its names, to correct it elsewhere."),
    "speakers": ("speakers_command", "See who speaks, swap speakers, tell voices apart again."),
    "pseudonymize": ("text_commands", "Find names and propose what replaces them."),
    "attributes": ("attributes_command", "See, change and review what is noted of a participant."),
    "detect": ("detect_command", "Find names in a plain text file."),
    "questions": ("questions_command", "Say under which question imported talk is."),
    "review": ("review_command", "See every replacement and decide."),
    "file": ("text_commands", "Pass reviewed transcripts to the corpus."),
    "list": ("reading_commands", "List interviews and where each stands."),
    "show": ("reading_commands", "Read a transcript."),
    "quality": ("quality_command", "Look back on how an interview was conducted."),
    "notes": ("notes_command", "List what was noted in an interview."),
    "member-check": ("member_check_command", "Write a copy for the participant to read."),
    "search": ("reading_commands", "Search the corpus."),
    "answers": ("reading_commands", "Read one question across all interviews."),
    "browse": ("browse_command", "Browse the corpus in a web browser, on this machine."),
    "export": ("reading_commands", "Write filed transcripts for coders and archives."),
    "release": ("release_commands", "Write a package for a purpose, within consent."),
    "purposes": ("release_commands", "List for what interviews may be released."),
    "releases": ("release_commands", "List what was released."),
    "codes": ("codes_commands", "See and change the codebook; take in codings."),
    "tables": ("tables_command", "Count what was coded, in tables."),
    "report": ("report_command", "Write a page on how far the study is."),
    "corpus": ("corpus_commands", "Make a corpus that is gone anew."),
    "approve": ("governance_commands", "Note that a second person read a text."),
    "states": ("governance_commands", "See how far each text is, and since when."),
    "withdraw": ("governance_commands", "Destroy all of a participant, for good."),
    "retention": ("governance_commands", "See and destroy what is past its time."),
    "audit": ("governance_commands", "See who did what when, and check it."),
    "backup": ("backup_commands", "Copy the study, also while it is worked in."),
    "restore": ("backup_commands", "Make a study of a backup."),
    "verify": ("backup_commands", "Check the signature of a backup or a release."),
    "merge": ("governance_commands", "Take in another study, of another site."),
    "models": ("machine_commands", "List, fetch and verify speech models."),
    "devices": ("machine_commands", "List microphones."),
    "check": ("sound_commands", "Listen to the room before an interview."),
    "keys": ("keymap_command", "List the keys of every screen."),
    "doctor": ("machine_commands", "Check that this machine has what is needed."),
    "demo": ("demo_command", "Walk the whole way on a demo study."),
}


STUDY_VARIABLE = "INTERVIEW_KIT_STUDY"


class _Commands(click.Group):
    """The commands by name, each in the language of the study it works in."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        # Known before click reads the options, which may already be wrong, or ask for help.
        before = args[: next((at for at, entry in enumerate(args) if entry in COMMANDS), len(args))]
        folder = options_before_command(before, "--study") or os.environ.get(STUDY_VARIABLE, "")
        speak(language_for(options_before_command(before, "--lang"), Path(folder)))
        return click.Group.make_context(translated_command(self), info_name, args, parent, **extra)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"interview_kit.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return translated_command(command)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(gettext("Commands")):
            formatter.write_dl(
                [(name, translated_help(help) or "") for name, (_, help) in COMMANDS.items()]
            )


@click.group(cls=_Commands, invoke_without_command=True)
@click.option(
    "--study",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    envvar=STUDY_VARIABLE,
    default=Path(),
    help="The study's folder; this folder if left out.",
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file whose first line is the passphrase.",
)
@click.option(
    "--identity",
    type=click.Path(path_type=Path, dir_okay=False),
    help="An age identity file of a recovery holder, instead of a passphrase.",
)
@click.option(
    "--lang",
    metavar="CODE",
    help="The language of the command line; the study's, or else this machine's, if left out.",
)
@click.version_option(__version__, prog_name="interview-kit")
@click.pass_context
def cli(
    ctx: click.Context,
    folder: Path,
    passphrase_file: Path | None,
    identity: Path | None,
    lang: str | None,  # noqa: ARG001 - taken before anything is said, in parse_args
) -> None:
    """Hold, record, transcribe and pseudonymise interviews on this machine.

    Without a command the screen opens; without a study too, with what one can begin with. The
    passphrase comes from --passphrase-file, INTERVIEW_KIT_PASSPHRASE, the system keyring, or is
    asked for. INTERVIEW_KIT_LANGUAGE stands in for --lang.
    """
    from interview_kit.cli.study_access import Access

    ctx.obj = Access(folder, passphrase_file, identity)
    if ctx.invoked_subcommand is None:
        from interview_kit.cli.screen_command import open_first_screen

        open_first_screen(ctx.obj)


def main() -> None:
    """Run the command line; exit 2 for what the user can mend, 1 for what only we can."""
    seal_memory()
    take_passphrases()
    open_closed_streams()
    refuse_special_files()
    try:
        _run()
    finally:
        leave_output()


def open_closed_streams() -> None:
    """Where stdin, stdout or stderr was closed before the start, let nothing be read or shown.

    The next file that is opened would otherwise take its number, and be written on.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - to the end
            setattr(sys, name, nothing)


def leave_output() -> None:
    """Where nobody reads any more (a closed terminal, `| head`), let Python not fail for that."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run() -> None:
    try:
        cli.main(prog_name="interview-kit", standalone_mode=False)
    except KitError as error:
        say_error(error)
        sys.exit(2)
    except click.ClickException as error:
        told = StringIO()
        error.show(file=told)
        echo(told.getvalue().rstrip(), err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        say_aside("Stopped. What was stored is kept.")
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        from interview_kit.disk.disk_errors import as_sentence

        disk_error = as_sentence(error)
        if disk_error is not None:
            say_error(disk_error)
            sys.exit(2)
        say_aside("Something went wrong that should not.")
        say_aside("The place is noted in {path}.", path=_note(error))
        sys.exit(1)


def _note(error: Exception) -> Path:
    """Write where an error happened, never what it was about: that may hold a name."""
    import platformdirs

    log = Path(platformdirs.user_log_path("interview-kit", ensure_exists=True)) / "errors.log"
    frames = traceback.extract_tb(error.__traceback__)
    places = "\n".join(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now(UTC).isoformat()} {type(error).__name__}\n{places}\n")
    log.chmod(0o600)
    return log
