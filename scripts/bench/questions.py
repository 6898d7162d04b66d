#!/usr/bin/env python
"""How well the guide's questions are found in transcripts that do not name them.

    python scripts/bench/questions.py [--list] [FILE ...]

Precision and recall of the proposals on the demo's interview, and on interviews in which the
interviewer says everything in other words than the guide's (below; more may be given as files with
a line a turn: `question-id<TAB>text` for the interviewer's turn in which it is asked, `-<TAB>text`
for other turns of the interviewer, `<TAB>text` for the participant's, the language in the first
line). A question counts as found where it is proposed at the very turn that asks it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from held_out_questions import HELD_OUT

from interview_kit.guide.guide import Guide
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.transcripts.question_alignment import align_questions
from interview_kit.workflow.study.shipped_files import demo_file, shipped_guides

DUTCH_ONE = """nl
-	Goedemiddag, wilt u koffie?
	Graag, met melk.
today	Mooi dat het gelukt is. Hoe gaat het nu met u?
	Gaat wel, beetje moe.
-	Vertel.
	Slecht geslapen.
daily-life	Hoe ziet uw dag er meestal uit?
	Ik sta om acht uur op en dan laat ik de hond uit.
-	En wie ziet u dan zoal?
	Mijn buurvrouw.
story	Dan gaan we naar uw levensverhaal. Wat is er allemaal met u gebeurd? Begin maar waar u wilt.
	Het begon op mijn negentiende.
-	En toen?
	Toen werd ik opgenomen in Zwolle.
-	Hoe was dat?
	Verschrikkelijk.
important-moments	Zijn er momenten geweest die echt belangrijk waren, waarop iets anders werd?
	De geboorte van mijn zoon.
own-view	Als u er nu op terugkijkt, wat vindt u er dan zelf van?
	Dat het niet mijn schuld was.
strengths	Waar bent u sterk in, wat zijn uw goede kanten?
	Ik geef niet op.
vulnerabilities	En waar bent u juist kwetsbaar?
	Slapen. Als ik niet slaap gaat het mis.
hopes	Waar hoopt u op voor de toekomst?
	Een eigen huis.
goals	Wat zou u graag nog willen bereiken?
	Werk, een paar uur.
-	Mooi.
	Ja.
recovery	Er wordt wel gesproken over herstel. Wat betekent herstel voor u?
	Weer meedoen.
helped	Wat heeft u nou het meest geholpen?
	Mijn hond en mijn zus.
-	Op wat voor manier?
	Ze bleven.
hindered	En wat werkte juist tegen, wat maakte het moeilijk?
	Dat niemand luisterde.
diagnosis	U noemde het net al even: de diagnose. Hoe was het om die te krijgen?
	Eerst een opluchting.
medication	En hoe zijn uw ervaringen met medicatie?
	Ik werd er dik van.
hospitalization	U bent opgenomen geweest. Hoe was die opname voor u?
	Ik wilde naar huis.
-	Dank u wel.
	Graag gedaan.
"""
DUTCH_TWO = """nl
today	Welkom. Hoe voelt u zich vandaag?
	Best goed.
story	Kunt u mij uw verhaal vertellen, wat u in uw leven hebt meegemaakt?
	Poeh, waar zal ik beginnen.
-	Waar u wilt.
	Nou, ik ben opgegroeid in Breda.
-	Wat gebeurde er daarna?
	Ik kreeg medicijnen.
-	Ging u nog naar school?
	Een tijdje.
medication	Die medicijnen, wat deden die voor u, goed en slecht?
	Rust, maar ook bijwerkingen.
-	Hm, en toen?
	Toen stopte ik.
strengths	Wat vindt u zelf uw sterke punten?
	Humor.
vulnerabilities	Zijn er ook dingen waar u kwetsbaar in bent?
	Stress.
hopes	Als u vooruit kijkt, wat hoopt u dan?
	Rust.
recovery	Wat zegt het woord herstel u?
	Niet zoveel.
helped	Als we kijken naar wat er geholpen heeft, wat was dat dan?
	Wandelen.
hindered	En wat heeft u in de weg gezeten?
	De wachtlijst.
coercion	Is er ook weleens iets tegen uw wil gebeurd, dwang bijvoorbeeld?
	Ja, de separeer.
psychological-treatment	Heeft u ook therapie gehad, gesprekken met een psycholoog?
	EMDR.
"""
ENGLISH_ONE = """en
-	Hello, do sit down.
	Thanks.
today	Good to see you. How are you feeling today?
	Not bad.
daily-life	Tell me a bit about yourself: what is a normal day like?
	I get up late.
story	So, your story. What has happened to you over the years?
	It started at university.
-	What happened next?
	I was sectioned.
-	Mm-hm.
	For six weeks.
important-moments	Were there moments that were especially important, turning points?
	Meeting my wife.
own-view	And looking back at it all, how do you see it now?
	I was ill.
