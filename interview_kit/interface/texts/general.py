"""Sentences that any screen may say, and the names of things."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.interface.words import Words

# fmt: off
TEXTS: Mapping[str, Words] = {
    "all.yes": Words("Ja", "Yes"),
    "all.no": Words("Nee", "No"),
    "all.save_keys": Words("Enter bewaart · Esc annuleert", "Enter keeps · Esc cancels"),
    "all.close_keys": Words("Esc sluit", "Esc closes"),
    "all.choose_keys": Words("↑ ↓ kiest · Enter bevestigt · Esc annuleert",
                             "↑ ↓ chooses · Enter confirms · Esc cancels"),
    "all.find": Words("typ om te zoeken", "type to find"),
    "all.pick_keys": Words("← → kiest · Shift+← → meer woorden · Enter bevestigt · Esc annuleert",
                           "← → chooses · Shift+← → more words · Enter confirms · Esc cancels"),
    "all.crash": Words(
        "Het programma is gestopt door een fout ({kind}). Wat was opgenomen is bewaard.",
        "The program stopped because of a fault ({kind}). What was recorded is kept."),
    "all.quit_hint": Words("Ctrl+Q sluit het programma.", "Ctrl+Q closes the program."),

    "unlock.title": Words("Studie openen", "Open the study"),
    "unlock.ask": Words("Wachtwoordzin", "Passphrase"),
    "unlock.hint": Words("Enter opent de studie · Ctrl+Q sluit het programma",
                         "Enter opens the study · Ctrl+Q closes the program"),
    "unlock.opening": Words("Even geduld…", "One moment…"),

    "stage.new": Words("voorbereid", "prepared"),
    "stage.recording": Words("loopt", "running"),
    "stage.paused": Words("gepauzeerd", "paused"),
    "stage.off_record": Words("buiten opname", "off record"),
    "stage.interrupted": Words("afgebroken", "interrupted"),
    "stage.recorded": Words("opgenomen", "recorded"),
    "stage.transcribed": Words("uitgeschreven", "transcribed"),
    "stage.proposed": Words("namen gevonden", "names found"),
    "stage.reviewed": Words("nagekeken", "reviewed"),
    "stage.checked": Words("gelezen door een tweede", "read by a second person"),
    "stage.released": Words("uitgegeven", "released"),
    "stage.filed": Words("in het corpus", "in the corpus"),

    "speaker.interviewer": Words("Interviewer", "Interviewer"),
    "speaker.participant": Words("Deelnemer", "Participant"),
    "speaker.other": Words("Ander", "Other"),

    "type.person": Words("persoon", "person"),
    "type.place": Words("plaats", "place"),
    "type.organisation": Words("organisatie", "organisation"),
    "type.date": Words("datum", "date"),
    "type.age": Words("leeftijd", "age"),
    "type.contact": Words("bereikbaarheid", "contact"),
    "type.identifier": Words("nummer", "number"),
    "type.other": Words("overig", "other"),

    "help.title": Words("Toetsen", "Keys"),
    "help.everywhere": Words("Overal", "Everywhere"),
    "help.palette": Words("Zoek een handeling op naam.", "Find an action by its name."),
    "help.quit": Words("Sluit het programma; een interview vraagt eerst.",
                       "Close the program; an interview asks first."),
}
# fmt: on
