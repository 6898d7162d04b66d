"""Sentences before there is a study, and on its settings."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "welcome.title": "Welcome",
    "welcome.what": (
        "Interviews for research: held, transcribed and pseudonymised on this machine. Nothing "
        "leaves it."
    ),
    "welcome.study": (
        "A study is a folder with all of one piece of research: guides, interviews, transcripts."
    ),
    "welcome.make": "Make a study",
    "welcome.make_why": "a folder, a name and a passphrase",
    "welcome.open": "Open {name}",
    "welcome.other": "Open a study elsewhere",
    "welcome.other_why": "type or drop its folder",
    "welcome.demo": "Look at the demo",
    "welcome.demo_why": "a study with invented names, to try everything",
    "welcome.practise": "Practise an interview",
    "welcome.practise_why": "a voice answers; nothing is stored",
    "welcome.language": "Language",
    "welcome.own_name": "English",
    "welcome.ask_folder": "Which folder? Type or drop its path.",
    "welcome.demo_making": "One moment: the demo is made…",
    "welcome.demo_made": "The demo study is in {folder}; its passphrase is: demo",
    "make.title": "A new study",
    "make.name": "Name",
    "make.name_hint": "As it appears in exports. No names of people.",
    "make.folder": "Folder",
    "make.language": "Language of the study",
    "make.passphrase": "Passphrase",
    "make.again": "Passphrase, once more",
    "make.passphrase_hint": (
        "It opens the vault: names, sound and consent. Without it nothing can be read, by anybody: "
        "keep it in a safe place, apart from this machine."
    ),
    "make.go": "Make the study",
    "make.making": "One moment: the vault is made…",
    "make.no_name": "The study has no name yet.",
    "make.no_passphrase": "There is no passphrase yet.",
    "make.differ": "The two passphrases are not the same.",
    "make.same": "Both are the same.",
    "make.weak_ask": "This passphrase is easily guessed. Take it all the same?",
    "make.weak_other": "Choose a better one",
    "make.weak_take": "Take it",
    "make.made": "The study is made in {folder}.",
    "settings.title": "Settings of the study",
    "settings.usual": "Usually: {value}",
    "settings.empty": "empty",
    "settings.kept": "{name} is now: {value}",
    "settings.file": "They stand in {file}, with what you wrote beside them.",
}
"""Every sentence in English, by id."""
