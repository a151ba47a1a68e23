"""Who codes, which coding is on the screen, and how far it is."""
