"""What other programs write comes in with the right words under the right voice."""

# ruff: noqa: E501 - rows of files are shown as they are

from __future__ import annotations

import json

import pytest

from interview_kit.transcripts.reader import read_transcript
from interview_kit.transcripts.role import speakers
from interview_kit.transcripts.transcript import Transcript
from interview_kit.transcripts.turns import build_turns

ASKED, TOLD = "Hoe is het met u?", "Best goed. Het was zwaar."
I, P, O = "interviewer", "participant", "other"  # noqa: E741
TALK = [(I, ASKED), (P, TOLD), (I, "Vertel.")]


def turns(content: str | bytes, suffix: str, **roles: str) -> list[tuple[str, str]]:
    """Who says what in a file, turn by turn."""
    transcript = read(content, suffix)
    owners = speakers((each.label for each in transcript.utterances), {})
    return [
        (turn.speaker.value, turn.text)
        for turn in build_turns(transcript.utterances, owners, lambda _ms: "")
    ]


def read(content: str | bytes, suffix: str) -> Transcript:
    return read_transcript(content.encode() if isinstance(content, str) else content, suffix)


def kinds(transcript: Transcript) -> dict[str, int]:
    return {notice.kind.value: notice.count for notice in transcript.notices}


def cue(start: str, end: str, *rows: str) -> str:
    return "\n".join((f"{start} --> {end}", *rows)) + "\n\n"


TEXTS = {
    "name and colon": f"Bregje: {ASKED}\nOmar: {TOLD}\nBregje: Vertel.\n",
    "name on a row with a colon": f"Bregje:\n{ASKED}\n\nOmar:\n{TOLD}\n\nBregje:\nVertel.\n",
    "name on a row": f"Bregje Vos\n{ASKED}\n\nOmar Said\n{TOLD}\n\nBregje Vos\nVertel.\n",
    "bold": f"**Bregje:** {ASKED}\n**Omar:** {TOLD}\n**Bregje:** Vertel.\n",
    "bold above": f"**Bregje**\n{ASKED}\n\n**Omar**\n{TOLD}\n\n**Bregje**\nVertel.\n",
    "brackets and colon": f"[Bregje]: {ASKED}\n[Omar]: {TOLD}\n[Bregje]: Vertel.\n",
    "brackets": f"[Bregje] {ASKED}\n[Omar] {TOLD}\n[Bregje] Vertel.\n",
    "tabs": f"Bregje\t{ASKED}\nOmar\t{TOLD}\nBregje\tVertel.\n",
    "small letters": f"bregje vos: {ASKED}\nomar haddad: {TOLD}\nbregje vos: Vertel.\n",
    "Otter": f"Bregje Vos  0:01\n{ASKED}\n\nOmar Said  0:04\n{TOLD}\n\nBregje Vos  0:09\nVertel.\n",
    "Teams, copied": f"Bregje Vos\n0:01\n{ASKED}\n\nOmar Said\n0:04\n{TOLD}\n\nBregje Vos\n0:09\nVertel.",
    "Teams, copied with words": f"Bregje Vos 1 seconde\n{ASKED}\nOmar Said 1 minuut 4 seconden\n{TOLD}\n"
    "Bregje Vos 1 minuut 9 seconden\nVertel.\n",
    "Zoom": f"[Bregje Vos] 10:00:01\n{ASKED}\n\n[Omar Said] 10:00:04\n{TOLD}\n\n"
    "[Bregje Vos] 10:00:09\nVertel.\n",
    "Trint": f"[00:00:01] Bregje Vos\n{ASKED}\n\n[00:00:04] Omar Said\n{TOLD}\n\n"
    "[00:00:09] Bregje Vos\nVertel.\n",
    "Rev": f"Speaker 1 (00:01):\n{ASKED}\n\nSpeaker 2 (00:04):\n{TOLD}\n\nSpeaker 1 (00:09):\nVertel.",
    "Word": f"00:00:01 Speaker 1\n{ASKED}\n\n00:00:04 Speaker 2\n{TOLD}\n\n00:00:09 Speaker 1\nVertel.",
    "Amberscript": f"00:00:01 Spreker 1: {ASKED}\n00:00:04 Spreker 2: {TOLD}\n"
    "00:00:09 Spreker 1: Vertel.\n",
    "f4": f"Bregje: {ASKED} #00:00:03-1#\nOmar: {TOLD} #00:00:08-0#\nBregje: Vertel. #00:00:09-9#\n",
    "oTranscribe": f"0:01 Bregje: {ASKED}\n\n0:04 Omar: {TOLD}\n\n0:09 Bregje: Vertel.\n",
    "time behind the name": f"Bregje (00:01): {ASKED}\nOmar (00:04): {TOLD}\nBregje (00:09): Vertel.\n",
    "time in the text": f"Bregje: {ASKED} [00:00:03]\nOmar: {TOLD} [00:00:08]\nBregje: Vertel.\n",
    "MAXQDA": f"I: {ASKED}\n\nB: {TOLD}\n\nI: Vertel.\n",
}  # fmt: skip


