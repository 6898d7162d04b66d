"""The codebook and codings: the commands of `codes`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from interview_kit.cli.printing import print_json, print_rows, print_table
from interview_kit.cli.speaking import say, word_for, wording
from interview_kit.cli.study_access import Access, all_option, json_option, pass_access
from interview_kit.language.counted_text import CountedText
from interview_kit.model.moment import local_time


@click.group("codes")
def codes_command() -> None:
    """See and change the codebook; take in what was coded elsewhere. No passphrase is asked."""


@codes_command.command("list")
@all_option
@json_option
@pass_access
def list_codes(access: Access, all_of_them: bool, as_json: bool) -> None:
    """List the codes with how much each is used; with --all those that are retired too."""
    from interview_kit.workflow.coding.codebook_keeping import listed_codes

    print_rows(
        listed_codes(access.folder, all_of_them=all_of_them),
        ["id", "title", "theme", "side", "passages", "interviews", "participants"],
        as_json=as_json,
        nothing=wording("There are no codes yet: interview-kit codes import chime"),
    )


@codes_command.command("add")
@click.argument("title")
@click.option("--id", default="", help="Its id; made of the title if left out.")
@click.option("--theme", default="", metavar="ID", help="The code that it stands under.")
@click.option("--side", default="", metavar="SIDE", help="Its side of the theme: helped, hindered.")
@click.option("--about", default="", metavar="TEXT", help="What it means.")
@pass_access
def add_code(access: Access, title: str, id: str, theme: str, side: str, about: str) -> None:
    """Add a code called TITLE."""
    from interview_kit.workflow.coding import codebook_keeping

    entry = codebook_keeping.add_code(
        access.folder, title, id=id, parent=theme, side=side, about=about
    )
    say("Added {id}: {title}.", id=entry.id, title=entry.title)


@codes_command.command("rename")
@click.argument("id")
@click.argument("title")
@pass_access
def rename_code(access: Access, id: str, title: str) -> None:
    """Call the code ID by another TITLE; its codings stay."""
    from interview_kit.workflow.coding import codebook_keeping

    entry = codebook_keeping.rename_code(access.folder, id, title)
    say("{id} is called {title} now.", id=entry.id, title=entry.title)


@codes_command.command("merge")
@click.argument("id")
@click.argument("into")
@pass_access
def merge_codes(access: Access, id: str, into: str) -> None:
    """Give all that is coded with ID to the code INTO, and retire ID."""
    from interview_kit.workflow.coding import codebook_keeping

    moved = codebook_keeping.merge_codes(access.folder, id, into)
    say(
        CountedText(
            "{count} coding of {id} is of {into} now; `interview-kit codes undo` takes it back.",
            (
                "{count} codings of {id} are of {into} now; `interview-kit codes undo` takes it "
                "back."
            ),
        ),
        count=moved,
        id=id,
        into=into,
    )


@codes_command.command("retire")
@click.argument("id")
@click.option("--take-back", is_flag=True, help="Use it again.")
@pass_access
def retire_code(access: Access, id: str, take_back: bool) -> None:
    """Use the code ID no more; its codings stay."""
    from interview_kit.workflow.coding import codebook_keeping

    codebook_keeping.retire_code(access.folder, id, take_back=take_back)
    if take_back:
        say("{id} is in use again.", id=id)
    else:
        say("{id} is retired; --take-back uses it again.", id=id)


@codes_command.command("coders")
@json_option
@pass_access
def list_coders(access: Access, as_json: bool) -> None:
    """List those who coded, each with a number, and how much is theirs."""
    from interview_kit.workflow.coding.coder_naming import listed_coders

    print_rows(
        listed_coders(access.folder),
        ["number", "coder", "passages", "interviews", "lost"],
        as_json=as_json,
        nothing=wording("Nothing was coded yet."),
    )


@codes_command.command("rename-coder")
@click.argument("coder")
@click.argument("name")
@json_option
@pass_access
def rename_coder(access: Access, coder: str, name: str, as_json: bool) -> None:
    """Call CODER, a name or a number of `codes coders`, by another NAME.

    Their codings stay, and `codes undo` gives the former name back. An export with a coder who is
    called like a participant is refused, as any other that says a known name.
    """
    from interview_kit.workflow.coding import coder_naming

    renamed_coder = coder_naming.rename_coder(access.folder, coder, name)
    if as_json:
        print_json(asdict(renamed_coder))
        return
    say(
        "Passages that are of {after} now: {count}; `interview-kit codes undo` takes it back.",
        after=renamed_coder.after,
        count=renamed_coder.passages,
    )


@codes_command.command("import")
@click.argument("file")
@click.option("--language", default="", metavar="CODE", help="Of a codebook that has several.")
@click.option("--coder", default="", metavar="NAME", help="Who coded, where the file does not say.")
@click.option(
    "--rename-coder", "renamed", multiple=True, metavar="OLD=NEW", help="Call a coder otherwise."
)
@click.option(
    "--rename-interview", "renamed_interviews", multiple=True, metavar="OLD=NEW",
    help="The id that an interview has now, where its code was put right since.",
)  # fmt: skip
@json_option
@pass_access
def import_codes(
    access: Access,
    file: str,
    language: str,
    coder: str,
    renamed: tuple[str, ...],
    renamed_interviews: tuple[str, ...],
    as_json: bool,
) -> None:
    """Take in FILE: a codebook, or what was coded in another program.

    Codebooks are .qdc, .csv, .toml, or one that ships: chime, interventions. Codings are a .qdpx
    of any program, QualCoder's .qda (its folder or a zip of it), a .csv or our own .jsonl. Every
    coding stands where it stood, or is listed with the reason; taken in twice nothing changes.
    """
    from interview_kit.workflow.coding import coding_import

    done = coding_import.import_codes(
        access.folder,
        file,
        language=language,
        coder=coder,
        renamed=_pairs(renamed),
        renamed_interviews=_pairs(renamed_interviews),
    )
    if as_json:
        print_json(asdict(done))
        return
    if done.interviews or done.listed or done.guide:
        say(
            "Passages with their place: {placed}, of which new: {new}. Interviews: {interviews}.",
            placed=done.placed,
            interviews=len(done.interviews),
            new=done.new_passages,
        )
    say("New codes: {count}.", count=done.new_codes)
    if done.guide:
        say(
            CountedText(
                "{count} selection is that of the guide's own questions.",
                "{count} selections are those of the guide's own questions.",
            ),
            count=done.guide,
        )
    if done.other_titles:
        say("\nCodes that keep their title here; `codes rename` gives them another:")
        rows = [[row.code, row.here, row.in_file] for row in done.other_titles]
        print_table(["code", "title", "title in the file"], rows)
    if done.listed:
        say("\nTo be looked at:")
        columns = ["source", "code", "coder", "place", "why"]
        print_table(columns, [[getattr(row, name) for name in columns] for row in done.listed])
        if done.has_unknown_interviews:
            say(
                "Where an interview's code was put right since, `repair ID` lists what it was "
                "called: import the file again with --rename-interview OLD=NEW."
            )


@codes_command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_access
def export_codes(access: Access, file: Path) -> None:
    """Write the codebook to FILE, a .qdc or a .csv."""
    from interview_kit.workflow.coding.codebook_keeping import export_codebook

    count = export_codebook(access.folder, file)
    say("Wrote {file}. Codes: {count}.", count=count, file=file)


@codes_command.command("lost")
@click.option("--drop", type=int, multiple=True, metavar="ID", help="Give up this coding.")
@json_option
@pass_access
def lost_codes(access: Access, drop: tuple[int, ...], as_json: bool) -> None:
    """List the codings that could not follow their text when it was filed anew."""
    from interview_kit.workflow.coding.coding_import import lost_codings

    print_rows(
        lost_codings(access.folder, drop),
        ["id", "interview", "turn", "version", "code", "coder", "quotation", "reason"],
        as_json=as_json,
        nothing=wording("Every coding has its place."),
    )


@codes_command.command("history")
@click.option("--forget", is_flag=True, help="Keep who did what, and not what it changed.")
@json_option
@pass_access
def code_history(access: Access, forget: bool, as_json: bool) -> None:
    """List what was done to codes and codings: what, by whom, when, and whether it was undone."""
    from interview_kit.workflow.coding.coding_undo import coding_acts

    print_rows(
        coding_acts(access.folder, forget=forget),
        ["id", "at", "who", "act", "about", "codes", "codings", "undone_at", "undone_by"],
        as_json=as_json,
        nothing=wording("Nothing was coded yet."),
    )


@codes_command.command("undo")
@click.argument("id", type=click.IntRange(min=1), required=False)
@click.option("--who", default="", metavar="NAME", help="The latest that NAME did.")
@json_option
@pass_access
def undo_codes(access: Access, id: int | None, who: str, as_json: bool) -> None:
    """Undo the latest that you did to codes or codings, or the act ID of `codes history`.

    Codes merged, renamed, retired, added or imported, and codings made, imported or taken off: all
    stand again as before, in a text that was filed anew since as well.
    """
    from interview_kit.workflow.coding.coding_undo import undo_coding

    undone = undo_coding(access.folder, id or 0, who=who)
    if as_json:
        print_json(asdict(undone))
        return
    say(
        "Undone: {act}, by {who} at {at}. Passages changed: {passages}.",
        act=" ".join(filter(None, (word_for("value", undone.act.act), undone.act.about))),
        who=undone.act.who,
        at=local_time(undone.act.at),
        passages=undone.passages,
    )


def _pairs(renamed: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for pair in renamed:
        old, sign, new = pair.partition("=")
        if not sign or not new.strip():
            raise click.BadParameter(wording("{pair} is not OLD=NEW.", pair=pair))
        pairs[old] = new.strip()
    return pairs
