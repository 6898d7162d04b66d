"""What a release would hold, and whether it is written."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Static

from interview_kit.deposit.purpose import Purpose
from interview_kit.interface.terminal_text import plain
from interview_kit.language.counts import file_count, interview_count
from interview_kit.language.phrase import in_language
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.kit import kit, words
from interview_kit.workflow.publication.release import ReleaseReport

WRITE, COARSER, NOT = "write", "coarser", "not"
"""What can be done with a release: the ids of the choices."""


class ReleaseDialog(ChoiceDialog):
    """The report of a dry run above the choices; nothing is written until one is taken."""

    DEFAULT_CSS = """
    ReleaseDialog > .box { max-height: 90%; }
    ReleaseDialog VerticalScroll { height: auto; max-height: 9; background: $panel;
                                   margin-bottom: 1; }
    ReleaseDialog VerticalScroll Static { width: 100%; height: auto; }
    """
    AUTO_FOCUS = "RowList"  # the report scrolls once Tab leads there

    def __init__(self, node: DOMNode, purpose: Purpose, report: ReleaseReport) -> None:
        language = kit(node).language
        options = [(NOT, words(node, "export.go_not")), (WRITE, words(node, "export.go"))]
        if report.anonymity.proposal:
            steps = in_language(tuple(report.anonymity.proposal), language)
            options.append((COARSER, words(node, "export.go_coarser", steps=steps)))
        ask = words(
            node,
            "export.would",
            purpose=purpose.title_in(language),
            interviews=interview_count(len(report.interviews)),
            files=file_count(len(report.files)),
        )
        super().__init__(ask, options)
        self._report = report_lines(node, report)

    def body(self) -> list[Widget]:
        """The report, and under it what can be done."""
        return [VerticalScroll(Static(self._report, markup=False)), *super().body()]


def report_lines(node: DOMNode, report: ReleaseReport) -> Content:
    """Who stays behind and why, how few share their attributes, what an archive will miss."""
    language = kit(node).language
    lines = [", ".join(report.interviews)]
    if report.left_out:
        lines += ["", words(node, "export.out_title")]
        lines += [
            words(node, "export.out", id=exclusion.interview, why=exclusion.why)
            for exclusion in report.left_out
        ]
    anonymity = report.anonymity
    lines += [
        "",
        words(node, "export.smallest", smallest=anonymity.smallest, wanted=anonymity.wanted),
    ]
    if anonymity.below and anonymity.proposal:
        steps = in_language(tuple(anonymity.proposal), language)
        lines.append(words(node, "export.steps", steps=steps))
        if anonymity.still_below:
            lines.append(words(node, "export.still_below", count=anonymity.still_below))
    elif anonymity.below:
        lines.append(words(node, "export.no_steps"))
    if report.missing:
        lines += ["", words(node, "export.missing", fields=", ".join(report.missing))]
    return Content("\n".join(map(plain, lines)))
