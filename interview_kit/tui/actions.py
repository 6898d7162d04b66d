"""Every key of the screens, in one table.

The table feeds the bindings, the key bar, the help, the palette and the manual. An action's id is
its screen and its method: `interview.back` is `action_back` of the interview screen. Keys can be
changed by id; the id stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from interview_kit.tui.texts import Words


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do.

    `key` holds one key or several with commas between. `label` is a word or two for the key bar,
    `help` one sentence. An action that is not `in_bar` is found in help and palette only. With
    `numbered` each key is a digit, and the method gets that digit.
    """

    id: str
    key: str
    label: Words
    help: Words
    in_bar: bool = True
    numbered: bool = False

    @property
    def screen(self) -> str:
        """The screen it belongs to; `app` for all of them."""
        return self.id.partition(".")[0]

    @property
    def method(self) -> str:
        """The part of the method's name after `action_`."""
        return self.id.partition(".")[2]


def _a(
    id: str,
    key: str,
    label: tuple[str, str],
    help: tuple[str, str],
    *,
    bar: bool = True,
    numbered: bool = False,
) -> Action:
    return Action(id, key, Words(*label), Words(*help), bar, numbered)


# fmt: off
ACTIONS: tuple[Action, ...] = (
    _a("app.help", "f1,question_mark", ("hulp", "help"),
       ("Alle toetsen van dit scherm.", "Every key of this screen.")),
    _a("app.next_theme", "f2", ("kleuren", "colours"),
       ("Wissel tussen donker, licht en hoog contrast.",
        "Change between dark, light and high contrast."), bar=False),

    _a("home.new", "n", ("nieuw", "new"),
       ("Bereid een nieuw interview voor.", "Prepare a new interview.")),
    _a("home.next_step", "enter", ("volgende stap", "next step"),
       ("Doe wat bij dit interview nu aan de beurt is.", "Do what this interview needs next.")),
    _a("home.go_on", "g", ("verdergaan", "go on"),
       ("Ga verder met een afgebroken interview.", "Go on with an interrupted interview."),
       bar=False),
    _a("home.transcribe", "t", ("uitschrijven", "transcribe"),
       ("Schrijf de opname uit, op deze computer.", "Transcribe the sound, on this machine.")),
    _a("home.read", "r", ("lezen", "read"),
       ("Lees en verbeter het verslag.", "Read and correct the transcript.")),
    _a("home.find_names", "p", ("namen zoeken", "find names"),
       ("Zoek namen en stel pseudoniemen voor.", "Look for names and propose pseudonyms.")),
    _a("home.review", "v", ("namen nakijken", "review names"),
       ("Bekijk en beslis over elke vervanging.", "See and decide on every replacement.")),
    _a("home.file", "f", ("opbergen", "file"),
       ("Zet het gepseudonimiseerde verslag in het corpus.",
        "Put the pseudonymised transcript into the corpus.")),
    _a("home.export", "e", ("exporteren", "export"),
       ("Schrijf alles uit het corpus naar een map.", "Write all of the corpus to a folder.")),
    _a("home.leave", "q", ("stoppen", "quit"),
       ("Sluit het programma.", "Close the program.")),

    _a("prepare.start", "ctrl+s", ("start de opname", "start recording"),
       ("Bewaar het formulier en begin op te nemen.", "Keep the form and begin to record.")),
    _a("prepare.check_sound", "f5", ("geluid nagaan", "check sound"),
       ("Zoek de microfoon opnieuw.", "Look for the microphone again.")),
    _a("prepare.leave", "escape", ("terug", "back"),
       ("Terug zonder iets te bewaren.", "Go back and keep nothing.")),

    _a("interview.asked_next", "enter", ("gesteld, volgende", "asked, next"),
       ("Noteer dat de vraag gesteld is en ga naar de volgende.",
        "Note that the question was asked and go to the next.")),
    _a("interview.next", "n,right", ("volgende", "next"),
       ("Ga naar de volgende vraag die nog gesteld wil worden.",
        "Go to the next question that still wants asking.")),
    _a("interview.back", "b,left", ("terug", "back"),
       ("Ga naar de vraag hiervoor.", "Go to the question before this one.")),
    _a("interview.jump", "j,slash", ("spring", "jump"),
       ("Zie alle vragen; typ om er een te vinden.", "See all questions; type to find one.")),
    _a("interview.probe", "1,2,3,4,5,6,7,8,9", ("doorvraag", "probe"),
       ("Noteer dat een doorvraag is gebruikt.", "Note that a probe was used."), numbered=True),
    _a("interview.asked", "a", ("gesteld", "asked"),
       ("Noteer dat de vraag gesteld is en blijf hier.",
        "Note that the question was asked and stay."), bar=False),
    _a("interview.raised", "r", ("zelf genoemd", "raised"),
       ("Noteer dat de deelnemer er zelf over begon.",
        "Note that the participant raised it unasked.")),
    _a("interview.covered", "c", ("besproken", "covered"),
       ("Noteer dat dit besproken is.", "Note that this has been covered."), bar=False),
    _a("interview.skip", "s", ("overslaan", "skip"),
       ("Sla de vraag over, met een reden als u wilt.",
        "Skip the question, with a reason if you like."), bar=False),
    _a("interview.refused", "x", ("geweigerd", "refused"),
       ("Noteer dat de deelnemer niet wil antwoorden.",
        "Note that the participant does not want to answer."), bar=False),
    _a("interview.reopen", "u", ("heropenen", "reopen"),
       ("Zet de vraag terug op nog niet gesteld.", "Set the question back to not yet asked."),
       bar=False),
    _a("interview.flag", "f", ("markeer", "flag"),
       ("Markeer dit moment om later terug te vinden.", "Mark this moment to find it later.")),
    _a("interview.note", "t", ("notitie", "note"),
       ("Schrijf een notitie bij dit moment; de opname loopt door.",
        "Write a note at this moment; recording goes on.")),
    _a("interview.pause", "p", ("pauze", "pause"),
       ("Zet de opname stil, en weer aan.", "Pause the recording, and go on.")),
    _a("interview.off_record", "o", ("buiten opname", "off record"),
       ("Bewaar niets, op wens van de deelnemer; nog eens: verder.",
        "Keep nothing, at the participant's wish; once more: go on.")),
    _a("interview.strike", "w", ("wissen", "wipe"),
       ("Wis wat zojuist is gezegd; vraagt één keer.",
        "Destroy what was just said; asks once."), bar=False),
    _a("interview.distress", "d", ("bij nood", "distress"),
       ("Lees wat te doen als het de deelnemer te veel wordt.",
        "Read what to do when it becomes too much for the participant.")),
    _a("interview.leave", "q", ("beëindigen", "end"),
       ("Beëindig het interview of ga weg om later verder te gaan; vraagt één keer.",
        "End the interview, or leave to go on later; asks once.")),

    _a("read.edit", "enter,e", ("verbeteren", "correct"),
       ("Verbeter de tekst van deze beurt.", "Correct the text of this turn.")),
    _a("read.speaker", "s", ("spreker", "speaker"),
       ("Geef de beurt aan de volgende spreker.", "Give the turn to the next speaker.")),
    _a("read.undo", "u", ("herstellen", "undo"),
       ("Neem de laatste verbetering van deze beurt terug.",
        "Take back the last correction of this turn.")),
    _a("read.missed", "m", ("gemiste naam", "missed name"),
       ("Wijs een naam aan die niet gevonden is.", "Point out a name that was not found.")),
    _a("read.find", "slash", ("zoeken", "find"),
       ("Zoek in de tekst, vanaf de volgende beurt.", "Search the text, from the next turn on.")),
    _a("read.leave", "escape,q", ("terug", "back"),
       ("Terug naar het vorige scherm.", "Back to the screen before.")),

    _a("review.accept", "a", ("vervangen", "replace"),
       ("Vervang deze plaats.", "Replace this place.")),
    _a("review.reject", "x", ("laten staan", "keep"),
       ("Laat staan: dit wijst niemand aan.", "Leave as it is: this identifies no one.")),
    _a("review.accept_entity", "A", ("alles van deze", "all of this one"),
       ("Vervang elke plaats van deze persoon of zaak.",
        "Replace every place of this person or thing.")),
    _a("review.reject_entity", "X", ("niets van deze", "none of this one"),
       ("Laat elke plaats van deze persoon of zaak staan.",
        "Leave every place of this person or thing as it is."), bar=False),
    _a("review.accept_all", "ctrl+a", ("alle open", "all undecided"),
       ("Vervang alles waarover nog niet beslist is; vraagt één keer.",
        "Replace everything that is undecided; asks once.")),
    _a("review.reopen", "u", ("heropenen", "reopen"),
       ("Zet deze plaats terug op nog niet beslist.", "Set this place back to undecided."),
       bar=False),
    _a("review.rename", "c", ("pseudoniem", "pseudonym"),
       ("Kies een ander pseudoniem, in de hele studie.",
        "Choose another pseudonym, in the whole study.")),
    _a("review.missed", "m", ("gemiste naam", "missed name"),
       ("Ga naar deze beurt en wijs aan wat gemist is.",
        "Go to this turn and point out what was missed.")),
    _a("review.file", "f", ("opbergen", "file"),
       ("Zet het gepseudonimiseerde verslag in het corpus.",
        "Put the pseudonymised transcript into the corpus.")),
    _a("review.leave", "escape,q", ("terug", "back"),
       ("Terug naar het vorige scherm.", "Back to the screen before.")),
)
# fmt: on

