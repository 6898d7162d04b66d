"""The commands `edit`, `replace` and `draft`: correcting a transcript here, and elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.cli.printing import print_json, print_rows
from interview_kit.cli.speaking import say, say_aside, spoken_language, word_for, wording
from interview_kit.cli.study_access import Access, json_option, pass_access, who_option
from interview_kit.cli.terminal_output import echo
from interview_kit.errors import KitError
from interview_kit.language.counted_text import CountedText
from interview_kit.language.counts import interview_count, place_count, turn_count

if TYPE_CHECKING:
    from interview_kit.editing.word_difference import WordDifference
    from interview_kit.model.speaker import Speaker
    from interview_kit.workflow.transcription.outside_correction import OutsideText
    from interview_kit.workflow.transcription.second_reading import CorrectedTurn, TurnChange
    from interview_kit.workflow.transcription.text_replacement import Replacement

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
yes_option = click.option("--yes", is_flag=True, help="Do it without asking.")


@click.command("edit")
@click.argument("id")
@click.option("--from", "source", type=FILE, help="Take in the text of FILE.vtt, .docx or .txt.")
@click.option("--changes", is_flag=True, help="What was changed, for whoever reads it again.")
@click.option("--progress", is_flag=True, help="Who corrected, how long, and up to where.")
@click.option("--align", is_flag=True, help="Look in the sound for the words that were typed.")
@yes_option
@who_option
@json_option
@pass_access
def edit_command(
    access: Access,
    id: str,
    source: Path | None,
    changes: bool,
    progress: bool,
    align: bool,
    yes: bool,
    actor: str,
    as_json: bool,
) -> None:
    """Correct the transcript of interview ID by lines; `help` names what a line may be.

    Each change is kept at once, and can be undone, also another day. --from brings back a text
    that `draft` wrote and that was corrected in another program: words that stay keep their times,
    and what changes is shown before it is taken. What of the file has no place is listed, also
    comments, which are kept nowhere.
    """
    if sum((source is not None, changes, progress, align)) > 1:
        raise KitError("That is more than one thing to do.", "Do one after the other.")
    if source is not None:
        _take(access, id, source, actor, is_agreed=yes, as_json=as_json)
    elif changes:
        _show_changes(access, id, as_json=as_json)
    elif progress:
        _show_progress(access, id, as_json=as_json)
    elif align:
        _align(access, id, actor, as_json=as_json)
    elif as_json:
        raise KitError("Lines are no JSON.", "Give --changes or --progress with --json.")
    else:
        _correct(access, id, actor)


def _correct(access: Access, id: str, actor: str) -> None:
    from interview_kit.plain.line_terminal import line_terminal
    from interview_kit.plain.plain_editing import correct

    with access.study() as study:
        correct(line_terminal(spoken_language()), study.interview(id), actor)


def _take(
    access: Access, id: str, source: Path, actor: str, *, is_agreed: bool, as_json: bool
) -> None:
    from interview_kit.workflow.transcription.outside_correction import take_outside_text

    def confirm(preview: OutsideText) -> bool:
        if not as_json:
            _tell_outside(preview)
        return is_agreed or (not as_json and _is_agreed(wording("Take this?")))

    with access.study() as study:
        outcome = take_outside_text(study.interview(id), source, confirm=confirm, actor=actor)
    if as_json:
        print_json(asdict(outcome))
    elif outcome.is_taken:
        say("Taken. It is undone as one: interview-kit edit {id}, then undo.", id=id)
    elif not outcome.changes:
        say("The file says what the transcript says.")
        _tell_unread(outcome)
    else:
        say("Nothing was changed.")


def _tell_outside(preview: OutsideText) -> None:
    for row in preview.changes:
        before = (row.speaker_before,) if row.speaker_before else ()
        speakers = before, row.speaker
        _tell_turn(row.turn, row.start_ms, row.change, row.origins, speakers, row.differences)
    say(
        CountedText(
            "{count} turn changes; {percent}% of the words of the file stood there.",
            "{count} turns change; {percent}% of the words of the file stood there.",
        ),
        count=len(preview.changes),
        percent=preview.matched_percent,
    )
    for label, speaker in preview.voices.items():
        say(
            "“{label}” is taken for: {speaker}",
            label=label,
            speaker=word_for("value", speaker.value),
        )
    _tell_unread(preview)


def _tell_unread(preview: OutsideText) -> None:
    from interview_kit.interface.transcript_notices import comment_sentences, notice_sentences

    for row in preview.unread:
        say("Line {line} has no place: {text}", line=row.line, text=row.text)
    for sentence in (
        *notice_sentences(preview.notices, spoken_language()),
        *comment_sentences(preview.comments, spoken_language()),
    ):
        echo(sentence)


def _is_agreed(question: str) -> bool:
    """Ask at a terminal. Raises KitError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise KitError("Nobody can be asked.", "Look with --json first, then add --yes.")
    return click.confirm(question, default=False)


