"""Writing GSEQ's sequential data: timed, with every offset given; events without times as event data."""

from __future__ import annotations

from collections.abc import Sequence

from vig_annotator.exchange.document import Document, ForeignAnnotation, Observation, Tier
from vig_annotator.exchange.elan_rows import last_end_us
from vig_annotator.exchange.lanes import lanes_of
from vig_annotator.exchange.seconds import seconds_text, whole_ms

_WRONG = set(" \t\n\r,-/;&()%!<>*.$=:\"'")


def write_gseq(document: Document) -> bytes:
    """The document as an .sds file; sessions of one name are sessions of one unit."""
    if document.kept.get("kind") in ("Event", "Multievent") and document.format == "gseq":
        return _untimed(document)
    names = _Names()
    sets: dict[str, list[str]] = {}
    bodies: list[str] = []
    units: list[tuple[str, str, list[str]]] = []
    for observation in document.observations:
        session = _session(observation, names, sets)
        label, levels = _unit(document, observation)
        if units and units[-1][0] == label and document.format == "gseq":
            units[-1][2].append(session)
        else:
            units.append((label, levels, [session]))
    for label, levels, sessions in units:
        bodies.append(f"<{label}>\n" + ";\n".join(sessions) + (f"\n({levels})" if levels else "") + "/\n")
    declared = " ".join(f"(${names.of(name)} = {' '.join(codes)})" for name, codes in sets.items() if codes)
    factors = document.kept.get("factors", "") if document.format == "gseq" else ""
    head = f"Timed <seconds> {declared}" + (f"\n* {factors.strip()}" if factors.strip() else "")
    return (head + ";\n\n" + "\n".join(bodies)).encode("utf-8")


def _unit(document: Document, observation: Observation) -> tuple[str, str]:
    kept = observation.kept if document.format == "gseq" else {}
    label = str(kept.get("label", observation.name))
    return "".join(c for c in label if c not in "<>%!\n\r"), str(kept.get("levels", ""))


def _untimed(document: Document) -> bytes:
    mark = ".\n" if document.kept["kind"] == "Multievent" else "\n"
    units: dict[object, list[str]] = {}
    for observation in document.observations:
        text = mark.join(one.value for one in observation.annotations)
        units.setdefault(observation.kept.get("unit"), []).append(text)
    body = "".join(";\n\n".join(sessions) + "/\n" for sessions in units.values())
    return f"{document.kept['kind']};\n\n{body}".encode()


class _Names:
    """Gives each name one that GSEQ can read, unlike all others."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}

    def of(self, name: str) -> str:
        if name not in self._given:
            stem = "".join("_" if c in _WRONG else c for c in name).strip("_") or "code"
            candidate, number = stem, 2
            while candidate in self._given.values():
                candidate, number = f"{stem}_{number}", number + 1
            self._given[name] = candidate
        return self._given[name]


def _session(observation: Observation, names: _Names, sets: dict[str, list[str]]) -> str:
    last = last_end_us(observation)
    by_tier: dict[int, list[ForeignAnnotation]] = {}
    for one in observation.annotations:
        if one.onset_us is not None:
            by_tier.setdefault(one.tier, []).append(one)
    streams: list[str] = []
    for place, members in sorted(by_tier.items()):
        tier = observation.tiers[place]
        lanes = lanes_of(
            (
                n,
                one.onset_us or 0,
                max(last if one.offset_us is None else one.offset_us, (one.onset_us or 0) + 1),
            )
            for n, one in enumerate(members)
        )
        for lane in sorted(set(lanes.values())):
            own = [one for n, one in enumerate(members) if lanes[n] == lane]
            streams.append(_stream(own, tier, names, sets, last))
    end = _seconds(last)
    return " &\n".join(streams) + (f" ,{end}" if streams else f",{end}")


def _stream(
    members: Sequence[ForeignAnnotation], tier: Tier, names: _Names, sets: dict[str, list[str]], last_us: int
) -> str:
    set_name = " ".join(part for part in (tier.subject, tier.name) if part)
    items = []
    for one in sorted(members, key=lambda one: (one.onset_us or 0, one.offset_us or 0)):
        chosen = "_".join(choice for _, choices in one.modifiers for choice in choices)
        what = "_".join(part for part in (tier.subject, one.value or tier.name, chosen) if part)
        code = names.of(what)
        if not any(code in codes for codes in sets.values()):
            sets.setdefault(set_name, []).append(code)
        start = _seconds(one.onset_us or 0)
        if one.onset_us == one.offset_us:
            items.append(f"{code},{start}")
        else:
            items.append(f"{code},{start}-{_seconds(last_us if one.offset_us is None else one.offset_us)}")
    lines = [" ".join(items[n : n + 8]) for n in range(0, len(items), 8)]
    return "\n".join(lines)


def _seconds(time_us: int) -> str:
    return seconds_text(max(0, whole_ms(time_us)) * 1000)


def gseq_losses(document: Document) -> list[str]:
    """What GSEQ can't hold, whatever one chooses to stand for it."""
    if document.format == "gseq":
        if document.kept.get("kind") in ("State", "Interval"):
            return ["State and interval data are written as timed data with the same times."]
        return []
    annotations = [one for observation in document.observations for one in observation.annotations]
    losses = ["Films, coders and the codebook are left out; subjects become part of the codes’ names."]
    if any((one.onset_us or 0) % 1_000_000 or (one.offset_us or 0) % 1_000_000 for one in annotations):
        losses.append(
            "Times are written in seconds with up to three decimals; check that your GSEQ keeps them."
        )
    return losses
