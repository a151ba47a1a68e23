"""The tables of a library, as SQLAlchemy Core describes them; the migrations make them (see docs/library-file.md).

Times of films are whole microseconds, moments of work are UTC text in ISO 8601. Every row carries a `revision` that rises with each
write. Where a row only remembers where it came from (a moment's annotation, a clip's moment), the column is no
foreign key: deleting the origin must not reach into what was made from it.
"""

from __future__ import annotations

from vig_annotator.storage.tables.coding import (
    annotation,
    codebook_snapshot,
    coder,
    coding_pass,
    exemplar,
    family,
    imported_file,
    link,
    recording,
    session,
)
from vig_annotator.storage.tables.columns import metadata
from vig_annotator.storage.tables.consent import (
    absence,
    consent,
    consent_exception,
    made_file,
    person,
    service_decision,
)
from vig_annotator.storage.tables.history import (
    change_log,
    erasing,
)
from vig_annotator.storage.tables.reels import (
    moment,
    plan_item,
    reel,
    reel_clip,
    shared_review,
    shared_words,
)
from vig_annotator.storage.tables.supervision import (
    reference,
    review_entry,
    sealed_packet,
    second_coding,
    seen_entry,
    settlement,
    training_attempt,
)

__all__ = [
    "CURRENT_VERSION", "KNOWN_VERSIONS", "absence", "annotation", "change_log", "codebook_snapshot",
    "coder", "coding_pass", "consent", "consent_exception", "erasing", "exemplar", "family",
    "imported_file", "link", "made_file", "metadata", "moment", "person", "plan_item", "recording", "reel",
    "reel_clip", "reference", "review_entry", "sealed_packet", "second_coding", "seen_entry",
    "service_decision", "session", "settlement", "shared_review", "shared_words", "training_attempt",
]  # fmt: skip

KNOWN_VERSIONS = (
    "v0001",
    "v0002",
    "v0003",
    "v0004",
    "v0005",
    "v0006",
    "v0007",
    "v0008",
    "v0009",
    "v0010",
    "v0011",
    "v0012",
    "v0013",
    "v0014",
    "v0015",
    "v0016",
    "v0017",
    "v0018",
    "v0019",
)
"""Every version of the schema that this program can read, oldest first; a test holds it against the migrations."""

CURRENT_VERSION = KNOWN_VERSIONS[-1]
