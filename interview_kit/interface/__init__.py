"""What the screen and plain mode share: every key, every sentence, and what they mean.

    actions    every key, once
    texts      every sentence, in English
    language   the other languages, from their catalogues
    steps      what a key asks of the interview
    alarms     what is wrong with the sound, in a sentence
    status     the recording state, in a word and a shape

Nothing here knows how it is shown.
"""