def _show_changes(access: Access, id: str, *, as_json: bool) -> None:
    from interview_kit.workflow.transcription.second_reading import corrected_turns

    with access.study(writing=False) as study:
        rows = corrected_turns(study.interview(id))
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    for row in rows:
        _tell_changed(row)
    if not rows:
        say("Nobody changed anything in {id}.", id=id)


def _tell_changed(row: CorrectedTurn) -> None:
    before, after = row.machine_speakers, row.speaker
    _tell_turn(row.number, row.start_ms, row.change, row.origins, (before, after), row.differences)
    if row.note:
        say("  Note: {text}", text=row.note)
    if row.people:
        say("  By: {people}", people=", ".join(row.people))


def _tell_turn(
    number: int,
    start_ms: int,
    change: TurnChange,
    origins: Sequence[int],
    speakers: tuple[Iterable[Speaker], Speaker | None],
    differences: Iterable[WordDifference],
) -> None:
    """A turn with what was taken out as [-words-] and what was put in as {+words+}, as wdiff."""
    from interview_kit.model.clock import timestamp
    from interview_kit.workflow.transcription.second_reading import TurnChange

    about = {"turn": number, "time": timestamp(start_ms), "origins": ", ".join(map(str, origins))}
    if change is TurnChange.SPLIT_OFF:
        say("Turn {turn} at {time}: split off turn {origins}", **about)
    elif change is TurnChange.JOINED:
        say("Turn {turn} at {time}: joined of turns {origins}", **about)
    else:
        change_word = word_for("value", change.value)
        say("Turn {turn} at {time}: {change}", change=change_word, **about)
    parts = []
    for difference in differences:
        if difference.before == difference.after:
            parts.append(difference.after)
        else:
            parts += [f"[-{difference.before}-]"] if difference.before else []
            parts += [f"{{+{difference.after}+}}"] if difference.after else []
    speakers_before, speaker = speakers
    before = ", ".join(word_for("value", role.value) for role in speakers_before)
    after = word_for("value", speaker.value) if speaker else ""
    names = dict.fromkeys(name for name in (before, after) if name)
    echo(f"  {' → '.join(names)}: {' '.join(parts)}")


def _show_progress(access: Access, id: str, *, as_json: bool) -> None:
    from interview_kit.workflow.transcription.correction_progress import correction_progress

    with access.study(writing=False) as study:
        progress = correction_progress(study.interview(id))
    if as_json:
        furthest = {
            name: getattr(progress, name)
            for name in ("checked_turn", "checked_ms", "checked_percent", "checked_by")
        }
        print_json(asdict(progress) | furthest)
        return
    print_rows(
        progress.correctors,
        ["who", "changes", "first_at", "last_at", "seconds"],
        as_json=False,
        nothing=wording("Nobody corrected {id} yet.", id=id),
    )
    if progress.heard_percent is not None:
        say("Of the sound {percent}% was played.", percent=progress.heard_percent)
    for checker in progress.checkers:
        say(
            "Checked up to turn {turn} by {who}: {percent}% of the words.",
            turn=checker.checked_turn,
            who=checker.who,
            percent=checker.checked_percent,
        )
    if progress.member_check:
        outcome = word_for("value", progress.member_check)
        say("The participant, of the copy: {outcome}", outcome=outcome)