@pytest.mark.parametrize("layout", TEXTS)
def test_text_of_people_and_programs_keeps_its_voices(layout: str) -> None:
    assert turns(TEXTS[layout], ".txt") == TALK
    assert read(TEXTS[layout], ".txt").unread == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Deelnemer", "Interviewer"),
        ("Participant 03", "Interviewer 1"),
        ("R", "I"),
        ("P", "R"),
        ("Respondent", "Onderzoeker"),
        ("Cliënt", "Therapeut"),
        ("Patiënte", "Carla"),
        ("A", "V"),
        ("P07", "INT"),
        ("Omar Said (participant)", "Bregje Vos (interviewer)"),
    ],
)
def test_a_label_that_names_a_role_has_it_whoever_speaks_first(first: str, second: str) -> None:
    text = f"{first}: Ik begin maar.\n{second}: Ga uw gang.\n{first}: Goed.\n"
    assert turns(text, ".txt") == [(P, "Ik begin maar."), (I, "Ga uw gang."), (P, "Goed.")]


def test_a_word_and_a_colon_in_speech_stays_speech_and_is_told() -> None:
    text = (
        "Bregje: Wat slikt u?\nOmar: Van alles.\nLithium: twee keer per dag.\nKortom: veel.\n"
        "Ik zei ook: dat is genoeg.\nBregje: En verder?\nDaarna: niets meer.\n"
    )
    said = "Van alles. Lithium: twee keer per dag. Kortom: veel. Ik zei ook: dat is genoeg."
    asked = "En verder? Daarna: niets meer."
    assert turns(text, ".txt") == [(I, "Wat slikt u?"), (P, said), (I, asked)]
    transcript = read(text, ".txt")
    assert transcript.doubtful == ("Lithium", "Kortom", "Daarna")
    assert kinds(transcript)["speech_with_colon"] == 3


def test_a_name_on_no_list_is_a_label_where_two_people_talk() -> None:
    text = "Zwaantje-Trui: Hoe was het?\nXandor: Goed.\nZwaantje-Trui: Fijn.\n"
    assert turns(text, ".txt") == [(I, "Hoe was het?"), (P, "Goed."), (I, "Fijn.")]


def test_where_one_voice_was_found_and_there_may_be_more_it_is_said() -> None:
    text = "Bregje: Hoe was het?\nMedicatie: veel.\nTherapie: ook.\n"
    assert kinds(read(text, ".txt"))["one_voice"] == 1
    forced = read_transcript(text.encode(), ".txt", labels=["medicatie"])
    assert list(forced.labels) == ["Bregje", "Medicatie"]


@pytest.mark.parametrize(
    "label",
    [
        "Prof. dr. A.B.C. van den Berg-Jansen (UMCG, afdeling Psychiatrie)",
        "mevrouw de groot uit zwolle",
        "Bregje Vos | Thuiszorg",
        "Omar Said (hij/hem)",
        "J. de Wit",
        "SPEAKER_11",
    ],
)
def test_long_and_odd_labels_are_labels_also_in_subtitles(label: str) -> None:
    names = ("Bregje Smid", label, "Bregje Smid", label)
    rows = "".join(
        f"{n}\n" + cue(f"00:00:0{n},000", f"00:00:0{n},900", f"{who}: Zin {n}.")
        for n, who in enumerate(names, 1)
    )
    text = "\n".join(f"{who}: Zin {n}." for n, who in enumerate(names, 1))
    for transcript in (read(rows, ".srt"), read(text, ".txt")):
        assert dict(transcript.labels) == {"Bregje Smid": 2, label: 2}


