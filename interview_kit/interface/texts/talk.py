"""Sentences of plain mode, which is read aloud as often as it is seen."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.interface.words import Words

# fmt: off
TEXTS: Mapping[str, Words] = {
    "talk.begin": Words(
        "Nieuw interview. Enter neemt over wat tussen haken staat; Ctrl-C stopt.",
        "New interview. Enter takes what stands in brackets; Ctrl-C stops."),
    "talk.ask": Words("{ask} [{given}]", "{ask} [{given}]"),
    "talk.consent": Words(
        "Toestemming. Lees elk punt voor; antwoord ja of nee, of Enter voor niet gevraagd.",
        "Consent. Read each item aloud; answer yes or no, or Enter for not asked."),
    "talk.item": Words("Punt {at} van {of}: {text}", "Item {at} of {of}: {text}"),
    "talk.item_required": Words("Punt {at} van {of}, nodig: {text}",
                                "Item {at} of {of}, required: {text}"),
    "talk.names": Words(
        "Namen die vervangen worden, één per regel, zoals: zus: Voornaam Achternaam. Een lege "
        "regel sluit af.",
        "Names to be replaced, one per line, such as: sister: First Last. An empty line ends."),
    "talk.choose": Words("Nummer, of Enter voor 1", "Number, or Enter for 1"),
    "talk.choose_none": Words("Nummer, of Enter om niets te kiezen",
                              "Number, or Enter to choose nothing"),
    "talk.one_of": Words("Antwoord met: {words}.", "Answer with: {words}."),
    "talk.number_of": Words("Antwoord met een nummer van 1 tot {count}.",
                            "Answer with a number from 1 to {count}."),
    "talk.recording": Words("{id}: de opname loopt. H noemt alle opdrachten, ? zegt hoe het staat.",
                            "{id}: recording. H names all commands, ? says how things stand."),
    "talk.section": Words("Onderdeel {at} van {of}: {title}", "Section {at} of {of}: {title}"),
    "talk.question": Words("VRAAG: {text}", "QUESTION: {text}"),
    "talk.note_is": Words("Let op: {text}", "Note: {text}"),
    "talk.probe": Words("{number}. {text}", "{number}. {text}"),
    "talk.probe_used": Words("{number}. {text} (gebruikt)", "{number}. {text} (used)"),
    "talk.next": Words("Hierna: {text}", "Next: {text}"),
    "talk.status": Words("{state}, {time}, {left}. {section}. Deze vraag: {mark}. Geluid: {level}.",
                         "{state}, {time}, {left}. {section}. This question: {mark}. "
                         "Sound: {level}."),
    "talk.spent": Words("{title}, {pace}", "{title}, {pace}"),
    "talk.level": Words("{level} dB {word}", "{level} dB {word}"),
    "talk.no_level": Words("nog niets gehoord", "nothing heard yet"),
    "talk.done": Words("Genoteerd: {what}.", "Noted: {what}."),
    "talk.unknown": Words("Dat is geen opdracht; er is niets gedaan. H noemt alle opdrachten.",
                          "That is no command; nothing was done. H names all commands."),
    "talk.nothing": Words("Er verandert niets.", "Nothing changes."),
    "talk.command": Words("{keys}: {help}", "{keys}: {help}"),
    "talk.enter": Words("Enter (lege regel)", "Enter (empty line)"),
    "talk.interrupted": Words(
        "{id} is afgebroken en bewaard tot {time}; verder met: interview-kit interview --plain "
        "--resume {id}",
        "{id} is interrupted and kept up to {time}; go on with: interview-kit interview --plain "
        "--resume {id}"),
    "talk.debrief": Words("Nabespreking, los van het verslag bewaard. Een lege regel sluit af.",
                          "Debrief, kept apart from the transcript. An empty line ends."),
}
# fmt: on
