"""Sentences for putting right what is noted of an interview, deleting one, joining names."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "repair.ask": "What is to be put right in {id}?",
    "repair.held": "Held on",
    "repair.interviewer": "Interviewer",
    "repair.language": "Language",
    "repair.guide": "Guide",
    "repair.participant": "Participant's code",
    "repair.code_remark": "This interview alone gets the code; other sittings keep theirs.",
    "repair.undo": "Set back what was put right last",
    "repair.nothing": "not noted",
    "repair.changed": "{field} is now {after}; it was {before}.",
    "repair.same": "{id} is like that already.",
    "repair.recoded": "{before} is now {after}.",
    "repair.noted": "Noted of {code}.",
    "repair.filed": "{id} is filed anew: version {version}.",
    "repair.doing": "{id}: putting right…",
    "repair.delete_ask": "Destroy {id}, for good: sound, words and names? Type {id}",
    "repair.stays": "Other interviews of the participant stay.",
    "repair.other_id": "That is another interview. Nothing was destroyed.",
    "repair.deleted": "{id} is gone. Names gone with it: {names}. Releases that held it: {count}.",
    "repair.deleted_last": (
        "{id} is gone, and nothing is left of the participant. Names gone with it: {names}. "
        "Releases that held it: {count}."
    ),
    "repair.nobody_twice": "Nobody and nothing stands in the study twice by one name.",
    "repair.join_ask": "These stand in the study twice by one name. Which are one?",
    "repair.join_keys": "Space: one, or not · Enter joins the marked ones · Esc cancels",
    "repair.joined": (
        "Joined: {count}. Look for names again (P), then file (F). Z in the review undoes."
    ),
}
"""By id; `repair.` and a fact is the name of that fact."""
