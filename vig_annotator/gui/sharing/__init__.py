"""The shared review: the parent's screen, the guider's window, and the show that both follow."""
