"""Keys of the home screen for the text of an interview, and for what is to be destroyed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path

from interview_kit.tui.corpus_thread import with_own_corpus
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.home.import_keys import Importing
from interview_kit.tui.kit import kit, tell, words
from interview_kit.tui.typed_path import possible_path, typed_path
from interview_kit.workflow.destruction.withdrawal import withdraw
from interview_kit.workflow.interviews.interview_overview import Overview
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.publication.member_check import write_check_copy


class TextKeys(Importing):
    """The part of the home screen that works on the interview under the cursor."""

    @abstractmethod
    def chosen(self) -> Overview | None:
        """The interview under the cursor."""

    @property
    @abstractmethod
    def is_transcribing(self) -> bool:
        """Whether anything is being transcribed."""

    def action_read(self) -> None:
        """Read the transcript."""
        overview = self.chosen()
        if overview is None:
            return
        if overview.turns:
            kit(self).read(overview.id)
        else:
            tell(self, words(self, "home.no_turns"))

    def action_quality(self) -> None:
        """The interviewer's private page."""
        overview = self.chosen()
        if overview is None:
            return
        if overview.stage == "new":
            tell(self, words(self, "home.not_over"))
            return
        kit(self).quality(overview.id)

    def action_find_names(self) -> None:
        """Look for names, then review them."""
        overview = self.chosen()
        if overview is None:
            return
        study = kit(self).open_study

        def run() -> str:
            return words(self, "home.named", id=overview.id, count=pseudonymise(study, overview.id))

        self.begin_work("names", words(self, "home.finding", id=overview.id), run)

    def action_review(self) -> None:
        """Decide on the replacements."""
        overview = self.chosen()
        if overview is None:
            return
        if overview.stage in {"proposed", "reviewed", "checked", "filed", "released"}:
            kit(self).review(overview.id)
        else:
            tell(self, words(self, "home.no_names"))

    def action_file(self) -> None:
        """Put the pseudonymised transcript into the corpus."""
        overview = self.chosen()
        if overview is None:
            return
        study = kit(self).open_study
        if waiting := study.interview(overview.id).text.undecided:
            tell(self, words(self, "home.undecided_first", count=len(waiting)))
            return

        def run() -> str:
            with_own_corpus(
                study, lambda own_study: file_interview(own_study.interview(overview.id))
            )
            return words(self, "home.filed", id=overview.id)

        self.begin_work("file", overview.id, run)

    def action_member_check(self) -> None:
        """Write a copy for the participant."""
        overview = self.chosen()
        if overview is None:
            return
        if not overview.turns:
            tell(self, words(self, "home.no_turns"))
            return
        study = kit(self).open_study
        names_shown = study.settings.check_names

        def write(typed_file: str | None) -> None:
            if not typed_file or not typed_file.strip():
                return
            target = typed_path(typed_file)

            def run() -> str:
                write_check_copy(study.interview(overview.id), target)
                id = "home.checked_none" if names_shown == "none" else "home.checked"
                return words(self, id, file=target.name)

            self.begin_work("check", target.name, run)

        line = LineDialog(
            words(self, "home.check_ask"),
            str(Path.home() / f"{overview.id}.html"),
            words(self, f"home.check_{names_shown}"),
            "all.go_on_keys",
            check=possible_path,
        )
        self.app.push_screen(line, write)

    def action_withdraw(self) -> None:
        """Destroy everything of the participant under the cursor."""
        overview = self.chosen()
        if overview is None or self.is_busy():
            return
        study, code = kit(self).open_study, overview.participant

        def run() -> str:
            withdrawal = with_own_corpus(study, lambda own_study: withdraw(own_study, code))
            release_count = len({release.release for release in withdrawal.releases})
            return words(self, "home.withdrawn", code=code, count=release_count)

        self.destroy_once_typed(
            "withdraw",
            code,
            run,
            ask=words(self, "home.withdraw_ask", code=code),
            refusal=words(self, "home.withdraw_other"),
        )

    def is_busy(self) -> bool:
        """Whether something is being transcribed, so that nothing may be changed; it is told."""
        if self.is_transcribing:
            tell(self, words(self, "home.busy"))
        return self.is_transcribing

    def destroy_once_typed(
        self,
        work: str,
        code: str,
        run: Callable[[], str],
        *,
        ask: str,
        refusal: str,
        remark: str = "",
    ) -> None:
        """Do what destroys `code` as `work` once it is typed; what else is typed is refused."""

        def typed(again: str | None) -> None:
            if not again or not again.strip():
                return
            if again.strip().upper() != code.upper():
                tell(self, refusal, warn=True)
                return
            self.begin_work(work, words(self, "home.withdrawing", code=code), run)

        self.app.push_screen(LineDialog(ask, "", remark, "all.destroy_keys"), typed)
