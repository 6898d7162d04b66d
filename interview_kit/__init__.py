"""interview_kit: interview capture, transcription and pseudonymisation for qualitative research.

What others may import is `__all__`; each name is loaded when it is used. `__init__.pyi` beside this
file says the same to type checkers.
"""

import os
from importlib import import_module

__version__ = "0.2.0"

# onnxruntime reports its use to its maker over the network unless told before it is loaded, here
# and in every process that is started from here.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

_PUBLIC = {
    "errors": (
        "GuideError", "KitError", "LeakError", "LockedError", "PassphraseError", "StudyError",
    ),
    "workflow.study.open_study": (
        "Study", "StudyInterview", "create_study", "open_corpus", "open_study",
    ),
    "workflow.study.study_settings": ("Settings",),
    "workflow.publication.corpus_export": ("ExportReport", "export_corpus"),
    "workflow.publication.corpus_reading": ("Answers", "answers_to", "search_corpus"),
    "workflow.publication.export_folder": ("ClearedFiles",),
    "vault.vault_key": ("Secret",),
    "corpus.answers": ("AnswerTurn", "AskedQuestion"),
    "corpus.corpus": ("Corpus",),
    "corpus.filed_interviews": ("record", "records"),
    "corpus.record_filter": ("RecordFilter",),
    "corpus.search": ("SearchHit",),
    "guide.guide": ("Guide",),
    "guide.guide_parser": ("parse_guide",),
    "model.chunk": ("Chunk", "Segment"),
    "model.codebook_entry": ("CodebookEntry",),
    "model.coding": ("Coding",),
    "model.record": ("FiledNote", "GuideQuestion", "Record"),
    "model.speaker": ("Speaker",),
    "model.turn": ("Turn",),
    "model.voice": ("Voice",),
    "model.word": ("Word",),
    "export.exporters": ("Exporter",),
    "pseudonym.detectors": ("ANY_LANGUAGE", "Context", "Detector", "detect", "detect_turns"),
    "pseudonym.mention": ("Mention", "MentionType"),
    "pseudonym.roster": ("RosterName", "parse_roster"),
    "speech.chunker": ("ChunkSound", "VoiceDetector", "VoiceModel"),
    "speech.diarizers": ("Diarizer",),
    "speech.engines": ("Engine", "ModelFiles", "SettlingEngine", "SpeechEngine"),
    "speech.piece_by_piece": ("PieceByPiece",),
    "speech.voice_activity": ("SileroVoice",),
}  # fmt: skip
_MODULES = {name: module for module, names in _PUBLIC.items() for name in names}

__all__ = ["__version__", *sorted(_MODULES)]


def __getattr__(name: str) -> object:
    """A public name, from where it is defined."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *_MODULES]
