"""From sound to turns: live, afterwards, on several machines, or from elsewhere."""
