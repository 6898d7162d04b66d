"""Sentences of the screens that work on kept interviews: home, read, review."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.interface.words import Words

# fmt: off
TEXTS: Mapping[str, Words] = {
    "home.title": Words("Interviews", "Interviews"),
    "home.none": Words("Er is nog geen interview.", "There is no interview yet."),
    "home.first": Words(
        "Druk op N om het eerste voor te bereiden: de code van de deelnemer, de toestemming, de "
        "namen die vervangen worden. Daarna begint de opname.",
        "Press N to prepare the first: the participant's code, consent, the names to be "
        "replaced. Then recording begins."),
    "home.import": Words(
        "Een opname die er al is, komt binnen met: interview-kit import BESTAND --participant P01",
        "A recording made elsewhere comes in with: interview-kit import FILE --participant P01"),
    "home.interview": Words("interview", "interview"),
    "home.date": Words("datum", "date"),
    "home.length": Words("duur", "length"),
    "home.stage": Words("waar het staat", "where it stands"),
    "home.step": Words("volgende stap", "next step"),
    "home.undecided": Words("{count} te beslissen", "{count} to decide"),
    "home.working": Words("{id}: uitschrijven, {done} van {total}",
                          "{id}: transcribing, {done} of {total}"),
    "home.loading": Words("{id}: het spraakmodel wordt geladen…",
                          "{id}: loading the speech model…"),
    "home.busy": Words("Er loopt al een taak; wacht tot die klaar is.",
                       "A task is running already; wait until it is done."),
    "home.transcribed": Words("{id} is uitgeschreven: {count} beurten.",
                              "{id} is transcribed: {count} turns."),
    "home.named": Words("{id}: {count} plaatsen gevonden om na te kijken.",
                        "{id}: {count} places found to review."),
    "home.filed": Words("{id} staat in het corpus.", "{id} is in the corpus."),
    "home.export_ask": Words("Naar welke map?", "To which folder?"),
    "home.exported": Words("{count} bestanden geschreven.", "{count} files written."),
    "home.not_over": Words("Dit interview is nog niet voorbij.",
                           "This interview is not over yet."),
    "home.not_interrupted": Words("Dit interview is niet afgebroken.",
                                  "This interview was not interrupted."),
    "home.no_turns": Words("Dit interview is nog niet uitgeschreven.",
                           "This interview is not transcribed yet."),
    "home.no_names": Words("Er is nog niet naar namen gezocht; druk op P.",
                           "Names were not looked for yet; press P."),

    "read.title": Words("Verslag", "Transcript"),
    "read.turns": Words("{count} beurten · {time}", "{count} turns · {time}"),
    "read.before": Words("Voor de eerste vraag", "Before the first question"),
    "read.corrected": Words("verbeterd", "corrected"),
    "read.edit": Words("Verbeter deze beurt", "Correct this turn"),
    "read.machine": Words("De computer hoorde: {text}", "The machine heard: {text}"),
    "read.missed": Words("Welke naam is gemist? Typ hem zoals hij er staat.",
                         "Which name was missed? Type it as it stands there."),
    "read.type": Words("Wat is het?", "What is it?"),
    "read.marked": Words("Op {count} plaatsen gemarkeerd.", "Marked in {count} places."),
    "read.find": Words("Zoek in het verslag", "Search the transcript"),
    "read.not_found": Words("Niet gevonden.", "Not found."),

    "review.title": Words("Namen nakijken", "Review names"),
    "review.left": Words("{count} van {of} te beslissen", "{count} of {of} to decide"),
    "review.done": Words("Alles is beslist. F bergt het verslag op.",
                         "Everything is decided. F files the transcript."),
    "review.none": Words("Er is geen naam gevonden. Klopt dat? Lees het verslag door.",
                         "No name was found. Is that right? Read the transcript through."),
    "review.proposed": Words("? beslis", "? decide"),
    "review.accepted": Words("✓ vervangen", "✓ replaced"),
    "review.rejected": Words("– blijft staan", "– kept"),
    "review.places": Words("{count}×", "{count}×"),
    "review.rename": Words("Nieuw pseudoniem, in de hele studie",
                           "New pseudonym, in the whole study"),
    "review.all_ask": Words("Alle {count} open plaatsen vervangen?",
                            "Replace all {count} undecided places?"),
}
# fmt: on
