"""What a report on a study counts: each figure from the corpus, or from the vault's journals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from statistics import fmean

from sqlite_utils import Database

from interview_kit.coding.report_page import Cell, ChartKind, Figure
from interview_kit.coding.report_words import WORDS
from interview_kit.corpus.coded_tables import theme_table
from interview_kit.corpus.turn_places import place_of
from interview_kit.guide.guide import ConsentScope
from interview_kit.language.phrase import decimal_number
from interview_kit.session.interview_events import Answer, ConsentAnswered, ProbeUsed
from interview_kit.session.interview_state import Phase
from interview_kit.vault import interviews
from interview_kit.workflow.coding.guide_titles import GuideTitles, guide_titles
from interview_kit.workflow.study.open_study import Study, StudyInterview, frozen_guide

EXPECTED_ERRORS = "expected_errors"
"""The entry of a text's provenance that says how many of its words are expected to be wrong."""

Words = Mapping[str, str]
"""The words of a report by their ids."""


def figures(study: Study, language: str, titles: GuideTitles) -> tuple[Figure, ...]:
    """Every figure of the report, in its order; one that nothing is known of is left out.

    `titles` are those of `study_titles` in `language`.
    """
    words, db = WORDS.words(language), study.corpus.db
    held_interviews = tuple(
        interview for interview in study.interviews() if interview.state.phase is not Phase.NEW
    )
    # A text without times has no length.
    timed_interviews = [interview for interview in held_interviews if interview.length_ms]
    drawn = (
        _progress(study, held_interviews, words),
        _lengths(timed_interviews, words, language),
        _consent(held_interviews, words),
        _coverage(db, words, titles.questions),
        _talk(db, words),
        _probes(held_interviews, words, titles.probes),
        _errors(db, words),
        _timelines(db, words, {**titles.sections, **titles.topics}),
        _themes(db, words, titles.codes),
        _matrix(db, words, titles.codes),
        _saturation(db, words),
    )
    return tuple(figure for figure in drawn if figure is not None)


def study_titles(study: Study, language: str) -> GuideTitles:
    """The titles of all that the guides of the interviews have."""
    return guide_titles(map(frozen_guide, interviews.all_of(study.vault)), language)


def _progress(study: Study, held_interviews: Iterable[StudyInterview], words: Words) -> Figure:
    months = Counter(interview.row.created_at[:7] for interview in held_interviews)
    counts = sorted(months.items())
    so_far = list(accumulate(count for _, count in counts))
    total, target = sum(months.values()), study.settings.target_count
    note = words["progress_note"] if target else words["progress_note_open"]
    return Figure(
        "progress",
        words["progress"],
        note.format(held=total, target=target),
        ChartKind.LINE,
        (words["month"], words["interviews"], words["so_far"]),
        tuple((month, count, sum_) for (month, count), sum_ in zip(counts, so_far, strict=True)),
        drawn=(2,),
        target=target,
    )


def _lengths(timed_interviews: Sequence[StudyInterview], words: Words, language: str) -> Figure:
    rows = tuple(
        (interview.id, round(interview.length_ms / 60_000, 1)) for interview in timed_interviews
    )
    minutes = [interview.length_ms / 60_000 for interview in timed_interviews]
    note = words["lengths_note"].format(
        count=len(rows),
        mean=decimal_number(fmean(minutes) if minutes else 0, 1).in_(language),
        total=decimal_number(sum(minutes) / 60, 1).in_(language),
    )
    return Figure(
        "lengths", words["lengths"], note, ChartKind.BARS,
        (words["interview"], words["minutes"]), rows,
    )  # fmt: skip


def _consent(held_interviews: Iterable[StudyInterview], words: Words) -> Figure:
    counts: dict[ConsentScope, Counter[Answer]] = {scope: Counter() for scope in ConsentScope}
    for interview in held_interviews:
        answers = {
            entry.event.item: entry.event.answer
            for entry in interview.entries
            if isinstance(entry.event, ConsentAnswered)
        }
        for item in interview.guide.consent:
            counts[item.scope][answers.get(item.id, Answer.NOT_ASKED)] += 1
    names = {ConsentScope.SHARE: words["share_data"]}
    return Figure(
        "consent", words["consent"], words["consent_note"], ChartKind.STACKED,
        (words["scope"], words["yes"], words["no"], words["not_asked"]),
        tuple(
            (names.get(scope, words.get(scope.value, scope.value)), some[Answer.YES],
             some[Answer.NO], some[Answer.NOT_ASKED])
            for scope, some in counts.items() if some.total()
        ),
        drawn=(1, 2, 3),
    )  # fmt: skip


_COVERAGE = """
    SELECT questions.id, interviewer, count(*),
           sum(mark IN ('asked', 'raised', 'covered'))
    FROM questions JOIN interviews ON interviews.id = questions.interview
    GROUP BY questions.id, interviewer ORDER BY min(position), questions.id, interviewer
"""


def _coverage(db: Database, words: Words, titles: Words) -> Figure:
    shares: dict[str, dict[str, float]] = {}
    for question, interviewer, total, met_count in db.execute(_COVERAGE):
        shares.setdefault(question, {})[interviewer or words["unknown"]] = met_count / total
    interviewers = sorted({name for some in shares.values() for name in some})
    return Figure(
        "coverage", words["coverage"], words["coverage_note"], ChartKind.HEAT,
        (words["question"], *interviewers),
        tuple(
            (
                titles.get(question, question),
                *(round(some.get(name, 0.0), 3) for name in interviewers),
            )
            for question, some in shares.items()
        ),
        drawn=tuple(range(1, len(interviewers) + 1)),
    )  # fmt: skip


