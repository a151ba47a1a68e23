"""What is said in the shared review's screens: a guider's questions, and words to choose in the moment."""

from __future__ import annotations

from vig_annotator.model.shared_review import SharedWords, Voice

PROMPTS = (
    "What do you notice?",
    "What might the baby be saying?",
    "What were you doing just then?",
    "How did that feel, for each of you?",
    "How does this fit with what you hope for?",
)
"""Open questions, in the order in which they usually help."""

PARENT_CHIPS = ("I waited", "I saw what my baby wanted", "We enjoyed it", "I didn’t know I did that")
"""What parents often say; chosen in the moment, changed afterwards."""

BABY_CHIPS = ("Look at me!", "I like this", "Wait for me", "You understood")
"""What the baby might be saying."""

WELCOME = "A few moments from your film"
THANKS = "Thank you for looking together"


def speed_words(speed: float) -> str:
    """What the button for slowness says: what the next press does."""
    if speed >= 1.0:
        return "slowly"
    return "more slowly" if speed > 0.25 else "as before"


def clock_words(seconds: int) -> str:
    """A timer: ``12:05``."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def quoted(words: SharedWords) -> str:
    """Words as they are listed: whose they are is seen."""
    return f"“{words.text}”" if words.voice is Voice.PARENT else f"Baby: “{words.text}”"
