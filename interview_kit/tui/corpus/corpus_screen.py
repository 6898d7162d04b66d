"""The corpus: search as you type, and read one question across all interviews."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import DescendantBlur, DescendantFocus, ScreenResume
from textual.widgets import Input

from interview_kit.corpus.answers import AskedQuestion, answers, questions, size
from interview_kit.corpus.search import search
from interview_kit.language.counts import interview_count, turn_count
from interview_kit.model.speaker import Speaker
from interview_kit.tui.bindings import bindings
from interview_kit.tui.corpus.corpus_rows import answer_rows, hit_rows, note, question_rows
from interview_kit.tui.corpus.filed_screen import FiledScreen
from interview_kit.tui.kit import KitScreen, kit, words
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.study.open_study import Study

HITS, ANSWERS = 200, 5_000
"""How many turns are listed at most; a person narrows a search down sooner."""


class CorpusScreen(KitScreen):
    """Three views of one list: the questions, what a search found, one question with everyone."""

    TABLE: ClassVar[str] = "corpus"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("corpus"),
        # While one types, these still move through what was found.
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]
    CSS = """
    CorpusScreen Input { margin: 0 2 1 2; }
    CorpusScreen Input:blur { border: none; padding: 1 2; }
    """

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._corpus = study.corpus
        self._questions: tuple[AskedQuestion, ...] = ()
        self._question = ""
        self._everyone = True

    def compose(self) -> ComposeResult:
        """A line to search in, and the list."""
        yield TitleBar(words(self, "corpus.title"))
        yield Input(placeholder=self._invitation(is_ready=False))
        yield RowList()
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Begin with the questions."""
        self._questions = questions(self._corpus)
        self._wordings = {question.id: question.text for question in self._questions}
        self._show_questions()

    @on(ScreenResume)
    def _resumed(self) -> None:
        self.query_one(RowList).focus()

    @on(DescendantFocus)
    @on(DescendantBlur)
    def _focus_moved(self) -> None:
        """A box that looks as if one could type is one in which one can."""
        field = self.query_one(Input)
        field.placeholder = self._invitation(is_ready=field.has_focus)

    def _invitation(self, *, is_ready: bool) -> str:
        if is_ready:
            return words(self, "corpus.placeholder")
        return words(self, "corpus.press_to_find", key=kit(self).key("corpus.find"))

    # What the keys do

    def action_find(self) -> None:
        """Type what to look for."""
        self.query_one(Input).focus()

    def action_open(self) -> None:
        """A question with everyone, or the turn under the cursor in its transcript."""
        key = self.query_one(RowList).key
        if isinstance(key, tuple):
            interview, turn = key
            self.app.push_screen(FiledScreen(self._corpus, interview, turn))
        elif isinstance(key, str):
            self._show_answers(key)

    def action_next_question(self) -> None:
        """The next question with everyone."""
        self._step(1)

    def action_previous_question(self) -> None:
        """The question before this one with everyone."""
        self._step(-1)

    def action_whose(self) -> None:
        """Only what participants said, or all of it."""
        if self._question:
            self._everyone = not self._everyone
            self._show_answers(self._question)

    def action_move(self, step: int) -> None:
        """Through the list, also while one types."""
        self.query_one(RowList).action_move(step)

    def action_leave(self) -> None:
        """From what was typed or read back to the questions, from there to the screen before."""
        field, rows = self.query_one(Input), self.query_one(RowList)
        if field.value:
            with field.prevent(Input.Changed):
                field.value = ""
        elif not self._question and rows.has_focus:
            self.dismiss()
            return
        rows.focus()
        self._show_questions()

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click opens."""
        self.action_open()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_open()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value.strip():
            self._show_hits(event.value)
        else:
            self._show_questions()

    # The three views

    def _show_questions(self) -> None:
        question_before, self._question = self._question, ""
        corpus_size = size(self._corpus)
        self._about(
            words(
                self,
                "corpus.size",
                interviews=interview_count(corpus_size.interviews),
                turns=turn_count(corpus_size.turns),
            )
        )
        rows = self.query_one(RowList)
        if self._questions:
            rows.show(
                question_rows(self, self._questions), question_before or self._questions[0].id
            )
        else:
            rows.show([note(words(self, "corpus.empty"))])

    def _show_hits(self, text: str) -> None:
        self._question = ""
        # What is being typed is the beginning of a word until a space follows it.
        hits = search(self._corpus, text if text.endswith((" ", "*")) else f"{text}*", HITS)
        title_id = "corpus.hits" if len(hits) < HITS else "corpus.first_hits"
        self._about(words(self, title_id, count=len(hits)))
        rows = hit_rows(self, hits, self._wordings)
        row_list = self.query_one(RowList)
        row_list.show(rows or [note(words(self, "corpus.nothing"))])
        row_list.action_edge(0)

    def _show_answers(self, question: str) -> None:
        self._question = question
        speaker_title = "corpus.everyone" if self._everyone else "corpus.participants"
        self._about(words(self, speaker_title))
        speaker = "" if self._everyone else Speaker.PARTICIPANT.value
        answer_turns = answers(self._corpus, question, speaker=speaker, limit=ANSWERS)
        rows = answer_rows(self, self._wordings[question], answer_turns)
        if not answer_turns:
            rows.append(note(words(self, "corpus.no_answers")))
        if len(answer_turns) == ANSWERS:
            rows.append(note(words(self, "corpus.cut", count=ANSWERS)))
        row_list = self.query_one(RowList)
        row_list.show(rows)
        row_list.action_edge(0)
        row_list.focus()

    def _step(self, step: int) -> None:
        ids = [question.id for question in self._questions]
        if self._question in ids:
            place = ids.index(self._question) + step
            self._show_answers(ids[min(max(place, 0), len(ids) - 1)])

    def _about(self, text: str) -> None:
        self.query_one(TitleBar).about(text)