def _talk(db: Database, words: Words) -> Figure:
    shares: dict[str, Counter[str]] = {}
    for interview, speaker, ms in db.execute("SELECT interview, speaker, ms FROM talk_time"):
        role = speaker if speaker in ("participant", "interviewer") else "other"
        shares.setdefault(interview, Counter())[role] += ms
    rows: list[tuple[Cell, ...]] = [
        (interview, *(round(some[role] / some.total(), 3)
                      for role in ("participant", "interviewer", "other")))
        for interview, some in sorted(shares.items()) if some.total()
    ]  # fmt: skip
    mean = fmean(float(str(row[1])) for row in rows) if rows else 0.0
    return Figure(
        "talk", words["talk"], words["talk_note"].format(share=f"{mean:.0%}"), ChartKind.STACKED,
        (words["interview"], words["participant"], words["interviewer"], words["other"]),
        tuple(rows), drawn=(1, 2, 3),
    )  # fmt: skip


def _probes(held_interviews: Iterable[StudyInterview], words: Words, titles: Words) -> Figure:
    uses: Counter[str] = Counter()
    for interview in held_interviews:
        uses.update(
            {entry.event.probe for entry in interview.entries
             if isinstance(entry.event, ProbeUsed)}
        )  # fmt: skip
    most_first = sorted(uses.items(), key=lambda entry: entry[0])
    most_first.sort(key=lambda entry: entry[1], reverse=True)
    return Figure(
        "probes", words["probes"], words["probes_note"], ChartKind.BARS,
        (words["probe"], words["interviews"]),
        tuple((titles.get(probe, probe), count) for probe, count in most_first),
    )  # fmt: skip


def _errors(db: Database, words: Words) -> Figure | None:
    rows = tuple(
        (interview, float(share))
        for interview, share in db.execute(
            "SELECT id, json_extract(provenance, ?) FROM interviews ORDER BY id",
            [f"$.{EXPECTED_ERRORS}"],
        )
        if _is_number(share)
    )
    if not rows:
        return None
    return Figure(
        "errors", words["errors"], words["errors_note"], ChartKind.BARS,
        (words["interview"], words["share"]), rows,
    )  # fmt: skip


_TIMES = f"""
    SELECT turns.interview, start_ms, end_ms,
           coalesce(nullif(questions.topic, ''), nullif(section_title, ''), '')
    FROM turns LEFT JOIN questions
        ON questions.interview = turns.interview AND questions.id = turns.question
    ORDER BY turns.interview, {place_of("turns")}
"""  # noqa: S608 - our own names


def _timelines(db: Database, words: Words, titles: Words) -> Figure:
    runs: list[list[object]] = []
    for interview, start, end, topic in db.execute(_TIMES):
        if runs and runs[-1][0] == interview and runs[-1][3] == topic:
            runs[-1][2] = end
        else:
            runs.append([interview, start, end, topic])
    return Figure(
        "timelines", words["timelines"], words["timelines_note"], ChartKind.TIMELINE,
        (words["interview"], words["start"], words["end"], words["topic"]),
        tuple(
            (str(interview), round(int(str(start)) / 1000, 1), round(int(str(end)) / 1000, 1),
             titles.get(str(topic), str(topic)))
            for interview, start, end, topic in runs if topic
        ),
    )  # fmt: skip


def _themes(db: Database, words: Words, titles: Words) -> Figure:
    table = theme_table(db)
    return Figure(
        "themes", words["themes"], words["themes_note"], ChartKind.HEAT,
        (words["theme"], words["participants"], words["passages"], *table.columns[5:]),
        tuple(
            (
                " · ".join(filter(None, (titles.get(title, title), words.get(side, side)))),
                people,
                passages,
                *cells,
            )
            for _, title, side, people, passages, *cells in table.rows
        ),
        drawn=tuple(range(3, len(table.columns) - 2)),
    )  # fmt: skip


def _matrix(db: Database, words: Words, titles: Words) -> Figure:
    cells: dict[str, Counter[str]] = {}
    own_titles: dict[str, str] = {}
    for interview, code, title, passages in db.execute(
        "SELECT interview, code, title, passages FROM code_matrix"
    ):
        cells.setdefault(interview, Counter())[code] = passages
        own_titles[code] = title
    codes = sorted(own_titles)
    return Figure(
        "matrix", words["matrix"], words["matrix_note"], ChartKind.HEAT,
        (words["interview"], *(titles.get(own_titles[code], own_titles[code]) for code in codes)),
        tuple((interview, *(some[code] for code in codes))
              for interview, some in sorted(cells.items())),
        drawn=tuple(range(1, len(codes) + 1)),
    )  # fmt: skip


def _saturation(db: Database, words: Words) -> Figure:
    rows = db.execute(
        "SELECT interview, held, codes, new_codes, codes_so_far FROM saturation ORDER BY position"
    ).fetchall()
    return Figure(
        "saturation", words["saturation"], words["saturation_note"], ChartKind.LINE,
        (words["interview"], words["held"], words["codes"], words["new_codes"], words["so_far"]),
        tuple(rows) if any(row[2] for row in rows) else (),
        drawn=(4,),
    )  # fmt: skip


def _is_number(value: object) -> bool:
    try:
        float(str(value))
    except ValueError:
        return False
    return value is not None