def test_text_of_one_voice_with_times_at_its_ends_has_these_as_ends() -> None:
    text = "Ik ging naar huis. #00:00:04-1#\nAmsterdam. #00:00:05-0#\nKees. #00:00:06-0#\n"
    said = [(each.label, each.start_ms, each.end_ms) for each in read(text, ".txt").utterances]
    assert said == [("", None, 4100), ("", None, 5000), ("", None, 6000)]


@pytest.mark.parametrize(
    "text",
    [
        "I:Hoe was het?\nR:Goed. Zie http://x.nl\nI:Ja.\n",
        "1 I: Hoe was het?\n2 R: Goed.\n3 R: Zie http://x.nl\n4 I: Ja.\n5 I: Nou.\n",
        "Bregje - Hoe was het?\nOmar - Goed.\nBregje - Ja.\n",
        "I : Hoe was het?\r\r\nR : Goed.\r\r\nI : Ja.\r\r\n",
    ],
)
def test_what_typists_put_between_label_and_text_does_not_matter(text: str) -> None:
    assert [speaker for speaker, _ in turns(text, ".txt")] == [I, P, I]


def test_a_relative_speaks_where_she_has_lines_and_is_spoken_of_where_she_has_one() -> None:
    spoken_of = "I: Wie waren er?\nR: Iedereen.\nMoeder: die was er niet.\nI: En toen?\n"
    assert turns(spoken_of, ".txt")[1] == (P, "Iedereen. Moeder: die was er niet.")
    speaks = "I: Wie was er?\nMoeder: Ik.\nR: Ook ik.\nMoeder: En hij.\n"
    assert [speaker for speaker, _ in turns(speaks, ".txt")] == [I, O, P, O]


