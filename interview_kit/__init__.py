"""interview_kit: interview capture, transcription and pseudonymisation for qualitative research."""

__version__ = "0.1.0"
