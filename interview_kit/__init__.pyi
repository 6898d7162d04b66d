# What __init__.py gives, for type checkers; a test holds both to each other.

from interview_kit.corpus.answers import AnswerTurn as AnswerTurn, AskedQuestion as AskedQuestion
from interview_kit.corpus.corpus import Corpus as Corpus
from interview_kit.corpus.filed_interviews import record as record, records as records
from interview_kit.corpus.record_filter import RecordFilter as RecordFilter
from interview_kit.corpus.search import SearchHit as SearchHit
from interview_kit.errors import (
    GuideError as GuideError,
    KitError as KitError,
    LeakError as LeakError,
    LockedError as LockedError,
    PassphraseError as PassphraseError,
    StudyError as StudyError,
)
from interview_kit.export.exporters import Exporter as Exporter
from interview_kit.guide.guide import Guide as Guide
from interview_kit.guide.guide_parser import parse_guide as parse_guide
from interview_kit.model.chunk import Chunk as Chunk, Segment as Segment
from interview_kit.model.codebook_entry import CodebookEntry as CodebookEntry
from interview_kit.model.coding import Coding as Coding
from interview_kit.model.record import (
    FiledNote as FiledNote,
    GuideQuestion as GuideQuestion,
    Record as Record,
)
from interview_kit.model.speaker import Speaker as Speaker
from interview_kit.model.turn import Turn as Turn
from interview_kit.model.voice import Voice as Voice
from interview_kit.model.word import Word as Word
from interview_kit.pseudonym.detectors import (
    ANY_LANGUAGE as ANY_LANGUAGE,
    Context as Context,
    Detector as Detector,
    detect as detect,
    detect_turns as detect_turns,
)
from interview_kit.pseudonym.mention import Mention as Mention, MentionType as MentionType
from interview_kit.pseudonym.roster import RosterName as RosterName, parse_roster as parse_roster
from interview_kit.speech.chunker import (
    ChunkSound as ChunkSound,
    VoiceDetector as VoiceDetector,
    VoiceModel as VoiceModel,
)
from interview_kit.speech.diarizers import Diarizer as Diarizer
from interview_kit.speech.engines import (
    Engine as Engine,
    ModelFiles as ModelFiles,
    SettlingEngine as SettlingEngine,
    SpeechEngine as SpeechEngine,
)
from interview_kit.speech.piece_by_piece import PieceByPiece as PieceByPiece
from interview_kit.speech.voice_activity import SileroVoice as SileroVoice
from interview_kit.vault.vault_key import Secret as Secret
from interview_kit.workflow.publication.corpus_export import (
    ExportReport as ExportReport,
    export_corpus as export_corpus,
)
from interview_kit.workflow.publication.corpus_reading import (
    Answers as Answers,
    answers_to as answers_to,
    search_corpus as search_corpus,
)
from interview_kit.workflow.publication.export_folder import ClearedFiles as ClearedFiles
from interview_kit.workflow.study.open_study import (
    Study as Study,
    StudyInterview as StudyInterview,
    create_study as create_study,
    open_corpus as open_corpus,
    open_study as open_study,
)
from interview_kit.workflow.study.study_settings import Settings as Settings

__version__: str