def test_words_of_several_speakers_in_one_item_of_json_are_parted() -> None:
    words = [{"word": w, "start": n, "end": n + 0.5, "speaker": n // 2}
             for n, w in enumerate(("Hoe", "is?", "Wel", "goed."))]  # fmt: skip
    content = {"results": {"channels": [{"alternatives": [{"transcript": "x", "words": words}]}]}}
    assert turns(json.dumps(content), ".json") == [(I, "Hoe is?"), (P, "Wel goed.")]


def test_speech_that_begins_with_a_clock_time_is_no_stamp() -> None:
    text = "I: Hoe laat?\nR: 10:30 was het.\nOm 11:00 weer.\n"
    assert turns(text, ".txt")[1] == (P, "10:30 was het. Om 11:00 weer.")


CUES = {
    "times without leading zeros": "WEBVTT\n\n" + cue("0:0:1.80", "0:0:4.250", f"<v A B>{ASKED}</v>")
    + cue("0:0:5.0", "0:0:8.90", f"<v C D>{TOLD}</v>") + cue("0:0:9.0", "0:0:10.0", "<v A B>Vertel.</v>"),
    "no hours, a class": "WEBVTT\n\n" + cue("00:01.000", "00:02.000", f"<v.loud A B>{ASKED}")
    + cue("00:03.000", "00:04.000", f"<v C D>{TOLD}") + cue("00:05.000", "00:06.000", "<v A B>Vertel."),
    "two voices in a cue": "WEBVTT\n\n"
    + cue("00:01.000", "00:05.000", f"<v A B>{ASKED}</v>", f"<v C D>{TOLD}</v><v A B>Vertel.</v>"),
    "two labels in a cue": cue("00:00:01,000", "00:00:05,000", f"- Bregje: {ASKED}", f"- Omar: {TOLD}")
    + cue("00:00:06,000", "00:00:07,000", "Bregje: Vertel."),
    "no empty rows": f"1\n00:00:01,0 --> 00:00:02,0\nBregje: {ASKED}\n2\n00:00:03 -> 00:00:04\n"
    f"Omar: {TOLD}\n3\n00:00:05:12 --> 00:00:06:00\nBregje: Vertel.",
    "empty rows inside": f"1\n00:00:01,000 --> 00:00:02,000\n\nBregje: {ASKED}\n\n2\n00:00:03,000 --> "
    "00:00:04,000\nOmar: Best goed.\n\nHet was zwaar.\n\n3\n00:00:05,000 --> 00:00:06,000\n"
    "Bregje: Vertel.\n",
    "CR alone": f"1\r00:00:01,000 --> 00:00:02,000\rBregje: {ASKED}\r\r2\r00:00:03,000 --> 00:00:04,000\r"
    f"Omar: {TOLD}\r\r3\r00:00:05,000 --> 00:00:06,000\rBregje: Vertel.\r",
    "marks of layout": cue("00:00:01,000", "00:00:02,000  X1:40 X2:600", f"{{\\an8}}Bregje: <i>{ASKED}</i>")
    + cue("00: 00: 03,000", "00: 00: 04,000", f'<font color="red">Omar: {TOLD}</font>')
    + cue("00:00:05,000", "00:00:06,000 align:start", "Bregje: Vertel."),
}  # fmt: skip


@pytest.mark.parametrize("kind", CUES)
def test_subtitles_keep_every_cue(kind: str) -> None:
    suffix = ".vtt" if CUES[kind].startswith("WEBVTT") else ".srt"
    assert turns(CUES[kind], suffix) == TALK
    assert read(CUES[kind], suffix).unread == ()


def test_times_count_as_they_are_written() -> None:
    short = "WEBVTT\n\n" + cue("0:0:25.80", "0:1:5.400", "Ja.") + cue("0:1:6.5", "0:1:7.0", "Nee.")
    assert [each.start_ms for each in read(short, ".vtt").utterances] == [25_080, 66_005]
    long = cue("00:00:01,5", "00:00:02,123456", "Ja.") + cue("00:00:11:12", "00:00:12:00", "Nee.")
    first, second = read(long, ".srt").utterances
    assert (first.start_ms, first.end_ms, second.start_ms) == (1500, 2123, 11_480)


def test_a_time_that_is_not_understood_keeps_its_text_at_its_place() -> None:
    text = (
        cue("00:00:01,000", "00:00:02,000", "Een.")
        + cue("-00:00:03,000", "00:00:04,000", "Twee.")
        + cue("00:00:0x,000", "00:00:06,000", "Drie.")
        + cue("00:00:07,000", "00:00:08,000", "Vier.")
    )
    transcript = read(text, ".srt")
    assert [each.text for each in transcript.utterances] == ["Een.", "Twee.", "Drie.", "Vier."]
    assert kinds(transcript) == {"unknown_times": 2}


def test_what_stands_before_the_first_time_is_reported() -> None:
    transcript = read("Een titel\n\n1\n" + cue("00:00:01,000", "00:00:02,000", "Ja."), ".srt")
    assert [(each.line, each.text) for each in transcript.unread] == [(1, "Een titel")]


def test_signs_in_speech_are_speech() -> None:
    said = "a < b en 3 > 2 & <persoon 1> {zo} -- toch"
    text = cue("00:00:01,000", "00:00:02,000", said) + cue(
        "00:00:03,000", "00:00:04,000", "x &lt; y"
    )
    assert [each.text for each in read(text, ".srt").utterances] == [said, "x < y"]


def test_captions_that_roll_give_each_phrase_once() -> None:
    text = (
        "WEBVTT\nKind: captions\n\n"
        + cue("00:00:00.000", "00:00:02.000 align:start", " ", "we<00:00:00.500><c> woonden</c>")
        + cue("00:00:02.000", "00:00:02.010 align:start", "we woonden", " ")
        + cue("00:00:02.010", "00:00:04.000", "we woonden", "daar<00:00:03.000><c> lang</c>")
        + cue("00:00:04.000", "00:00:04.010", "daar lang", " ")
    )
    plain = (
        text.replace("<00:00:00.500><c>", "").replace("</c>", "").replace("<00:00:03.000><c>", "")
    )
    for rolling in (text, plain + cue("00:00:04.010", "00:00:06.000", "daar lang", "en graag")):
        said = " ".join(each.text for each in read(rolling, ".vtt").utterances)
        assert said in ("we woonden daar lang", "we woonden daar lang en graag")
    repeated = "".join(
        cue(f"00:00:0{n}.000", f"00:00:0{n + 1}.000", "ja hoor") for n in range(1, 6)
    )
    assert len(read(f"WEBVTT\n\n{repeated}", ".vtt").utterances) == 5


def test_cues_out_of_order_are_sorted_and_it_is_said() -> None:
    text = cue("00:00:09,000", "00:00:10,000", "Twee.") + cue(
        "00:00:01,000", "00:00:02,000", "Een."
    )
    transcript = read(text, ".srt")
    assert [each.text for each in transcript.utterances] == ["Een.", "Twee."]
    assert kinds(transcript) == {"sorted": 1}


def test_two_voices_without_labels_are_counted() -> None:
    text = cue("00:00:01,000", "00:00:04,000", "- Ging het?", "- Ja hoor.")
    transcript = read(text, ".srt")
    assert [each.text for each in transcript.utterances] == ["Ging het?", "Ja hoor."]
    assert kinds(transcript)["dashes"] == 1


def test_a_file_is_read_by_what_it_holds() -> None:
    transcript = read("WEBVTT\n\n" + cue("00:01.000", "00:02.000", "<v A B>Ja."), ".txt")
    assert (transcript.format, list(transcript.labels)) == ("vtt", ["A B"])
    assert kinds(transcript) == {"other_format": 1}


def segments(**keys: str) -> list[dict[str, object]]:
    start, end, text, who = (keys.get(k, k) for k in ("start", "end", "text", "speaker"))
    scale = int(keys.get("scale", "1"))
    return [
        {start: n * 3 * scale, end: (n * 3 + 2) * scale, text: said, who: n % 2}
        for n, (_, said) in enumerate(TALK)
    ]


JSON = {
    "whisperX": {"segments": segments(), "language": "nl"},
    "Vibe": segments(end="stop", scale="100"),
    "AssemblyAI": {"utterances": segments(scale="1000"), "id": "x"},
    "OpenAI": {"task": "transcribe", "text": "alles", "segments": segments()},
    "whisper.cpp": {
        "transcription": [
            {"offsets": {"from": n * 3000, "to": n * 3000 + 2000}, "text": f" {s}", "speaker": n % 2}
            for n, (_, s) in enumerate(TALK)
        ]
    },
    "Hugging Face": {
        "chunks": [
            {"timestamp": [n * 3.0, n * 3 + 2.0], "text": f" {s}", "speaker": f"S{n % 2}"}
            for n, (_, s) in enumerate(TALK)
        ]
    },
    "Amberscript": {
        "speakers": [{"spkid": "a", "name": "Bregje"}, {"spkid": "b", "name": "Omar"}],
        "segments": [
            {"speaker": "ab"[n % 2], "words": [{"text": w, "start": n * 3.0, "end": n * 3 + 2.0}
             for w in s.split()]}
            for n, (_, s) in enumerate(TALK)
        ],
    },
}  # fmt: skip


@pytest.mark.parametrize("program", JSON)
def test_json_of_speech_programs_keeps_voices_and_times(program: str) -> None:
    content = json.dumps(JSON[program])
    assert turns(content, ".json") == TALK
    starts = [each.start_ms for each in read(content, ".json").utterances]
    assert starts == [0, 3000, 6000]


def test_json_that_nobody_would_write_is_counted_or_refused() -> None:
    odd = '[{"start": 1e308, "end": 1e309, "text": "Ja?", "speaker": 0}, 5, {"x": {}},'
    odd += '{"start": -4, "end": 2, "text": "Nee\\u0000.", "speaker": 1}]'
    transcript = read(odd, ".json")
    assert [each.text for each in transcript.utterances] == ["Ja?", "Nee."]
    assert [each.line for each in transcript.unread] == [2, 3]
    assert kinds(transcript) == {"unknown_times": 2, "control_characters": 1}


@pytest.mark.parametrize(
    "header",
    ["Timespan\tContent\tSpeaker", "Start,Eind,Spreker,Tekst", "start;end;speaker;text"],
)
def test_tables_are_read_by_their_headers(header: str) -> None:
    mark = next(mark for mark in "\t;," if mark in header)
    rows = [header]
    for n, (_, said) in enumerate(TALK):
        times = [f"0:0{n * 3}", f"0:0{n * 3 + 2}"]
        who = ("Bregje", "Omar")[n % 2]
        cells = [" - ".join(times), said, who] if mark == "\t" else [*times, who, said]
        rows.append(mark.join(cells))
    rows.append("kapot")
    transcript = read("\n".join(rows), ".csv")
    assert turns("\n".join(rows), ".csv") == TALK
    assert [each.text for each in transcript.unread] == ["kapot"]


def test_other_voices_that_are_numbered_stay_apart() -> None:
    labels = ["Ander", "Ander 2", "other 6", "Other 7", "other3"]
    roles = speakers(labels, {})
    assert [roles[label] for label in labels] == ["other", "other2", "other6", "other", "other3"]