def _align(access: Access, id: str, actor: str, *, as_json: bool) -> None:
    from interview_kit.workflow.transcription.word_alignment import align_edited_turns

    with access.study() as study:
        outcome = align_edited_turns(study.interview(id), actor=actor)
    if as_json:
        print_json(asdict(outcome))
        return
    say(
        CountedText(
            "{words} typed word in {turns} has a time.",
            "{words} typed words in {turns} have a time.",
            "words",
        ),
        words=outcome.words,
        turns=turn_count(outcome.turns),
    )
    if outcome.unplaced:
        say(
            CountedText(
                "Of these {count} has the time that was guessed.",
                "Of these {count} have the time that was guessed.",
            ),
            count=outcome.unplaced,
        )


@click.command("replace")
@click.argument("old", default="")
@click.argument("new", default="")
@click.option("--interview", default="", metavar="ID", help="In this interview.")
@click.option("--participant", default="", metavar="CODE", help="In all of this participant.")
@click.option("--all", "all_of_them", is_flag=True, help="In all interviews.")
@click.option("--parts", is_flag=True, help="Also within words.")
@click.option("--undo", is_flag=True, help="Take back the last replacement, in every interview.")
@yes_option
@who_option
@json_option
@pass_access
def replace_command(
    access: Access,
    old: str,
    new: str,
    interview: str,
    participant: str,
    all_of_them: bool,
    parts: bool,
    undo: bool,
    yes: bool,
    actor: str,
    as_json: bool,
) -> None:
    """Put NEW in the place of OLD in transcripts in the vault, shown first and undone as one.

    Whole words are meant. OLD in small letters is found in capitals too, which stay; with a
    capital it is found as it is written. Names are looked for again where a text changed.
    """
    if undo:
        _undo_replacement(access, actor, as_json=as_json)
        return
    from interview_kit.workflow.transcription.text_replacement import TextPlaces, replace_text

    def confirm(preview: Replacement) -> bool:
        if not as_json:
            _tell_places(preview)
        return yes or (not as_json and _is_agreed(wording("Replace these?")))

    with access.study() as study:
        outcome = replace_text(
            study,
            old,
            new,
            TextPlaces(interview, participant, all_of_them),
            whole_words=not parts,
            confirm=confirm,
            actor=actor,
        )
    if as_json:
        print_json(asdict(outcome))
    elif outcome.group:
        say(
            CountedText(
                "Replaced once. interview-kit replace --undo takes it back.",
                "Replaced {count} times. interview-kit replace --undo takes it back.",
            ),
            count=outcome.count,
        )
    elif outcome.places:
        say("Nothing was changed.")
    else:
        say("Nobody says that.")


def _undo_replacement(access: Access, actor: str, *, as_json: bool) -> None:
    from interview_kit.workflow.transcription.text_replacement import undo_replacement

    with access.study() as study:
        outcome = undo_replacement(study, actor=actor)
    if as_json:
        print_json(asdict(outcome))
        return
    say(
        CountedText("Taken back in {count} turn.", "Taken back in {count} turns."),
        count=len(outcome.places),
    )
    for id in outcome.left:
        say("{id} was edited since: undo there first, interview-kit edit {id}", id=id)


def _tell_places(preview: Replacement) -> None:
    from interview_kit.model.clock import timestamp

    for place in preview.places:
        echo(f"{place.interview} {place.turn} [{timestamp(place.start_ms)}]")
        echo(f"  - {place.before}")
        echo(f"  + {place.after}")
    say(
        "{places} in {turns} of {interviews}.",
        places=place_count(preview.count),
        turns=turn_count(len(preview.places)),
        interviews=interview_count(len(preview.interviews)),
    )


@click.command("draft")
@click.argument("id")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write: .vtt, .docx or .txt.",
)
@pass_access
def draft_command(access: Access, id: str, target: Path) -> None:
    """Write the transcript of interview ID as it stands, names and all, to correct it elsewhere.

    `edit ID --from FILE` brings it back. Leave the labels of the speakers as they are.
    """
    from interview_kit.workflow.publication.draft import write_draft

    with access.study() as study:
        write_draft(study.interview(id), target)
    say("Wrote {target}.", target=target)
    say_aside(
        "It is not pseudonymised: keep it on an encrypted disk, send it to nobody, and delete it "
        "once it is back: interview-kit edit {id} --from {target}",
        id=id,
        target=target,
    )
