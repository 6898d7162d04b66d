"""What the detector finds, and what it leaves."""

from interview_kit import MentionType, detect
from interview_kit.testing import check_detector
from interview_kit_rooms import ROOMS


def test_a_number_behind_a_room_is_found() -> None:
    (mention,) = check_detector(ROOMS, "Ik lag op kamer 12b, vier weken lang.")
    assert (mention.text, mention.type) == ("12b", MentionType.IDENTIFIER)
    assert check_detector(ROOMS, "We had bed 4 and ward C3.", "en")[1].text == "C3"


def test_a_number_by_itself_is_left() -> None:
    assert not check_detector(ROOMS, "Ik lag daar 12 weken op mijn kamer.")


def test_the_program_asks_it() -> None:
    assert "rooms" in {mention.detector for mention in detect("Ik lag op bed 4.", "nl")}
