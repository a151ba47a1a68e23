"""Names that ELAN's format and we use in it: the reader and the writer must agree on them."""

from __future__ import annotations

from collections.abc import Mapping

CODEBOOK_PROPERTY = "vig-annotator:codebook"
"""The header property that holds our codebook."""

TIERS_PROPERTY = "vig-annotator:tiers"
"""The header property that says, in JSON, what each of our tiers is called without what makes its id unlike others."""

POINT_TYPE = "vig point"
"""The type of tiers whose annotations, one millisecond long, stand for instants."""

STATE_TYPE = "vig state"
"""The type of tiers of stretches."""

NOTE_TYPE = "vig note"
"""The type of tiers that hold the notes on another tier's annotations."""

MODIFIER_TYPE = "vig modifier"
"""The type of tiers that hold a further choice about another tier's annotations."""

OUR_TYPES = (POINT_TYPE, STATE_TYPE, NOTE_TYPE, MODIFIER_TYPE)
"""The types of all tiers that are ours."""

OPEN_PROPERTY = "vig-annotator:running"
"""The header property that names annotations which nobody has ended."""

MEDIA_PROPERTY = "vig-annotator:media_starts_us"
"""The header property with the exact start of each film, in microseconds."""

CONSTRAINTS = {
    "Time_Subdivision": "Time subdivision of parent annotation's time interval, no time gaps allowed within this interval",
    "Symbolic_Subdivision": "Symbolic subdivision of a parent annotation. Annotations refering to the same parent are ordered",
    "Symbolic_Association": "1-1 association with a parent annotation",
    "Included_In": "Time alignable annotations within the parent annotation's time interval, gaps are allowed",
}
"""The four constraints, as ELAN describes them in every file."""

CHOICES_BETWEEN = " | "
"""Stands between several choices of one modifier."""


def kind_of(attributes: Mapping[str, str]) -> str:
    """The type of a tier without the name of its vocabulary: ``vig point: Baby · Smile`` is a ``vig point``."""
    return attributes.get("LINGUISTIC_TYPE_REF", "").split(":")[0]


DECLARED = (
    "LINGUISTIC_TYPE",
    "LOCALE",
    "LANGUAGE",
    "CONSTRAINT",
    "CONTROLLED_VOCABULARY",
    "LEXICON_REF",
    "REF_LINK_SET",
    "EXTERNAL_REF",
)
"""What stands behind the tiers, in the order that the schema asks for."""
