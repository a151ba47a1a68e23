"""What ELAN can't hold of a document."""

from __future__ import annotations

from vig_annotator.exchange.document import Document


def elan_losses(document: Document) -> list[str]:
    """What ELAN can't hold, with what stands for it."""
    if document.format in ("eaf", "etf") or len(document.observations) != 1:
        return []
    annotations = document.observations[0].annotations
    points = sum(one.onset_us == one.offset_us for one in annotations)
    fine = sum(bool((one.onset_us or 0) % 1000 or (one.offset_us or 0) % 1000) for one in annotations)
    before = sum((one.onset_us or 0) < 0 for one in annotations)
    running = sum(one.offset_us is None for one in annotations)
    short = sum(
        one.offset_us is not None and one.onset_us is not None and 0 < one.offset_us - one.onset_us < 1000
        for one in annotations
    )
    told = [
        (points, "points are written one millisecond long, on tiers of the type “vig point”."),
        (fine, "annotations have times finer than a millisecond; they are rounded to it."),
        (before, "annotations begin before the clock’s zero and are moved to it."),
        (running, "states were never ended; they are written up to the end."),
        (short, "states are shorter than a millisecond and are written one millisecond long."),
    ]
    losses = [f"{count:,} {what}" for count, what in told if count]
    if any(tier.kept.get("lane") for tier in document.observations[0].tiers):
        losses.append("What overlaps on one tier is written on several.")
    if any(one.modifiers for one in annotations) or any(one.note for one in annotations):
        losses.append(
            "Modifiers and notes are written on tiers of their own, below the one that they belong to."
        )
    return losses
