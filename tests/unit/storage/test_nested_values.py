"""A clip's look and a reel's style survive being written as JSON, whatever they hold."""

import json

from hypothesis import given
from hypothesis import strategies as st

from vig_annotator.model.clip_look import ClipLook
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel_style import ReelStyle
from vig_annotator.storage.nested_values import plain_of, value_of

st.register_type_strategy(
    Span,
    st.builds(
        lambda onset, length: Span(MediaTime(onset), MediaTime(onset + length)),
        st.integers(0, 2**53),
        st.integers(0, 2**53),
    ),
)


@given(st.from_type(ClipLook))
def test_a_look_comes_back_from_json(look: ClipLook) -> None:
    assert value_of(ClipLook, json.loads(json.dumps(plain_of(look)))) == look


@given(st.from_type(ReelStyle))
def test_a_style_comes_back_from_json(style: ReelStyle) -> None:
    assert value_of(ReelStyle, json.loads(json.dumps(plain_of(style)))) == style


def test_only_what_is_unusual_is_written() -> None:
    assert plain_of(ClipLook()) == {}
    assert plain_of(ClipLook(speed_percent=50)) == {"speed_percent": 50}


def test_a_field_of_a_later_program_is_left_out() -> None:
    assert value_of(ClipLook, {"speed_percent": 50, "sparkles": 3}) == ClipLook(speed_percent=50)
