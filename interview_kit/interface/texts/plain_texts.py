"""Sentences of plain mode, which is read aloud as often as it is seen."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "talk.begin": "New interview. Enter takes what stands in brackets; Ctrl-C stops.",
    "talk.ask": "{ask} [{given}]",
    "talk.consent": (
        "Consent. Read each item aloud; answer yes or no, or Enter for not asked. Type record "
        "to record from there on how consent is given."
    ),
    "talk.item": "Item {at} of {of}: {text}",
    "talk.item_required": "Item {at} of {of}, required: {text}",
    "talk.names_known": "Known already: {names}",
    "talk.noted": "{title}. Noted: {value}; an empty line leaves it.",
    "talk.names": (
        "Names to be replaced, one per line, such as: sister: First Last. An empty line ends."
    ),
    "talk.choose": "Number, or Enter for 1",
    "talk.choose_none": "Number, or Enter to choose nothing",
    "talk.one_of": "Answer with: {words}.",
    "talk.number_of": "Answer with a number from 1 to {count}.",
    "talk.recording": "{id}: recording. H names all commands, ? says how things stand.",
    "talk.section": "Section {at} of {of}: {title}",
    "talk.question": "QUESTION: {text}",
    "talk.note_is": "Note: {text}",
    "talk.section_note": "Note on this section: {text}",
    "talk.looking": "ONLY LOOKING AT: {text}",
    "talk.talking": (
        "You are still talking about: {text} An empty line moves here; {away} goes back."
    ),
    "talk.back_to": "You are talking about: {text}",
    "talk.paused": "Paused. Nothing is recorded until you go on.",
    "talk.resumed": "Going on. Recording.",
    "talk.went_off": "Off record. Nothing is kept until you are on record again.",
    "talk.came_on": "On record again. Recording.",
    "talk.probe": "{number}. {text}",
    "talk.probe_used": "{number}. {text} (used)",
    "talk.next": "Next: {text}",
    "talk.status": "{state}, {time}, {left}. {section}. This question: {mark}. Sound: {level}.",
    "talk.spent": "{title}, {pace}",
    "talk.level": "{level} dB {word}",
    "talk.no_level": "nothing heard yet",
    "talk.done": "Noted: {what}.",
    "talk.unknown": "That is no command; nothing was done. H names all commands.",
    "talk.nothing": "Nothing changes.",
    "talk.command": "{keys}: {help}",
    "talk.enter": "Enter (empty line)",
    "talk.interrupted": (
        "{id} is interrupted and kept up to {time}; go on with: interview-kit interview --plain "
        "--resume {id}"
    ),
    "talk.debrief": (
        "Debrief, kept apart from the transcript. An empty line ends; speak, alone on a line, "
        "records it."
    ),
    "talk.consent_aloud": (
        "Consent is being recorded, apart from the interview, up to the last item."
    ),
    "talk.heard": "Last {behind}: {text}",
    "talk.finishing": "Transcribing the last part. Ctrl-C leaves it for later.",
    "talk.unfinished": "Go on with: interview-kit transcribe {id}",
    "talk.debrief_aloud": "The debrief is being recorded. An empty line stops.",
}
