"""What is put right once for many places: replaced, all that sounds alike, the vocabulary."""

from __future__ import annotations

from interview_kit.errors import KitError
from interview_kit.model.unclear_mark import unmarked
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.kit import kit, tell_error, words
from interview_kit.tui.read.doubt_keys import DoubtKeys
from interview_kit.tui.read.places_dialog import PlacesDialog
from interview_kit.tui.read.replace_dialog import ReplaceDialog, WantedReplacement
from interview_kit.workflow.transcription.alike import alike_places, replace_alike
from interview_kit.workflow.transcription.text_replacement import TextPlaces, replace_text
from interview_kit.workflow.transcription.vocabulary_offer import add_terms


class EverywhereKeys(DoubtKeys):
    """Find and replace, all like this, and what is to be listened for."""

    _replacement: WantedReplacement | None = None

    def action_replace(self) -> None:
        """Find and replace, shown before it is done."""
        if not self.settle():
            return
        selected = self._selected_words()
        if unmarked(selected) in selected:  # else what is sought would stand nowhere like this
            selected = unmarked(selected)
        earlier = self._replacement or WantedReplacement("", "")
        first_replacement = WantedReplacement(
            selected or earlier.old, earlier.new, earlier.scope, earlier.is_whole
        )
        dialog = ReplaceDialog(
            words(self, "read.replace"),
            self.fresh(),
            first_replacement,
            is_selected=bool(selected),
        )
        self.app.push_screen(dialog, self._replace)

    def action_alike(self) -> None:
        """Put right every place that sounds like the words under the cursor."""
        if not self.number or not self.settle():
            return
        misheard = unmarked(self._selected_words() or self._doubted_words())
        if misheard:
            self._ask_right(misheard)
        else:
            ask = words(self, "read.alike_which")
            dialog = LineDialog(ask, keys="read.alike_ask_keys")
            self.app.push_screen(dialog, lambda misheard: self._ask_right(misheard or ""))

    def action_vocabulary(self) -> None:
        """Add to the vocabulary what was put right three times."""
        offered = () if self.outlook is None else self.outlook.offered_terms
        if not offered:
            self.told("read.vocabulary_none")
            return
        options = [
            (
                term.term,
                words(
                    self,
                    "read.vocabulary_item",
                    term=term.term,
                    misheard=", ".join(term.misheard),
                ),
            )
            for term in offered
        ]

        def take(term: str | None) -> None:
            if term is None:
                return
            try:
                added_terms = add_terms(self.study, [term])
            except KitError as error:
                tell_error(self, error)
                return
            self.told("read.vocabulary_added", terms=", ".join(added_terms))
            self.look_now()

        self.app.push_screen(ChoiceDialog(words(self, "read.vocabulary"), options), take)

    def _replace(self, replacement: WantedReplacement | None) -> None:
        if replacement is None:
            return
        self._replacement = replacement
        try:
            outcome = replace_text(
                self.study,
                replacement.old,
                replacement.new,
                replacement.where(self.interview),
                whole_words=replacement.is_whole,
                actor=self.who,
            )
        except KitError as error:
            tell_error(self, error)
            return
        self.refresh_turns()
        count, interviews, key = outcome.count, outcome.interviews, kit(self).key("read.undo")
        if len(interviews) > 1:
            self.told("read.replaced_elsewhere", count=count, interviews=len(interviews), key=key)
        else:
            self.told("read.replaced", count=count, key=key)

    def _ask_right(self, misheard: str) -> None:
        if not misheard.strip():
            return
        offer = next(iter(self.offers), "")
        ask = words(self, "read.alike", words=misheard)

        def take(right: str | None) -> None:
            if right and right.strip():
                self._show_alike(misheard, right.strip())

        dialog = LineDialog(ask, offer, keys="read.alike_ask_keys", is_selected=True)
        self.app.push_screen(dialog, take)

    def _show_alike(self, misheard: str, right: str) -> None:
        try:
            places = alike_places(
                self.study, misheard, right, TextPlaces(interview=self.interview_id)
            )
        except KitError as error:
            tell_error(self, error)
            return
        if not places:
            self.told("read.alike_none", words=misheard)
            return

        def take(marked_numbers: tuple[int, ...] | None) -> None:
            if not marked_numbers:
                return
            chosen_places = [places[number] for number in marked_numbers]
            try:
                replace_alike(self.study, chosen_places, right, actor=self.who)
            except KitError as error:
                tell_error(self, error)
                return
            self.refresh_turns()
            count = len(chosen_places)
            self.told("read.replaced", count=count, key=kit(self).key("read.undo"))

        rows = [(place.before, place.text, right, place.after) for place in places]
        dialog = PlacesDialog(words(self, "read.alike_places", right=right), rows)
        self.app.push_screen(dialog, take)

    def _selected_words(self) -> str:
        typed_text = self.typed
        if typed_text is None or typed_text.place == typed_text.anchor:
            return ""
        start, end = typed_text.selection
        return typed_text.text[start:end].strip()

    def _doubted_words(self) -> str:
        return self.doubt.text if self.doubt is not None else ""
