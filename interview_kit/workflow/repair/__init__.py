"""Putting right what is noted of interviews and participants, also where it was filed."""
