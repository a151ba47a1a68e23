"""Which coding of one person belongs beside which of another, where somebody has several of one session.

A file of another program brings a second coding of the same coder where the codebook lacks some of its codes; what the two
coded with in common is in the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.model.coding_pass import CodingPass


def best_pair(a: Sequence[CodingPass], b: Sequence[CodingPass]) -> tuple[CodingPass, CodingPass]:
    """Of two people's codings of one session, in the order in which they were made, the two to compare.

    Those with the same version of a codebook, of several the ones made last; if they have no version in common, the last of each.

    Raises:
        ValueError: one of the two has none.
    """
    if not a or not b:
        raise ValueError("one of the two coded nothing")
    pairs = [
        (i, k) for i, one in enumerate(a) for k, other in enumerate(b) if one.snapshot_id == other.snapshot_id
    ]
    i, k = max(pairs, key=lambda pair: (min(pair), max(pair))) if pairs else (len(a) - 1, len(b) - 1)
    return a[i], b[k]
