"""The command `settings`: what a study has chosen, and changing it."""

from __future__ import annotations

import click

from interview_kit.cli.printing import print_rows
from interview_kit.cli.study_access import Access, json_option, pass_access


@click.command("settings")
@click.argument("key", default="")
@click.argument("value", required=False)
@json_option
@pass_access
def settings_command(access: Access, key: str, value: str | None, as_json: bool) -> None:
    """See what the study has chosen; give KEY the value VALUE.

    `study.toml` keeps everything else that stands in it, comments too. No passphrase is needed.
    """
    from interview_kit.workflow.study.setting_change import settings_after

    rows = settings_after(access.folder, key, value)
    print_rows(rows, ["name", "value", "explanation"], as_json=as_json, nothing="")
