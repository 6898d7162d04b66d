"""How the channels of an interview belong together."""

from __future__ import annotations

from interview_kit.model.channel_layout import ChannelLayout
from interview_kit.session.timeline import channel_layout
from interview_kit.workflow.study.open_study import StudyInterview


def has_channel_each(interview: StudyInterview) -> bool:
    """Whether each speaker has a channel, as far as is known."""
    return interview.sound.channels > 1 and layout_of(interview) is ChannelLayout.APART


def layout_of(interview: StudyInterview) -> ChannelLayout:
    """How the channels of an interview belong together."""
    return channel_layout(interview.entries)
