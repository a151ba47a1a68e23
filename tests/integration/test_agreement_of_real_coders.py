"""Fifteen real infant sessions coded by two people, against figures that independent programs computed from them.

scikit-learn for kappa by duration and by unit; ELAN's matching of states, with the nil cell a true zero, for events.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.builders.infants import REFERENCE
from vig_annotator.analysis.agreement import compare
from vig_annotator.analysis.double_coding import DoubleCoding, Settings
from vig_annotator.analysis.estimate import Bootstrap
from vig_annotator.analysis.record import CodedEvent
from vig_annotator.cli.agreement_command import agreement
from vig_annotator.model.mediatime import MediaTime, Span

PRINTED = 1e-6
"""The reference figures are rounded to six places."""

if not REFERENCE.exists():
    pytest.skip("the shared reference figures are not beside the project", allow_module_level=True)

SESSIONS: list[dict[str, Any]] = json.loads(REFERENCE.read_text(encoding="utf-8"))["sessions"]


def coded(rows: list[list[Any]]) -> list[CodedEvent]:
    return [CodedEvent(code, onset_ms * 1000, offset_ms * 1000) for onset_ms, offset_ms, code in rows]


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session["session"][:8])
def test_every_figure_is_reproduced(session: dict[str, Any]) -> None:
    a, b = coded(session["coder1"]), coded(session["coder2"])
    span = Span(*(MediaTime(ms * 1000) for ms in session["range_ms"]))
    quick = Bootstrap(samples=0)
    for unit_ms, expected in session["time_unit"].items():
        for reach, tolerated in expected.get("tolerance", {"0": None}).items():
            unit_us = int(unit_ms) * 1000
            result = compare(
                [DoubleCoding(a, b, span)], Settings(unit_us, int(reach) * unit_us, bootstrap=quick)
            )
            assert result.duration is not None
            assert result.units is not None
            assert result.tolerance_a is not None
            assert result.tolerance_b is not None
            assert result.duration.figures["kappa"].value == pytest.approx(
                session["duration_weighted"]["kappa"], abs=PRINTED
            )
            assert result.units.figures["kappa"].value == pytest.approx(expected["kappa"], abs=PRINTED)
            assert result.units.table.sum() == expected["n_units"]
            if tolerated is not None:
                for compared, name in (
                    (result.tolerance_a, "ref_coder1"),
                    (result.tolerance_b, "ref_coder2"),
                ):
                    assert compared.figures["kappa"].value == pytest.approx(
                        tolerated[name]["kappa"], abs=PRINTED
                    )
    for share, elan in session["elan_modified_kappa"].items():
        result = compare([DoubleCoding(a, b, span)], Settings(match_overlap=Fraction(share), bootstrap=quick))
        exact = elan["kappa_ipf_exact_structural_zero"]
        assert result.events.table[:-1, :-1].sum() == elan["matched"]
        assert result.events.figures["kappa"].value == pytest.approx(exact["on_table"], abs=PRINTED)
        assert result.events_twice.figures["kappa"].value == pytest.approx(
            exact["on_table_doubled"], abs=PRINTED
        )
        assert result.matched_only.figures["kappa"].value == pytest.approx(elan["kappa_matched"], abs=PRINTED)


def test_the_command_says_the_same(tmp_path: Path) -> None:
    session = SESSIONS[0]
    for name in ("coder1", "coder2"):
        rows = [f"{code},{onset / 1000},{offset / 1000}" for onset, offset, code in session[name]]
        (tmp_path / f"{name}.csv").write_text("\n".join(["code,onset_s,offset_s", *rows]), encoding="utf-8")
    start, end = (str(ms / 1000) for ms in session["range_ms"])
    answer = CliRunner().invoke(
        agreement,
        [
            str(tmp_path / "coder1.csv"),
            str(tmp_path / "coder2.csv"),
            "--span",
            start,
            end,
            "--unit",
            "0.1",
            "--tolerance",
            "0.2",
            "--match-overlap",
            "0.6",
            "--json",
        ],
    )
    assert answer.exit_code == 0, answer.output
    figures = json.loads(answer.output)
    expected = session["time_unit"]["100"]
    assert figures["duration_weighted"]["kappa"] == pytest.approx(
        session["duration_weighted"]["kappa"], abs=PRINTED
    )
    assert figures["time_unit"]["kappa"] == pytest.approx(expected["kappa"], abs=PRINTED)
    tolerance = figures["time_unit"]["tolerance"]
    assert tolerance["a_reference"]["kappa"] == pytest.approx(
        expected["tolerance"]["2"]["ref_coder1"]["kappa"], abs=PRINTED
    )
    assert tolerance["b_reference"]["kappa"] == pytest.approx(
        expected["tolerance"]["2"]["ref_coder2"]["kappa"], abs=PRINTED
    )
    low, high = figures["duration_weighted"]["kappa_ci95"]
    assert low < figures["duration_weighted"]["kappa"] < high
