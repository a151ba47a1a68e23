"""Whom something is made for: what consent that needs, what must not be in it, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping

from vig_annotator.model.consent import Purpose
from vig_annotator.model.reel import Audience

PURPOSE_OF: Mapping[Audience, Purpose] = {
    Audience.PARENT: Purpose.SHARED_REVIEW,
    Audience.TAKE_HOME: Purpose.SHARED_REVIEW,
    Audience.GROUP: Purpose.GROUP,
    Audience.SUPERVISOR: Purpose.SUPERVISION,
    Audience.PEERS: Purpose.PEERS,
    Audience.TRAINING: Purpose.TRAINING,
    Audience.CONFERENCE: Purpose.CONFERENCE,
    Audience.RESEARCH: Purpose.RESEARCH,
    Audience.PUBLIC: Purpose.PUBLICITY,
}
"""What everybody filmed must have agreed to."""

STRENGTHS_FIRST = frozenset({Audience.PARENT, Audience.TAKE_HOME, Audience.GROUP, Audience.PUBLIC})
"""Whom no concern is shown, unless the clinician says so for a clip and its codebook allows that."""

NEVER_A_CONCERN = frozenset({Audience.TAKE_HOME, Audience.PUBLIC})
"""Whom no concern is ever shown: nobody is beside them while they look."""

SEVERAL_FAMILIES = frozenset({Audience.TRAINING, Audience.CONFERENCE, Audience.RESEARCH})
"""Who may see clips of several families in one reel; each family's own consent is asked for."""

AUDIENCE_WORDS: Mapping[Audience, str] = {
    Audience.PARENT: "For this parent",
    Audience.TAKE_HOME: "For this parent to keep",
    Audience.GROUP: "For a group of parents",
    Audience.SUPERVISOR: "For my supervisor",
    Audience.PEERS: "For colleagues (intervision)",
    Audience.TRAINING: "For training in the team",
    Audience.CONFERENCE: "For training elsewhere",
    Audience.RESEARCH: "For research",
    Audience.PUBLIC: "For the public",
}
"""What each is called where it is chosen."""

_STRENGTHS_ONLY = frozenset({"vig_attunement", "vig_shared_review"})


def shows_strengths_only(codebook_id: str, based_on: tuple[str, ...]) -> bool:
    """Whether a codebook's concerns are never for a parent's eyes, not even by choice: so it is in Video Interaction Guidance.

    Args:
        codebook_id: of the codebook.
        based_on: ids of the codebooks that it extends.
    """
    return not _STRENGTHS_ONLY.isdisjoint((codebook_id, *based_on))
