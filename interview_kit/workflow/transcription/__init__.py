"""From sound to turns: transcribing, who speaks, correcting, importing a text."""
