"""Plain mode: the whole interview line by line, for screen readers and dumb terminals.

    form           what is asked before: who, consent, names
    conversation   the interview itself: a line in, lines out
    hold           from the form to the debrief

    talk           lines in and out; what comes of itself stands on a line of its own
    understand     a typed line becomes an action
    sayings        question, probes, what comes next, how things stand

Nothing is drawn and no cursor is moved. Keys, words and rules are those of the screen.
"""