_NAMES: Mapping[str, str] = {
    "question_mark": "?",
    "slash": "/",
    "escape": "Esc",
    "enter": "Enter",
    "right": "→",
    "left": "←",
}


def of_screen(screen: str) -> tuple[Action, ...]:
    """The actions of one screen, in the order of the table."""
    return tuple(action for action in ACTIONS if action.screen == screen)


def bindings(screen: str) -> list[BindingType]:
    """The actions of a screen as Textual's bindings."""
    return [
        Binding(
            key,
            f"{action.method}({key})" if action.numbered else action.method,
            action.label.en,
            tooltip=action.help.en,
            show=action.in_bar,
            id=f"{action.id}.{key}" if action.numbered else action.id,
        )
        for action in of_screen(screen)
        for key in (action.key.split(",") if action.numbered else (action.key,))
    ]


def shown_keys(action: Action, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of an action as a person reads them: `Ctrl+S`, `→`, `1–9`."""
    keys = keymap.get(action.id, action.key).split(",")
    if action.numbered:
        return (f"{keys[0]}–{keys[-1]}",)
    return tuple(_shown(key) for key in keys)


def _shown(key: str) -> str:
    if key in _NAMES:
        return _NAMES[key]
    if len(key) == 1:
        return f"Shift+{key}" if key.isupper() else key.upper()
    return "+".join(part.capitalize() if len(part) > 1 else part.upper() for part in key.split("+"))
