"""README.md: what a package is, what is in it, and what was done with names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview_kit.deposit.deposit import Deposit
from interview_kit.deposit.deposit_words import words_in
from interview_kit.language.phrase import decimal_number


def untitled(language: str, study: str) -> str:
    """A title for a study that has given none."""
    return words_in(language)["untitled"].format(study=study)


def readme(deposit: Deposit, files: Iterable[tuple[str, str]]) -> bytes:
    """The whole file; `files` are paths with what each is, a word of the table or a sentence."""
    return ("\n".join(_lines(deposit, files)) + "\n").encode()


def pseudonymisation(deposit: Deposit) -> tuple[str, ...]:
    """What became of names, in sentences."""
    words, purpose = words_in(deposit.language), deposit.purpose
    style = {key: words[value] for key, value in deposit.methods.items()}
    coarse = {
        "held": words["removed" if purpose.held == "none" else purpose.held],
        "places": words[purpose.places],
        "dates": words[purpose.dates],
        "ages": words[purpose.ages],
    }
    sentences = [words["style"].format(**style), words["coarse"].format(**coarse)]
    if deposit.anonymity.smallest >= deposit.anonymity.wanted:
        sentences.append(words["k"].format(people=deposit.anonymity.smallest))
    reading = deposit.name_reading
    left = (
        words["names_left"].format(
            read=reading.read,
            bound=decimal_number(reading.per_10_000, 1).in_(deposit.language),
        )
        if reading
        else words["names_left_unknown"]
    )
    return (*sentences, words["reviewed"], left)


def _lines(deposit: Deposit, files: Iterable[tuple[str, str]]) -> Iterator[str]:
    words, about, purpose = words_in(deposit.language), deposit.about, deposit.purpose
    missing = words["unknown"]
    count = {"people": deposit.participants, "interviews": len(deposit.rows)}
    yield f"# {about.title}\n"
    yield f"{words['who'].format(**count)}.\n"
    if about.abstract:
        yield f"{about.abstract}\n"
    yield f"- {words['by']}: {'; '.join(about.creators) or missing}"
    yield f"- {words['publisher']}: {about.publisher or missing}"
    yield f"- {words['purpose']}: {purpose.title_in(deposit.language)}"
    yield f"- {words['access']}: {words[purpose.access]}"
    yield f"- {words['rights']}: {about.rights or missing}"
    yield f"- {words['contact']}: {about.contact or missing}"
    yield f"- {words['made']}: {deposit.day}, {deposit.program}, {deposit.id}\n"
    yield f"{words['personal']}\n"
    yield f"## {words['contents']}\n"
    yield f"| {words['file']} | {words['what']} |\n| --- | --- |"
    for path, description in files:
        yield f"| `{path}` | {words.get(description, description)} |"
    yield f"\n## {words['names']}\n"
    yield "\n".join(pseudonymisation(deposit))
    yield f"\n## {words['check']}\n\n{words['checked']}\n\n{words['signed']}"
