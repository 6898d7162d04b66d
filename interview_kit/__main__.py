"""`python -m interview_kit` is the `interview-kit` command."""

from interview_kit.cli.main import main

main()
