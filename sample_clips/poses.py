"""From the story to a pose: what the faces, arms and things do at one instant."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sample_clips.canvas import Point, between
from sample_clips.people import Face
from sample_clips.story import US, Act, Story


@dataclass(frozen=True)
class Stage:
    """Where everything stands in a picture of one shape; the near hand is the one on the other person's side.

    A look is yaw, pitch and the eyes' own turn (x, y).
    """

    size: tuple[int, int]
    parent_head: Point
    parent_radius: float
    baby_head: Point
    baby_radius: float
    parent_near: tuple[Point, Point]  # at rest, reaching
    parent_far: tuple[Point, Point]  # at rest, at the phone
    baby_near: tuple[Point, Point]
    baby_far: tuple[Point, Point]
    parent_looks: dict[str, tuple[float, float, float, float]]
    baby_looks: dict[str, tuple[float, float, float, float]]


PLAY_STAGE = Stage(
    size=(960, 540),
    parent_head=(306, 182),
    parent_radius=80,
    baby_head=(652, 262),
    baby_radius=66,
    parent_near=((408, 452), (520, 392)),
    parent_far=((236, 462), (150, 424)),
    baby_near=((590, 452), (542, 386)),
    baby_far=((728, 446), (716, 400)),
    parent_looks={"": (25, 7, 0.5, 0.3), "phone": (-30, 20, -0.4, 0.7)},
    baby_looks={
        "": (-16, 17, -0.2, 0.7),
        "parent": (-26, -6, -0.5, -0.35),
        "away": (34, 14, 0.35, 0.4),
    },
)
PORTRAIT_STAGE = Stage(
    size=(540, 960),
    parent_head=(188, 300),
    parent_radius=108,
    baby_head=(352, 596),
    baby_radius=90,
    parent_near=((452, 806), (446, 752)),
    parent_far=((92, 838), (262, 768)),
    baby_near=((258, 826), (222, 706)),
    baby_far=((446, 822), (474, 700)),
    parent_looks={"": (20, 22, 0.5, 0.95)},
    baby_looks={"": (16, 20, 0.3, 0.5), "parent": (-26, -18, -0.4, -0.5)},
)


@dataclass(frozen=True)
class Person:
    """One person at one instant; `voice` is the share of loudness, `waving` lifts the arms while laughing."""

    face: Face
    head: Point
    near_hand: Point
    far_hand: Point
    near_angle: float
    far_angle: float
    spread: float
    hiding: float
    voice: float
    voice_age_us: int


@dataclass(frozen=True)
class Pose:
    """Everything that moves, at one instant."""

    parent: Person
    baby: Person
    phone_light: float
    phone_held: float


def pose_at(story: Story, stage: Stage, time_us: int) -> Pose:
    """The pose in the frame that is shown at a time."""
    return Pose(
        parent=_parent(story, stage, time_us),
        baby=_baby(story, stage, time_us),
        phone_light=_most(story.of("phone", "light"), time_us, 0.2),
        phone_held=_most([a for a in story.of("parent", "look") if a.towards == "phone"], time_us, 0.5),
    )


def _parent(story: Story, stage: Stage, t: int) -> Person:
    smile, laugh = _most(story.of("parent", "smile"), t), _most(story.of("parent", "laugh"), t)
    wait, hide = _most(story.of("parent", "wait"), t), _most(story.of("parent", "hide"), t, 0.32)
    lean, reach = _most(story.of("parent", "lean"), t, 0.7), _most(story.of("parent", "reach"), t, 0.5)
    phone = _most([a for a in story.of("parent", "look") if a.towards == "phone"], t, 0.5)
    nod = sum(_bump(a, t) for a in story.of("parent", "nod"))
    voice, age = _voice(story, "parent", t)
    yaw, pitch, gx, gy = _look(story.of("parent", "look"), stage.parent_looks, t)
    bob = laugh * math.sin(t / US * 2 * math.pi * 2.8)
    r = stage.parent_radius
    head = (
        stage.parent_head[0] + r * (0.32 * lean + 0.16 * wait - 0.1 * phone + 0.05 * _breath(t, 4.1)),
        stage.parent_head[1] + r * (0.14 * lean + 0.03 * _breath(t, 3.7) + 0.05 * bob + 0.12 * nod),
    )
    face = Face(
        yaw=yaw - 12 * hide,
        pitch=pitch + 14 * nod - 5 * laugh,
        tilt=4 * wait + 5 * lean * (1 - wait) + 3 * bob + 2 * _breath(t, 5.3),
        gaze=(gx, gy),
        smile=0.34 + 0.4 * smile + 0.22 * laugh + 0.12 * wait * (1 - smile) - 0.26 * phone,
        mouth_open=max(voice, 0.75 * laugh),
        lids=max(_blink(t, 3.3, 0.4), 0.3 * phone),
        squint=max(laugh, 0.28 * smile),
        brow=0.9 * wait + 0.5 * smile - 0.1 * phone + 0.6 * voice,
    )
    near = between(stage.parent_near[0], stage.parent_near[1], reach)
    far = between(stage.parent_far[0], stage.parent_far[1], phone if len(stage.parent_looks) > 1 else reach)
    palm_x = r * 0.36
    near = between(near, (head[0] + palm_x + r * 0.16, head[1] + r * 0.2), hide)
    far = between(far, (head[0] - palm_x + r * 0.2, head[1] + r * 0.22), hide)
    return Person(
        face,
        head,
        near,
        far,
        near_angle=_mix(8 - 22 * reach, -84, hide),
        far_angle=_mix(_mix(20, -62, max(phone, reach)), -96, hide),
        spread=_mix(0.15, 0.2, hide),
        hiding=hide,
        voice=voice,
        voice_age_us=age,
    )


def _baby(story: Story, stage: Stage, t: int) -> Person:
    smile, laugh = _most(story.of("baby", "smile"), t), _most(story.of("baby", "laugh"), t)
    frown, reach = _most(story.of("baby", "frown"), t, 0.8), _most(story.of("baby", "reach"), t, 0.48)
    voice, age = _voice(story, "baby", t)
    yaw, pitch, gx, gy = _look(story.of("baby", "look"), stage.baby_looks, t)
    wave = laugh * math.sin(t / US * 2 * math.pi * 3.3)
    r = stage.baby_radius
    head = (
        stage.baby_head[0] + r * (-0.14 * reach + 0.05 * _breath(t, 3.1)),
        stage.baby_head[1] + r * (0.03 * _breath(t, 2.6) + 0.06 * wave + 0.05 * reach),
    )
    face = Face(
        yaw=yaw,
        pitch=pitch - 6 * laugh,
        tilt=-4 * smile + 4 * wave + 2.5 * _breath(t, 4.4) + 4 * frown,
        gaze=(gx, gy),
        smile=0.1 + 0.62 * smile * (1 - frown) + 0.2 * laugh - 0.75 * frown,
        mouth_open=max(voice, 0.85 * laugh),
        lids=max(_blink(t, 2.7, 1.1), 0.3 * frown),
        squint=max(laugh, 0.2 * smile * (1 - frown)),
        brow=0.6 * voice + 0.5 * reach * (1 - frown) - 0.9 * frown,
    )
    near = between(stage.baby_near[0], stage.baby_near[1], reach)
    far = between(
        stage.baby_far[0], stage.baby_far[1], max(reach * 0.9 if stage is PORTRAIT_STAGE else 0.0, 0.0)
    )
    lift = laugh * r * 0.75
    near = (near[0] - 0.35 * lift, near[1] - lift + wave * r * 0.26)
    far = (far[0] + 0.3 * lift, far[1] - lift - wave * r * 0.26)
    return Person(
        face,
        head,
        near,
        far,
        near_angle=_mix(200, 205 + 12 * wave, reach) + 55 * laugh,
        far_angle=_mix(-20, -70, max(laugh, reach if stage is PORTRAIT_STAGE else 0.0)),
        spread=0.3 + 0.7 * max(reach, laugh),
        hiding=0.0,
        voice=voice,
        voice_age_us=age,
    )


def _smooth(x: float) -> float:
    x = min(1.0, max(0.0, x))
    return x * x * (3 - 2 * x)


def _weight(act: Act, t: int, seconds: float) -> float:
    """How far an act is on its way: from its first frame on it can be seen, after its end it fades."""
    if t < act.onset_us:
        return 0.0
    length = seconds * US
    return _smooth((t - act.onset_us + 40_000) / length) * (1 - _smooth((t - act.offset_us) / length))


def _most(acts: list[Act], t: int, seconds: float = 0.36) -> float:
    return max((_weight(a, t, seconds) for a in acts), default=0.0)


def _bump(act: Act, t: int) -> float:
    share = (t - act.onset_us) / (act.offset_us - act.onset_us)
    return math.sin(math.pi * share) if 0 <= share <= 1 else 0.0


def _look(
    acts: list[Act], looks: dict[str, tuple[float, float, float, float]], t: int
) -> tuple[float, float, float, float]:
    weights = [(looks[a.towards], _weight(a, t, 0.4)) for a in acts]
    rest = max(0.0, 1 - sum(w for _, w in weights))
    total = rest + sum(w for _, w in weights)
    every = [(looks[""], rest), *weights]
    yaw, pitch, gx, gy = (sum(look[i] * w for look, w in every) / total for i in range(4))
    return yaw, pitch, gx, gy


def _voice(story: Story, who: str, t: int) -> tuple[float, int]:
    """How wide the mouth is open from speaking, and how long ago the sound began."""
    for act in story.of(who, "voice"):
        if act.onset_us <= t < act.offset_us + 80_000:
            age = t - act.onset_us
            opening = min(1.0, (age + 60_000) / 120_000) * _smooth((act.offset_us + 80_000 - t) / 200_000)
            return opening * (0.5 + 0.22 * math.sin(age / US * 2 * math.pi * 3.4)), age
    for act in story.of(who, "laugh"):
        if act.onset_us <= t < act.offset_us:
            return 0.4, t - act.onset_us
    return 0.0, 0


def _breath(t: int, seconds: float) -> float:
    return math.sin(t / US * 2 * math.pi / seconds)


def _blink(t: int, every_s: float, first_s: float) -> float:
    phase = (t / US - first_s) % every_s
    return math.sin(math.pi * phase / 0.2) if phase < 0.2 else 0.0


def _mix(a: float, b: float, share: float) -> float:
    return a + (b - a) * share
