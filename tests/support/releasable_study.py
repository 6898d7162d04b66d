"""A study with filed interviews to release, for tests of what leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from interview_kit.guide.guide import ConsentScope
from interview_kit.model.participant import Participant
from interview_kit.session.interview_events import Answer, ConsentAnswered
from interview_kit.vault import interviews, journal, names
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import Study, open_study
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import with_transcript

ALL = tuple(ConsentScope)


def opened(folder: Path) -> Study:
    """The study in `folder`."""
    return open_study(folder, Secret(PASSPHRASE))


def consented(
    study: Study, interview: str, scopes: Iterable[ConsentScope], answer: Answer = Answer.YES
) -> None:
    """Have the participant answer the consent items of these scopes."""
    items = study.interview(interview).guide.consent
    wanted = set(scopes)
    events = [ConsentAnswered(each.id, answer) for each in items if each.scope in wanted]
    journal.append(study.vault, interview, 0, events)


def filed_interview(
    study: Study,
    participant: str,
    *texts: str,
    scopes: Iterable[ConsentScope] = ALL,
    attributes: Mapping[str, str] | None = None,
    verdict: names.Verdict = names.Verdict.ACCEPTED,
) -> str:
    """The id of a new interview, agreed to and filed, with every proposal decided on alike."""
    id = with_transcript(study, participant, *texts)
    interviews.put_participant(study.vault, Participant(participant, attributes or {}))
    consented(study, id, scopes)
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, verdict)
    file_interview(study.interview(id))
    return id


def write_release_toml(study: Study, text: str) -> None:
    """The study's own release.toml."""
    (study.folder / "release.toml").write_text(text, encoding="utf-8")
