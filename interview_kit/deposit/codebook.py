"""codebook.md: what every variable and value of the tables means, and the codes for analysis."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.deposit.deposit import Deposit
from interview_kit.deposit.deposit_tables import LISTED
from interview_kit.deposit.deposit_words import spoken, words_in
from interview_kit.export.turn_rows import COLUMNS
from interview_kit.guide.guide import Attribute, Code

# Columns whose name alone would say something else in the table of words.
_MEANING = {"guide": "guide_id"}


def codebook(deposit: Deposit) -> bytes:
    """The whole file, as Markdown."""
    return ("\n".join(_lines(deposit)) + "\n").encode()


def meaning(deposit: Deposit, column: str) -> str:
    """What a column of the data list or of the tables of turns means."""
    return words_in(deposit.language)[_MEANING.get(column, column)]


def described(deposit: Deposit, attribute: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The title of an attribute, and its values with their titles, as the guides have them."""
    for used_guide in deposit.guides:
        attribute_definition = next(
            (candidate for candidate in used_guide.guide.attributes if candidate.id == attribute),
            None,
        )
        if attribute_definition is not None:
            language = spoken(used_guide.guide, deposit.language)
            return attribute_definition.title.in_(language), _values(attribute_definition, language)
    return attribute, ()


def _values(attribute: Attribute, language: str) -> tuple[tuple[str, str], ...]:
    return tuple((value.id, value.title.in_(language)) for value in attribute.values)


def _lines(deposit: Deposit) -> Iterator[str]:
    words = words_in(deposit.language)
    yield f"# {words['variables']}\n"
    yield f"| {words['variable']} | {words['meaning']} | {words['values']} |\n| --- | --- | --- |"
    for column in LISTED:
        yield f"| `{column}` | {meaning(deposit, column)} | |"
    for name in deposit.attributes:
        title, values = described(deposit, name)
        value_list = "; ".join(f"`{id}` {text}" for id, text in values)
        yield f"| `{name}` | {title} | {value_list} |"
    yield f"\n# {words['turn_columns']}\n"
    yield f"| {words['variable']} | {words['meaning']} |\n| --- | --- |"
    for column in COLUMNS:
        yield f"| `{column}` | {meaning(deposit, column)} |"
    yield f"\n# {words['codes']}\n"
    codes = {code.id: (code, spoken(u.guide, deposit.language)) for u in deposit.guides
             for code in u.guide.codebook}  # fmt: skip
    for code, language in codes.values():
        yield _code(code, language)
    if not codes:
        yield words["none"]


def _code(code: Code, language: str) -> str:
    about = code.description.in_(language)
    return f"- `{code.id}` **{code.title.in_(language)}**{f': {about}' if about else ''}"
