"""The command line: a stable face for other programs, and a way to do everything without a screen."""
