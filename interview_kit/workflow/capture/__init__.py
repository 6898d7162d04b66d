"""Recording: the interview conducted, its sources, side recordings, imports, live captions."""
