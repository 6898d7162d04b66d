"""Names: found, linked over the study, replaced, and looked for again before anything leaves.

    detect ─► link ─► propose ─► (review) ─► replace ─► leak check

Pure: same input, same output; only packaged word lists and the tagger are read.
"""