strengths	What would you say you are good at, what are your strengths?
	Listening.
vulnerabilities	And where are you vulnerable?
	When I am tired.
hopes	What are you hoping for in the future?
	Peace.
goals	Is there anything you want to achieve?
	A degree.
recovery	What does recovery mean for you?
	Being myself.
helped	What was it that helped you most?
	My allotment.
-	How did it help?
	It got me out.
hindered	And what made things harder, what stood in your way?
	Waiting lists.
diagnosis	How was it to be given a diagnosis?
	A shock.
medication	And the medication, how has that been?
	Mixed.
coercion	You were sectioned. What was it like to be treated against your will?
	Frightening.
"""
ENGLISH_TWO = """en
today	Right, it is recording. Before we begin, how are things with you today?
	Fine.
daily-life	Could you describe an ordinary day?
	Coffee, then the garden.
-	And who is around?
	My brother.
story	Would you tell me your life story, as much as you want to share?
	I was born in Leeds.
-	When was that?
	In the sixties.
helped	Out of everything, what helped?
	People who stayed.
-	Who was that?
	My brother mostly.
hindered	And what was in the way, what hindered you?
	Money.
hospitalization	You mentioned the hospital. How were the admissions for you?
	Noisy.
medication	How about medicines, good and bad?
	They saved me.
strengths	Let us turn to your strengths. Which do you have?
	Patience.
vulnerabilities	And your vulnerable sides?
	Loneliness.
hopes	What gives you hope for the years ahead?
	My niece.
"""
BUILT_IN = {
    "nl, in order": DUTCH_ONE,
    "nl, with leaps": DUTCH_TWO,
    "en, in order": ENGLISH_ONE,
    "en, with leaps": ENGLISH_TWO,
}


def read(text: str) -> tuple[str, list[Turn], dict[int, str]]:
    """The language, the turns, and the question that is asked in a turn, by its number."""
    language, *lines = text.strip().splitlines()
    turns, asked = [], {}
    for number, line in enumerate(lines, 1):
        question, _, said = line.partition("\t")
        speaker = Speaker.INTERVIEWER if question else Speaker.PARTICIPANT
        turns.append(Turn(number, speaker, number * 9000, number * 9000 + 8000, "", said))
        if question not in ("", "-"):
            asked[number] = question
    return language.strip(), turns, asked


def demo() -> tuple[str, list[Turn], dict[int, str]]:
    """The interview of the demo, as it was spoken."""
    lines = json.loads(demo_file("interview.json").read_text(encoding="utf-8"))
    turns, asked = [], {}
    for number, line in enumerate(lines, 1):
        speaker = Speaker(line["speaker"])
        turns.append(Turn(number, speaker, line["start_ms"], line["end_ms"], "", line["text"]))
        if speaker is Speaker.INTERVIEWER and line["question"] not in asked.values():
            asked[number] = line["question"]
    return "en", turns, asked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--list", action="store_true", help="also what was missed or wrong")
    given = parser.parse_args()
    path = next(path for path in shipped_guides() if path.suffix == ".toml")
    guide = parse_guide(path.read_text(encoding="utf-8"), path.name)
    interviews = {"the demo": demo()} | {name: read(text) for name, text in BUILT_IN.items()}
    interviews |= {path.name: read(path.read_text(encoding="utf-8")) for path in given.files}
    print(
        "| interview | asked | proposed | right | precision | recall |\n| --- " * 1
        + "| --- " * 5
        + "|"
    )
    print_rows(guide, interviews, is_listed=given.list)
    held_out = {name: read(text) for name, text in HELD_OUT.items()}
    print_rows(guide, held_out, is_listed=given.list)


def print_rows(
    guide: Guide,
    interviews: Mapping[str, tuple[str, list[Turn], dict[int, str]]],
    *,
    is_listed: bool,
) -> None:
    """A row for each interview, and one for all."""
    sums = [0, 0, 0]
    for name, (language, turns, asked) in interviews.items():
        found = {row.turn: row for row in align_questions(guide, language, turns)}
        right = sum(asked.get(turn) == row.question for turn, row in found.items())
        counts = [len(asked), len(found), right]
        sums = [before + count for before, count in zip(sums, counts, strict=True)]
        print(f"| {name} {_row(*counts)}")
        if is_listed:
            for number, question in asked.items():
                if number not in found or found[number].question != question:
                    print("   missed", number, question, turns[number - 1].text)
            for number, row in found.items():
                if asked.get(number) != row.question:
                    print("   wrong", number, row.question, row.score, turns[number - 1].text)
    print(f"| all {_row(*sums)}")


def _row(asked: int, proposed: int, right: int) -> str:
    precision, recall = right / max(1, proposed), right / max(1, asked)
    return f"| {asked} | {proposed} | {right} | {precision:.2f} | {recall:.2f} |"


if __name__ == "__main__":
    main()
