"""Sentences before, during and after an interview."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.interface.words import Words

# fmt: off
TEXTS: Mapping[str, Words] = {
    "prepare.title": Words("Nieuw interview", "New interview"),
    "prepare.participant": Words("Code van de deelnemer, nooit een naam",
                                 "The participant's code, never a name"),
    "prepare.interviewer": Words("Uw initialen", "Your initials"),
    "prepare.guide": Words("Leidraad", "Guide"),
    "prepare.language": Words("Taal van het gesprek", "Language of the conversation"),
    "prepare.sound": Words("Geluid", "Sound"),
    "prepare.looking": Words("De microfoon wordt gezocht…", "Looking for the microphone…"),
    "prepare.source": Words("{name} · {rate} Hz · {channels}", "{name} · {rate} Hz · {channels}"),
    "prepare.mono": Words("één kanaal", "one channel"),
    "prepare.stereo": Words("twee kanalen", "two channels"),
    "prepare.consent": Words("Toestemming", "Consent"),
    "prepare.consent_hint": Words(
        "Lees elk punt voor. J of Y is ja, N is nee, Backspace is niet gevraagd.",
        "Read each item aloud. Y is yes, N is no, Backspace is not asked."),
    "prepare.required": Words("nodig", "required"),
    "prepare.yes": Words("ja", "yes"),
    "prepare.no": Words("nee", "no"),
    "prepare.not_asked": Words("niet gevraagd", "not asked"),
    "prepare.names": Words("Namen die vervangen worden", "Names to be replaced"),
    "prepare.names_hint": Words(
        "Eén per regel: de deelnemer zelf, familie, behandelaars, plaatsen. Zoals: "
        "zus: Voornaam Achternaam",
        "One per line: the participant, family, clinicians, places. Such as: "
        "sister: First Last"),
    "prepare.names_count": Words("{count} namen", "{count} names"),
    "prepare.about": Words("Over de deelnemer", "About the participant"),
    "prepare.leave_ask": Words("Teruggaan? Wat is ingevuld, wordt niet bewaard.",
                               "Go back? What was filled in is not kept."),
    "prepare.leave_yes": Words("Teruggaan", "Go back"),
    "prepare.stay": Words("Blijven", "Stay"),
    "prepare.start": Words("Start de opname", "Start recording"),

    "interview.rec": Words("● OPNAME", "● REC"),
    "interview.paused": Words("‖ PAUZE", "‖ PAUSED"),
    "interview.off": Words("◌ BUITEN OPNAME", "◌ OFF RECORD"),
    "interview.lost": Words("✕ GEEN GELUID", "✕ NO SOUND"),
    "interview.ended": Words("■ BEËINDIGD", "■ ENDED"),
    "interview.opening": Words("… MICROFOON OPENT", "… OPENING"),
    "interview.section": Words("{at} van {of}", "{at} of {of}"),
    "interview.budget": Words("{used} van {minutes} min", "{used} of {minutes} min"),
    "interview.over": Words("{used} van {minutes} min, over de tijd",
                            "{used} of {minutes} min, over time"),
    "interview.left": Words("nog {minutes} min", "{minutes} min left"),
    "interview.beyond": Words("{minutes} min over de richttijd", "{minutes} min over"),
    "interview.used": Words("gebruikt", "used"),
    "interview.upcoming": Words("Hierna", "Next"),
    "interview.last": Words("Dit is de laatste vraag die nog openstaat.",
                            "This is the last question still open."),
    "interview.jump": Words("Welke vraag?", "Which question?"),
    "interview.jump_type": Words("typ om te zoeken", "type to find"),
    "interview.skip_ask": Words("Waarom overgeslagen? Leeg mag ook.",
                                "Why skipped? It may stay empty."),
    "interview.note_ask": Words("Notitie bij dit moment", "Note at this moment"),
    "interview.note_runs": Words("De opname loopt door.", "Recording goes on."),
    "interview.noted": Words("Notitie bewaard.", "Note kept."),
    "interview.flagged": Words("⚑ Gemarkeerd op {time}.", "⚑ Flagged at {time}."),
    "interview.strike_ask": Words("Wat moet weg? Het wordt voorgoed gewist.",
                                  "What should go? It is destroyed for good."),
    "interview.strike_30": Words("De laatste 30 seconden", "The last 30 seconds"),
    "interview.strike_question": Words("Alles sinds deze vraag ({time})",
                                       "Everything since this question ({time})"),
    "interview.strike_no": Words("Niets wissen", "Destroy nothing"),
    "interview.striking": Words("Wordt gewist…", "Being destroyed…"),
    "interview.struck": Words("Gewist. De tijd loopt gewoon door.",
                              "Destroyed. The clock keeps its place."),
    "interview.distress": Words("Als het te veel wordt", "When it becomes too much"),
    "interview.distress_none": Words("De leidraad heeft geen tekst voor nood.",
                                     "The guide has no text for distress."),
    "interview.leave_ask": Words("Het interview verlaten?", "Leave the interview?"),
    "interview.leave_stay": Words("Blijven, de opname loopt door", "Stay, recording goes on"),
    "interview.leave_end": Words("Beëindigen: het gesprek is klaar",
                                 "End: the conversation is over"),
    "interview.leave_later": Words("Nu weggaan en later verdergaan",
                                   "Leave now and go on later"),
    "interview.done": Words("{id} is bewaard: {time}.", "{id} is kept: {time}."),
    "sound.lost": Words(
        "De microfoon geeft geen geluid. Er wordt nu niets opgenomen; hij wordt steeds opnieuw "
        "geprobeerd.",
        "The microphone gives no sound. Nothing is being recorded; it is tried again and again."),
    "sound.back": Words("Er is weer geluid, na {seconds} s zonder, van {source}.",
                        "There is sound again, after {seconds} s without, from {source}."),
    "sound.flat": Words("Kanaal {channel} is al {seconds} s doodstil: staat de microfoon "
                                "aan?",
                                "Channel {channel} has been dead for {seconds} s: is the "
                                "microphone on?"),
    "sound.alive": Words("Kanaal {channel} geeft weer geluid.",
                         "Channel {channel} gives sound again."),
    "sound.clip": Words("Kanaal {channel} is te hard en vervormt.",
                                "Channel {channel} is too loud and distorts."),
    "sound.overflow": Words("Een stukje geluid ging verloren: de computer is te druk.",
                                    "A little sound was lost: the machine is too busy."),
    "sound.failed": Words("De opname is gestopt: {reason} Wat er was, is bewaard.",
                                  "Recording has stopped: {reason} What there was is kept."),
    "sound.over": Words("Het geluid is ten einde. Q beëindigt het interview.",
                                "The sound has come to its end. Q ends the interview."),
    "sound.quiet": Words("stil", "quiet"),
    "sound.good": Words("goed", "good"),
    "sound.loud": Words("hard", "loud"),
    "interview.question_here": Words("nu", "now"),

    "sound.disk_low": Words(
        "De schijf raakt vol: er past minder dan {minutes} min geluid op.",
        "The disk is filling up: it has room for less than {minutes} min of sound."),
    "sound.disk_freed": Words("De schijf heeft weer ruimte.", "The disk has room again."),
    "sound.not_stored": Words("niet bewaard", "not stored"),

    "suggest.topic": Words("Zelf genoemd? {topic}. {key} bevestigt; anders gaat dit vanzelf weg.",
                           "Raised unasked? {topic}. {key} confirms; otherwise this fades."),
    "suggest.none": Words("Er is geen onderwerp om te bevestigen.",
                          "There is no topic to confirm."),
    "suggest.confirmed": Words("{topic}: zelf genoemd.", "{topic}: raised unasked."),

    "consent.item": Words("Bij welk punt verandert het antwoord?",
                          "Which item has another answer now?"),
    "consent.now": Words("{answer}: {text}", "{answer}: {text}"),
    "consent.answer": Words("Het antwoord is nu", "The answer is now"),
    "consent.noted": Words("Genoteerd: {answer}.", "Noted: {answer}."),
    "consent.stopped": Words("Zonder deze toestemming wordt niets meer bewaard.",
                             "Without this consent nothing more is stored."),

    "debrief.title": Words("Nabespreking", "Debrief"),
    "debrief.ask": Words(
        "Wat viel op? Hoe ging het, met de deelnemer en met u? Dit blijft in de kluis, los van het "
        "verslag.",
        "What stood out? How was it, for the participant and for you? This stays in the vault, "
        "apart from the transcript."),
    "debrief.kept": Words("De nabespreking is bewaard.", "The debrief is kept."),
    "debrief.leave_ask": Words("Weggaan? Wat hier staat, wordt niet bewaard.",
                               "Leave? What stands here is not kept."),

    "mark.open": Words("nog niet", "not yet"),
    "mark.asked": Words("gesteld", "asked"),
    "mark.raised": Words("zelf genoemd", "raised"),
    "mark.covered": Words("besproken", "covered"),
    "mark.skipped": Words("overgeslagen", "skipped"),
    "mark.refused": Words("geweigerd", "refused"),
    "mark.spared": Words("niet nodig", "not needed"),
}
# fmt: on
