"""Keys of the home screen that put right what is noted of an interview, delete it, join names."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from interview_kit.errors import AlikeCodeError, KitError, what_and_hint
from interview_kit.language.values import value_phrase
from interview_kit.tui.corpus_thread import with_own_corpus
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.dialogs.whose_code import whose_code
from interview_kit.tui.home.shared_names_dialog import SharedNamesDialog
from interview_kit.tui.home.text_keys import TextKeys
from interview_kit.tui.kit import kit, tell, tell_error, words
from interview_kit.vault.filings import Filing
from interview_kit.workflow.destruction.interview_deletion import delete_interview
from interview_kit.workflow.interviews.chosen_interviews import ChosenOutcome
from interview_kit.workflow.interviews.held_day import held_day
from interview_kit.workflow.interviews.interview_facts import (
    ATTRIBUTE,
    InterviewFact,
    interview_facts,
)
from interview_kit.workflow.interviews.participant_codes import code_for
from interview_kit.workflow.pseudonymisation.entity_merging import join_shared, shared_names
from interview_kit.workflow.repair.attribute_repair import repair_attributes
from interview_kit.workflow.repair.interview_repair import (
    RepairedInterview,
    repair_interview,
    repairs_of,
    undo_repair,
)
from interview_kit.workflow.repair.participant_recoding import recode
from interview_kit.workflow.study.open_study import Study, StudyInterview


class RepairKeys(TextKeys):
    """The part of the home screen for what a data manager has to put right."""

    def action_put_right(self) -> None:
        """Choose what is noted wrongly of the interview, and say what is right."""
        overview = self.chosen()
        if overview is None or self.is_busy():
            return
        interview = kit(self).open_study.interview(overview.id)
        facts = {fact.id: fact for fact in interview_facts(interview, kit(self).language)}
        options = [(fact.id, self._line_of(fact)) for fact in facts.values()]
        if any(not repair.undone for repair in repairs_of(interview)):
            options.append((_UNDO, words(self, "repair.undo")))

        def answered(id: str | None) -> None:
            if id == _UNDO:
                self._repair(interview, undo_repair)
            elif id:
                self._ask_value(interview, facts[id])

        ask = words(self, "repair.ask", id=overview.id)
        self.app.push_screen(ChoiceDialog(ask, options), answered)

    def action_delete_interview(self) -> None:
        """Destroy one interview, once its id is typed."""
        overview = self.chosen()
        if overview is None or self.is_busy():
            return
        study, id = kit(self).open_study, overview.id

        def run() -> str:
            deletion = with_own_corpus(
                study, lambda own_study: delete_interview(own_study.interview(id))
            )
            release_count = len({release.release for release in deletion.releases})
            text_id = "repair.deleted_last" if deletion.participant_gone else "repair.deleted"
            return words(self, text_id, id=id, names=deletion.names, count=release_count)

        self.destroy_once_typed(
            "delete",
            id,
            run,
            ask=words(self, "repair.delete_ask", id=id),
            refusal=words(self, "repair.other_id"),
            remark=words(self, "repair.stays"),
        )

    def action_join_names(self) -> None:
        """Join what stands in the study twice, as after a merge of sites."""
        study = kit(self).open_study
        pairs = shared_names(study)
        if not pairs:
            tell(self, words(self, "repair.nobody_twice"))
            return

        def answered(numbers: tuple[int, ...] | None) -> None:
            if numbers is None:
                return
            apart_ids = [pair.other for at, pair in enumerate(pairs) if at not in numbers]
            try:
                joined_pairs = join_shared(study, apart_ids)
            except KitError as error:
                tell_error(self, error)
                return
            tell(self, words(self, "repair.joined", count=len(joined_pairs)))
            self.draw()

        self.app.push_screen(SharedNamesDialog(words(self, "repair.join_ask"), pairs), answered)

    @abstractmethod
    def draw(self) -> None:
        """Show every interview as it stands now."""

    # How

    def _line_of(self, fact: InterviewFact) -> str:
        return f"{self._title_of(fact)}: {fact.display_text or words(self, 'repair.nothing')}"

    def _title_of(self, fact: InterviewFact) -> str:
        return fact.title or words(self, f"repair.{fact.id}")

    def _ask_value(self, interview: StudyInterview, fact: InterviewFact) -> None:
        title = self._title_of(fact)

        def answered(value: str | None) -> None:
            if value is not None and value.strip() != fact.value:
                self._set(interview, fact, value.strip())

        if fact.choices:
            options = list(fact.choices)
            if fact.may_be_empty:
                options.append(("", words(self, "repair.nothing")))
            self.app.push_screen(ChoiceDialog(title, options), answered)
        else:
            remark = words(self, "repair.code_remark") if fact.id == "participant" else ""
            line = LineDialog(
                title,
                fact.value,
                remark,
                is_selected=True,
                check=held_day if fact.id == "held" else str,
            )
            self.app.push_screen(line, answered)

    def _set(self, interview: StudyInterview, fact: InterviewFact, value: str) -> None:
        match fact.id:
            case "held" if value:
                self._repair(interview, lambda own: repair_interview(own, held_on=value))
            case "interviewer":
                self._repair(interview, lambda own: repair_interview(own, interviewer=value))
            case "language":
                self._repair(interview, lambda own: repair_interview(own, language=value))
            case "guide":
                self._repair(interview, lambda own: repair_interview(own, guide=value))
            case "participant" if value:
                self._recode(interview, value)
            case _ if fact.id.startswith(ATTRIBUTE):
                self._note_attribute(interview, fact.id.removeprefix(ATTRIBUTE), value)

    def _repair(
        self, interview: StudyInterview, repair: Callable[[StudyInterview], RepairedInterview]
    ) -> None:
        def do(own_study: Study) -> str:
            repaired = repair(own_study.interview(interview.id))
            changes = [
                words(
                    self,
                    "repair.changed",
                    field=value_phrase(field),
                    before=before or words(self, "repair.nothing"),
                    after=after or words(self, "repair.nothing"),
                )
                for field, (before, after) in repaired.changes.items()
            ]
            lines = changes or [words(self, "repair.same", id=interview.id)]
            return "\n".join([*lines, *self._carried(repaired.refiling)])

        self._begin(interview, do)

    def _recode(self, interview: StudyInterview, typed_code: str) -> None:
        study = interview.study

        def go_on(code: str, is_new_person: bool) -> None:
            def do(own_study: Study) -> str:
                recoding = recode(own_study, interview.id, code, is_new_person=is_new_person)
                lines = [
                    words(self, "repair.recoded", before=before, after=after)
                    for before, after in recoding.interviews.items()
                ]
                return "\n".join([*lines, *self._carried(recoding.refiling)])

            self._begin(interview, do)

        try:
            go_on(code_for(study, typed_code, instead_of=interview.participant), False)
        except AlikeCodeError as error:
            self.app.push_screen(*whose_code(self, error, go_on))
        except KitError as error:
            tell_error(self, error)

    def _note_attribute(self, interview: StudyInterview, attribute: str, value: str) -> None:
        def do(own_study: Study) -> str:
            report = repair_attributes(own_study, interview.participant, {attribute: value}, ())
            line = words(self, "repair.noted", code=interview.participant)
            return "\n".join([line, *self._carried(report.refiling)])

        self._begin(interview, do)

    def _begin(self, interview: StudyInterview, do: Callable[[Study], str]) -> None:
        study = interview.study
        doing = words(self, "repair.doing", id=interview.id)
        self.begin_work("repair", doing, lambda: with_own_corpus(study, do))

    def _carried(self, refiling: ChosenOutcome[Filing]) -> list[str]:
        """What was filed anew, and what waits and why."""
        filed = [
            words(self, "repair.filed", id=row.interview, version=row.version)
            for row in refiling.done
        ]
        waiting = [
            f"{entry.interview}: {' '.join(what_and_hint(entry.error, kit(self).language))}"
            for entry in refiling.left_out
        ]
        return [*filed, *waiting]


_UNDO = "undo"
"""What is chosen to set back the latest repair."""
