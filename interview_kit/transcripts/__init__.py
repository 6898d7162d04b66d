"""Transcripts that other programs wrote: bytes in, utterances and a report out. Pure.

`reader.read_transcript` is the way in. What is not understood is counted, never dropped.
"""
