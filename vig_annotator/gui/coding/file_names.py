"""What a file could be called where a dialog asks for its place."""

from __future__ import annotations

from vig_annotator.model.file_names import file_stem


def file_name(words: str, suffix: str) -> str:
    """A name that every system takes, made of a title."""
    return file_stem(words, "Reel") + suffix
