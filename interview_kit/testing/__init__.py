"""What tests of plug-ins and of programs on the API need: invented interviews, and checks.

Nothing here was ever said by anybody. A check raises AssertionError with what is not kept of what
docs/plugins.md asks, and else gives what the plug-in made, to be looked at.
"""

from interview_kit.testing.invented_records import RECORDS as RECORDS
from interview_kit.testing.invented_study import PASSPHRASE as PASSPHRASE
from interview_kit.testing.invented_study import demo_speech as demo_speech
from interview_kit.testing.invented_study import make_study as make_study
from interview_kit.testing.plugin_checks import check_detector as check_detector
from interview_kit.testing.plugin_checks import check_diarizer as check_diarizer
from interview_kit.testing.plugin_checks import check_engine as check_engine
from interview_kit.testing.plugin_checks import check_exporter as check_exporter
