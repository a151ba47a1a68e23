from __future__ import annotations

from collections.abc import Callable

import pytest

from vig_annotator.codebook.loader import parse_codebook
from vig_annotator.errors import CodebookError, Fault

SMALL = """\
id: small
title: A small codebook
version: 1.0
groups:
  - id: looking
    label: Looking
codes:
  - id: start
    label: Baby starts
    subject: infant
    kind: point
    key: b
  - id: watches
    label: Watches
    subject: parent
    kind: state
    group: looking
    key: a
"""


@pytest.fixture
def small() -> str:
    """A right codebook of 18 lines with one point and one state in a group."""
    return SMALL


@pytest.fixture
def faults_of() -> Callable[[str], list[Fault]]:
    def find(text: str) -> list[Fault]:
        try:
            parse_codebook(text, "test.yaml")
        except CodebookError as trouble:
            assert trouble.faults, "a codebook error without faults tells nobody anything"
            assert str(trouble) == "\n".join(str(fault) for fault in trouble.faults)
            for fault in trouble.faults:
                assert fault.message and fault.remedy and fault.line >= 1
                assert "\n" not in fault.message and "\n" not in fault.remedy
            return list(trouble.faults)
        return []

    return find
