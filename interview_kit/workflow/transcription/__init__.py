"""Sound to text: models, runs, live and queued, corrections, speakers."""
