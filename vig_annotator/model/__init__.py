"""What the program knows: families, sessions, films, codings, moments, reels, and the rules of changing them.

Pure values and functions; no files, no database, no screen.
"""
