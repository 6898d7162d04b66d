"""The keys of reading and correcting a transcript.

What has to work while one types has a key that is no letter, first; letters are for reading. F3, F4
and F5 are what pedals for transcribing send.
"""

from __future__ import annotations

from interview_kit.interface.action import Action
from interview_kit.interface.action import declared_action as _a

# fmt: off
TRANSCRIPT_ACTIONS: tuple[Action, ...] = (
    _a("read.play", "f4,p", "play",
       "Play from the word under the cursor on, or what is selected; once more: silence. What was "
       "stopped goes on from a little before."),
    _a("read.back", "f3", "back",
       "Hear the last seconds again; `sound_step` in the settings says how many."),
    _a("read.forth", "f5", "forth",
       "Go on a few seconds later."),
    _a("read.next_doubt", "f6,d", "next doubtful",
       "To the next doubtful place: why it is doubted is said, its sound is played, its words are "
       "selected, so that typing replaces them."),
    _a("read.right", "f7,r", "is right",
       "What is doubted here was heard and is right, and unclear no more; then to the next "
       "doubtful place."),
    _a("read.take", "tab", "take",
       "Put what is offered in the place of the doubtful words; once more: the next that is "
       "offered."),
    _a("read.edit", "enter,e", "correct",
       "Type in the text of this turn, from the word on that was heard last. There Enter splits "
       "the turn, Backspace at its beginning joins it with the one before, and all is kept as you "
       "type."),
    _a("read.undo", "ctrl+z,u", "undo",
       "Take back the last change, in whatever turn, and the one before it, without end."),
    _a("read.redo", "ctrl+y,U", "redo",
       "Do again what was taken back.", bar=False),
    _a("read.speaker", "ctrl+s,s", "speaker",
       "Give the turn to the next speaker."),
    _a("read.find", "ctrl+f,slash", "find",
       "Search the text, from the next turn on."),
    _a("read.replace", "ctrl+r,R", "replace",
       "Find and replace in this transcript, those of the participant or the study; what will "
       "change is shown first."),
    _a("read.alike", "ctrl+l,a", "all like this",
       "Put right every place that sounds like these words; each is shown first.", bar=False),
    _a("read.checked", "ctrl+g,c", "checked",
       "Note that all is checked up to this turn; the screen opens there the next time.",
       bar=False),
    _a("read.play_turn", "f12,P", "play turn",
       "Play this turn and no more.", bar=False),
    _a("read.loop", "f8", "over and over",
       "Play what is selected, or this turn, over and over; once more: not any more.", bar=False),
    _a("read.slower", "f9,ctrl+down", "slower",
       "Play slower, down to half as fast; the pitch stays.", bar=False),
    _a("read.faster", "f10,ctrl+up", "faster",
       "Play faster, up to twice as fast; the pitch stays.", bar=False),
    _a("read.earlier_doubt", "shift+f6,D", "doubtful before",
       "To the doubtful place before.", bar=False),
    _a("read.speaker_reach", "ctrl+o,h", "speaker, further",
       "Say who speaks from this turn on, or wherever this speaker stands.", bar=False),
    _a("read.swap", "S", "swap speakers",
       "Swap this speaker with the other one, in the whole transcript; once more: back.",
       bar=False),
    _a("read.join", "j", "join",
       "Join this turn with the next.", bar=False),
    _a("read.remove", "ctrl+d,x", "never said",
       "Take out a turn that was never said; what the machine heard is kept beside.", bar=False),
    _a("read.insert", "ctrl+n,i", "not heard",
       "Put in a turn that the machine did not hear, after this one or where the sound is.",
       bar=False),
    _a("read.mark", "ctrl+k,k", "mark",
       "Put in a mark: [laughs], [unclear], [pause] or one of the study's own.", bar=False),
    _a("read.note", "ctrl+t,t", "note",
       "Write a note beside this turn.", bar=False),
    _a("read.vocabulary", "V", "vocabulary",
       "Add to the study's vocabulary what was put right three times, so that it is heard.",
       bar=False),
    _a("read.question", "o", "question",
       "Say which question of the guide begins at this turn, where nothing else says it.",
       bar=False),
    _a("read.missed", "m", "missed name",
       "Point out a name that was not found."),
    _a("read.strike", "w", "wipe",
       "Destroy sound and words of this turn or of a stretch, for good; asks once."),
    _a("read.next_note", "n", "next note",
       "To the next turn beside which something was noted."),
    _a("read.earlier_note", "N", "note before",
       "To the turn before beside which something was noted.", bar=False),
    _a("read.notes", "l", "notes",
       "List everything that was noted, and go there."),
    _a("read.next_change", "g", "next change",
       "To the next turn that is not as the machine made it; what it heard stands below the text.",
       bar=False),
    _a("read.changes", "G", "changes",
       "List what was changed, word by word and by whom, also what was taken out; and go there.",
       bar=False),
    _a("read.leave", "escape,q", "back",
       "From typing to reading, then back to the screen before."),
)
# fmt: on
