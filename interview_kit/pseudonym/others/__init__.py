"""Detectors of others, asked for by name: each works in a process of its own.

None is imported by this program, comes with it, or is asked unless a study or a person wants it.
Only this part of the room starts processes.
"""
