"""Commands on the way to a right text: `doubts`, `alike`, `vocabulary`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from interview_kit.cli.printing import print_json
from interview_kit.cli.speaking import say, say_aside, spoken_language, wording
from interview_kit.cli.study_access import (
    Access,
    all_option,
    json_option,
    pass_access,
    who_option,
)
from interview_kit.cli.terminal_output import echo
from interview_kit.language.counted_text import CountedText
from interview_kit.language.phrase import in_language

if TYPE_CHECKING:
    from interview_kit.workflow.transcription.alike import AlikeReplacement
    from interview_kit.workflow.transcription.worklist_report import ListedPlace, WorklistReport

# The values of `Reason`, which is not loaded for the help.
REASONS = (
    "credit", "no voice", "no text", "term", "negation", "spelling", "halves", "draft", "repeated",
    "pace", "speaker", "voice", "unsure",
)  # fmt: skip


@click.command("doubts")
@click.argument("id")
@click.option(
    "--reason",
    "reasons",
    multiple=True,
    type=click.Choice(REASONS),
    help="Only places with this reason; may be given again.",
)
@click.option(
    "--tick", "ticked_labels", multiple=True, metavar="PLACE", help="Heard, and found right."
)
@click.option(
    "--untick", "unticked_labels", multiple=True, metavar="PLACE", help="Put back on the list."
)
@click.option("--all", "with_ticked", is_flag=True, help="Also what was ticked off.")
@json_option
@pass_access
def doubts_command(
    access: Access,
    id: str,
    reasons: tuple[str, ...],
    ticked_labels: tuple[str, ...],
    unticked_labels: tuple[str, ...],
    with_ticked: bool,
    as_json: bool,
) -> None:
    """List the doubtful places of interview ID: where to listen, and why.

    They hold most of the words that are wrong. A place is called by its turn and its first
    character, as in 12:34; it goes from the list when its words are changed, or ticked off.
    """
    from interview_kit.workflow.transcription.worklist import Reason
    from interview_kit.workflow.transcription.worklist_report import report_worklist

    with access.study(writing=bool(ticked_labels or unticked_labels)) as study:
        report = report_worklist(
            study.interview(id),
            ticked_labels=ticked_labels,
            unticked_labels=unticked_labels,
            reasons=frozenset(map(Reason, reasons)),
            with_ticked=with_ticked,
        )
    if as_json:
        print_json(asdict(report))
        return
    for place in report.places:
        _tell_place(place)
    _tell_sums(report)
    if report.without_dictionary and not (ticked_labels or unticked_labels):
        say_aside(
            "There is no dictionary of {language} on this machine: only our own word lists check "
            "spelling. On Debian and Ubuntu install hunspell-nl, hunspell-en-us or the like; "
            "elsewhere name a folder: interview-kit settings dictionaries FOLDER",
            language=report.without_dictionary,
        )


def _tell_place(place: ListedPlace) -> None:
    from interview_kit.model.clock import timestamp

    line = f"[{timestamp(place.start_ms)}] {place.label}  {place.before}[{place.text}]{place.after}"
    echo(line.replace("\n", " "))
    about = [in_language(reason.sentence, spoken_language()) for reason in place.reasons]
    if place.ticked:
        about.append(wording("ticked off"))
    if place.suggestions:
        about.append(wording("perhaps: {texts}", texts=" | ".join(place.suggestions)))
    echo(f"    {'; '.join(about)}")


def _tell_sums(report: WorklistReport) -> None:
    say(
        CountedText(
            "{left} place is left, {done} are ticked off: {doubted} of {words} words.",
            "{left} places are left, {done} are ticked off: {doubted} of {words} words.",
            "left",
        ),
        left=report.left,
        done=report.done,
        doubted=report.doubted_words,
        words=report.words,
    )
    if report.errors_before is not None and report.errors_left is not None:
        say(
            "Of about {before} wrong words about {left} are left, as far as the machine knows.",
            before=round(report.errors_before),
            left=round(report.errors_left),
        )


@click.command("alike")
@click.argument("misheard")
@click.option("--to", "right", required=True, metavar="WORDS", help="What was said.")
@click.option("--interview", default="", metavar="ID", help="Look in this interview.")
@click.option("--participant", default="", metavar="CODE", help="Look in all of a participant.")
@all_option
@click.option("--leave", "left_labels", multiple=True, metavar="PLACE", help="Not this one.")
@click.option(
    "--yes", "is_agreed", is_flag=True, help="Put them right; without it they are listed."
)
@who_option
@json_option
@pass_access
def alike_command(
    access: Access,
    misheard: str,
    right: str,
    interview: str,
    participant: str,
    all_of_them: bool,
    left_labels: tuple[str, ...],
    is_agreed: bool,
    actor: str,
    as_json: bool,
) -> None:
    """Find all that sounds like MISHEARD words, and put them right at once.

    As in `interview-kit alike "risperi don" --to risperidon --interview P07-1`. Joined and split
    words count, and what is only spelt otherwise; everyday words are taken for themselves.
    """
    from interview_kit.workflow.transcription.alike import put_right_alike
    from interview_kit.workflow.transcription.text_replacement import TextPlaces

    with access.study(writing=is_agreed) as study:
        replacement = put_right_alike(
            study,
            misheard,
            right,
            TextPlaces(interview, participant, all_of_them),
            left_labels=left_labels,
            is_agreed=is_agreed,
            actor=actor,
        )
    if as_json:
        print_json(asdict(replacement))
    else:
        _tell_alike(replacement)


def _tell_alike(replacement: AlikeReplacement) -> None:
    from interview_kit.model.clock import timestamp

    if not replacement.places:
        say("Nothing sounds like that.")
        return
    if replacement.group:
        say(
            CountedText("{count} place put right.", "{count} places put right."),
            count=len(replacement.places),
        )
        return
    for place in replacement.places:
        echo(
            f"[{timestamp(place.start_ms)}] {place.label}  "
            f"{place.before}[{place.text} → {replacement.right}]{place.after}"
        )
    say(
        CountedText(
            "{count} place. --yes puts it right, but not where --leave PLACE names it.",
            "{count} places. --yes puts them right, but those named with --leave PLACE.",
        ),
        count=len(replacement.places),
    )


@click.command("vocabulary")
@click.argument("terms", nargs=-1)
@json_option
@pass_access
def vocabulary_command(access: Access, terms: tuple[str, ...], as_json: bool) -> None:
    """List the study's own vocabulary and what is offered to it; add TERMS.

    What was put right three times the same way is offered. A speech model hears of a term where it
    wrote something that sounds like it. Names are left out: the vocabulary stands in study.toml,
    which is not encrypted.
    """
    from interview_kit.workflow.transcription.vocabulary_offer import report_vocabulary

    with access.study(writing=bool(terms)) as study:
        report = report_vocabulary(study, terms)
    if as_json:
        print_json(asdict(report))
        return
    for term in report.terms:
        echo(term)
    for offer in report.offered:
        say(
            "Offered: {term}, put right {count} times, from: {misheard}",
            term=offer.term,
            count=offer.count,
            misheard=", ".join(offer.misheard),
        )
    if report.offered:
        say("To take one: interview-kit vocabulary TERM")
    elif not report.terms:
        say("The study has no terms of its own, and nothing was put right three times alike.")
