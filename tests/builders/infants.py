"""The fifteen double-coded infant sessions beside the project: where their files are, what their tracks mean, what was published of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vig_annotator.services.double_coded import AcrossSessions

_INTEROP = Path(__file__).parents[3] / "shared" / "interop"
REFERENCE = _INTEROP / "stats" / "dev" / "infant_gaze_two_coders.json"
FILES = _INTEROP / "dev" / "vcode-infant-gaze" / "sessions"
THERE = REFERENCE.exists() and FILES.exists()
GAZE, ENDS = ("left", "right", "away"), ("end", "outofframe")


def infant_sessions() -> list[dict[str, Any]]:
    """What was published of each."""
    found: list[dict[str, Any]] = json.loads(REFERENCE.read_text(encoding="utf-8"))["sessions"]
    return found


def published_kappas() -> dict[str, float]:
    """By session, the kappa of looks with nil by iterative fitting, where looks that share 60 % are the same."""
    return {
        one["session"]: one["elan_modified_kappa"]["0.6"]["kappa_ipf_exact_structural_zero"]["on_table"]
        for one in infant_sessions()
    }


def require_published(across: AcrossSessions) -> None:
    """Each session's kappa of looks is the published one, to the last digit that was printed."""
    published = published_kappas()
    found = {
        next(name for name in published if one.pair.session.startswith(name)): one.kappa.value
        for one in across.sessions
    }
    assert found == pytest.approx(published, abs=2e-6)
