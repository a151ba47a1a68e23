"""Sealed packets from end to end: what leaves, what is seen, what comes back."""

from __future__ import annotations

import io
from pathlib import Path

import av
import pytest

from sample_clips.frame_pattern import read_pattern
from tests.builders.clips import Clip
from tests.builders.consents import agree
from tests.builders.libraries import Desk, at
from tests.builders.packets import (
    PUBLIC,
    QUESTION,
    SECRET,
    SUPERVISOR,
    coded_library,
    frames,
    opened,
    sealed_packet,
)
from vig_annotator.errors import (
    ConsentNeeded,
    ExportError,
    NotFound,
    PacketError,
    RuleViolation,
    UsageError,
    VigError,
)
from vig_annotator.exchange.sealing import Key
from vig_annotator.media import held_films
from vig_annotator.media.film_reader import FilmReader
from vig_annotator.media.probe import probe
from vig_annotator.model.coder import Role
from vig_annotator.model.consent import Purpose
from vig_annotator.model.edits.consent import Answer
from vig_annotator.model.made_file import MadeKind
from vig_annotator.model.mediatime import MediaTime, Span
from vig_annotator.model.reel import Audience
from vig_annotator.model.review import EntryKind, ReviewEntry
from vig_annotator.model.sealed_packet import Direction
from vig_annotator.services import (
    coders,
    consent,
    interchange_export,
    packet_merging,
    passes,
    rating,
    reel_guarding,
    register,
    reviewing,
)
from vig_annotator.services.films import find_film
from vig_annotator.services.packet_answers import KeptAnswers
from vig_annotator.services.packet_opening import PacketWorkspace, read_packet
from vig_annotator.services.packet_sealing import (
    SessionWish,
    Wish,
    checked_end,
    length_us,
    order_packet,
    seal_order,
)
from vig_annotator.services.recordings import files_of, main_take, read_frames


@pytest.fixture
def desk(library_folder: Path, plain_film: Clip) -> Desk:
    made = coded_library(library_folder, plain_film.path)
    yield made  # type: ignore[misc]
    made.ws.close()


def wish(desk: Desk, *stretches: Span) -> Wish:
    return Wish((SessionWish(desk.session.id, stretches),))


def shown_numbers(ws: PacketWorkspace, *wanted: int) -> list[int | None]:
    """What is drawn in these frames of the packet's film."""
    (session_id,) = ws.clocks
    take = main_take(ws, session_id)
    index = read_frames(files_of(ws, take), ws.caches_dir)
    from vig_annotator.media.joined_reader import open_pictures

    with open_pictures(find_film(ws, take[0]), index) as reader:
        return [read_pattern(reader.read(frame).rgb) for frame in (wanted or range(len(index)))]


def test_the_whole_film_and_its_codings_are_seen(desk: Desk, tmp_path: Path) -> None:
    packet = sealed_packet(desk, tmp_path / "visit.vigpacket")
    with opened(packet) as sam:
        assert shown_numbers(sam.ws) == list(range(100))
        assert sorted(sam.tags) == sorted(
            f"{code} {frame}"
            for code, frame in (
                ("smile", 5), ("smile", 30), ("bid", 40), ("notice", 45), ("cry", 90), ("face", 10), ("voice", 50),
            )
        )  # fmt: skip
        assert sam.ws.packet.questions == QUESTION
        assert coders.coder_named(sam.ws, SUPERVISOR).role is Role.SUPERVISOR
        assert sam.ws.caches_dir is None
        with sam.ws.store.reading() as connection:
            assert (
                connection.connection.driver_connection.execute("PRAGMA database_list").fetchall()[0][2] == ""
            )  # type: ignore[union-attr]


def test_only_the_stretch_leaves_to_the_frame(desk: Desk, tmp_path: Path) -> None:
    packet = sealed_packet(
        desk, tmp_path / "part.vigpacket", Span(MediaTime(at(30) + 1), MediaTime(at(60) - 1))
    )
    with opened(packet) as sam:
        assert shown_numbers(sam.ws) == list(range(30, 60))
        # On the packet's clock, which begins with its own first frame; tags that reach out are cut off.
        assert sorted(sam.tags) == ["bid 10", "face 0", "notice 15", "smile 0", "voice 20"]
        one = passes.visible_pass(sam.ws, sam.pass_id)
        by_code = {tag.code_id: tag for tag in sam.ws.desk(one).annotations}
        assert (by_code["face"].onset_us, by_code["face"].offset_us) == (0, at(5))
        assert (by_code["voice"].onset_us, by_code["voice"].offset_us) == (at(20), at(30))


def test_several_stretches_keep_their_distance_and_nothing_between_leaves(desk: Desk, tmp_path: Path) -> None:
    packet = sealed_packet(desk, tmp_path / "parts.vigpacket", frames(80, 95), frames(10, 20), frames(15, 25))
    with opened(packet) as sam:
        assert shown_numbers(sam.ws) == [*range(10, 25), *range(80, 95)]
        (session_id,) = sam.ws.clocks
        assert [one.starts_at_us for one in main_take(sam.ws, session_id)] == [0, at(70)]
        assert sorted(sam.tags) == ["cry 80", "face 0", "voice 40"]
        assert passes.visible_pass(sam.ws, sam.pass_id).segments == (frames(0, 15), frames(70, 85))


def test_the_film_carries_nothing_but_pictures_and_sound(desk: Desk, tmp_path: Path) -> None:
    path = sealed_packet(desk, tmp_path / "visit.vigpacket", sound=False)
    (film,) = read_packet(path, Key(text=SECRET)).films.values()
    info = probe(io.BytesIO(film))
    assert (info.audio, info.display_size) == (None, (640, 360))
    heard = sealed_packet(desk, tmp_path / "heard.vigpacket")
    (film,) = read_packet(heard, Key(text=SECRET)).films.values()
    assert probe(io.BytesIO(film)).audio is not None


def test_what_the_camera_wrote_into_the_film_stays(tmp_path: Path, plain_film: Clip) -> None:
    told = tmp_path / "IMG_1234.mp4"
    with (
        av.open(str(plain_film.path)) as source,
        av.open(str(told), "w", container_options={"movflags": "use_metadata_tags"}) as copy,
    ):
        copy.metadata["location"] = "+52.5200+013.4050/"
        copy.metadata["title"] = "Anna at home"
        stream = copy.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                copy.mux(packet)
    assert b"+52.5200" in told.read_bytes() and b"Anna" in told.read_bytes()
    desk = coded_library(tmp_path / "library", told)
    with desk.ws:
        packet = read_packet(sealed_packet(desk, tmp_path / "visit.vigpacket"), Key(text=SECRET))
    (film,) = packet.films.values()
    assert b"+52.5200" not in film and b"Anna" not in film
    assert str(told) not in str(packet.rows)


def test_everybody_must_have_agreed_to_supervision(desk: Desk) -> None:
    people = consent.people(desk.ws, desk.family.id)
    consent.withdraw(desk.ws, people[0].id, [Purpose.SUPERVISION])
    with pytest.raises(ConsentNeeded, match=r"The packet can’t be sealed: F-001’s consent for supervision"):
        order_packet(desk.ws, wish(desk))
    agree(desk.ws, desk.family.id, Purpose.SUPERVISION, answer=Answer(no_sound=True))
    with pytest.raises(ConsentNeeded, match="only without sound"):
        order_packet(desk.ws, wish(desk))
    order_packet(desk.ws, Wish((SessionWish(desk.session.id),), sound=False))


def test_what_left_is_in_the_register(desk: Desk, tmp_path: Path) -> None:
    path = sealed_packet(desk, tmp_path / "visit.vigpacket")
    (entry,) = register.made_files(desk.ws)
    assert (entry.kind, entry.audience, entry.what) == (
        MadeKind.PACKET,
        Audience.SUPERVISOR,
        desk.session.title,
    )
    assert register.search([entry], tmp_path) == {entry.id: path}
    assert packet_merging.answered_words(desk.ws, entry) == "not answered yet"
    (sent,) = packet_merging.packets(desk.ws)
    assert (sent.direction, sent.who, sent.digest, sent.questions) == (
        Direction.SENT, SUPERVISOR, entry.digest, QUESTION,
    )  # fmt: skip
    person = consent.people(desk.ws, desk.family.id)[0]
    assert register.touched_by(desk.ws, desk.family.id, person.id, [Purpose.SUPERVISION]) == (entry,)


def test_a_blind_coding_of_somebody_else_does_not_go(desk: Desk) -> None:
    passes.code_blind(desk.ws, desk.coding_pass.id)
    desk.ws.work_as("CD")
    with pytest.raises(NotFound, match="has no coding that could be sent"):
        order_packet(desk.ws, wish(desk))
    with pytest.raises(NotFound):
        order_packet(desk.ws, Wish((SessionWish(desk.session.id, (), (desk.coding_pass.id,)),)))


def test_what_can_not_be_sealed_is_said_and_leaves_nothing(
    desk: Desk, tmp_path: Path, plain_film: Clip
) -> None:
    with pytest.raises(UsageError, match="Nothing is chosen"):
        order_packet(desk.ws, Wish(()))
    order = order_packet(desk.ws, wish(desk))
    for key, words in ((Key("short"), "shorter than 12"), (Key(text="age1nonsense"), "no supervisor’s key")):
        with pytest.raises(UsageError, match=words):
            seal_order(order, key, tmp_path / "x.vigpacket")
    outside = order_packet(desk.ws, wish(desk, Span(MediaTime(9_000_000), MediaTime(9_500_000))))
    with pytest.raises(UsageError, match="outside its film"):
        seal_order(outside, Key(text=PUBLIC), tmp_path / "x.vigpacket")
    with pytest.raises(ExportError):
        seal_order(order, Key(text=PUBLIC), plain_film.path, overwrite=True)
    assert not any(one.suffix == ".vigpacket" or one.suffix == ".part" for one in tmp_path.iterdir())
    assert length_us(desk.ws, [SessionWish(desk.session.id, (frames(0, 25),))]) == 1_000_000


def test_the_last_day(desk: Desk, tmp_path: Path) -> None:
    assert checked_end("", "2026-11-12") == "2026-12-12"
    for day, words in (
        ("tomorrow", "no day"),
        ("2026-11-11", "over already"),
        ("2028-01-01", "a year at most"),
    ):
        with pytest.raises(UsageError, match=words):
            checked_end(day, "2026-11-12")
    path = sealed_packet(desk, tmp_path / "visit.vigpacket")
    last = read_packet(path, Key(text=SECRET)).expires_on
    assert read_packet(path, Key(text=SECRET), today=last).id
    with pytest.raises(PacketError, match=r"could be opened until .*, so it is not opened any more\. Ask AB"):
        read_packet(path, Key(text=SECRET), today="2099-01-01")


def judge(path: Path, who: str = SUPERVISOR) -> list[ReviewEntry]:
    """The supervisor says one thing of each kind, and closes the packet."""
    with opened(path, who) as sam:
        tags, said = sam.tags, sam.pass_id
        smile = next(one for name, one in tags.items() if name.startswith("smile"))
        face = next(one for name, one in tags.items() if name.startswith("face"))
        reviewing.accept(sam.ws, said, smile)
        reviewing.amend_code(sam.ws, said, face, "toy", None, "Look at the hands.")
        reviewing.question(sam.ws, said, next(i for n, i in tags.items() if n.startswith("bid")), "Hers?")
        reviewing.reject(sam.ws, said, next(i for n, i in tags.items() if n.startswith("notice")))
        reviewing.comment(sam.ws, said, "Lovely waiting.", frames(2, 8))
        reviewing.comment(sam.ws, said, "Well coded.")
        reviewing.propose(sam.ws, said, "voice", frames(3, 6))
        reviewing.sum_up(sam.ws, said, "You see starts.", "Look at hands.")
        first = reviewing.entries_of(sam.ws, said)[3]
        reviewing.reply(sam.ws, first.id, "No hurry.")
        reviewing.resolve(sam.ws, first.id)
        assert sam.answers.count == 10
        sam.answers.write(path.with_name("back.vigpacket"))
        return reviewing.entries_of(sam.ws, said)


def test_answers_come_back_with_their_ids_and_both_names(desk: Desk, tmp_path: Path) -> None:
    path = sealed_packet(desk, tmp_path / "part.vigpacket", frames(20, 60))
    said = judge(path)
    came = packet_merging.look(desk.ws, tmp_path / "back.vigpacket")
    assert came is not None
    assert packet_merging.in_words(desk.ws, came) == [
        "F-001 › plain · AB: 1 tag accepted, 1 tag amended, 2 comments, 1 missing tag proposed, 1 question, 1 tag rejected, 1 answer to a remark, "
        "1 remark closed, 1 summary"
    ]
    assert packet_merging.besides(came) == ["Sam Moor becomes known in this library, as a supervisor."]
    assert reviewing.entries_of(desk.ws, desk.coding_pass.id) == []  # only looked at so far
    packet_merging.take_in(desk.ws, came)
    there = reviewing.entries_of(desk.ws, desk.coding_pass.id)
    assert [one.id for one in there] == [one.id for one in said]
    assert {one.created_by for one in there} == {SUPERVISOR}
    # On the session's clock again: the packet began at frame 20.
    stretch = next(one for one in there if one.text == "Lovely waiting.")
    assert (stretch.onset_us, stretch.offset_us) == (at(22), at(28))
    amended = next(one for one in there if one.kind is EntryKind.AMEND)
    tag = next(one for one in desk.ws.desk(desk.coding_pass).annotations if one.code_id == "face")
    before, after = amended.detail["before"], amended.detail["after"]
    assert isinstance(before, dict) and isinstance(after, dict)
    assert (before["onset_us"], before["offset_us"]) == (tag.onset_us, tag.offset_us) == (at(10), at(35))
    assert (after["onset_us"], after["offset_us"], after["code_id"]) == (at(10), at(35), "toy")
    assert coders.coder_named(desk.ws, SUPERVISOR).role is Role.SUPERVISOR
    reviewing.take(desk.ws, amended.id)
    assert ("toy", 10, 35) in desk.seen()
    reviewing.take(desk.ws, next(one.id for one in there if one.kind is EntryKind.PROPOSE))
    assert ("voice", 23, 26) in desk.seen()
    back = packet_merging.packets(desk.ws, Direction.CAME_BACK)
    (entry,) = register.made_files(desk.ws)
    assert packet_merging.answered_words(desk.ws, entry) == f"answered by {SUPERVISOR}"
    assert [(one.who, one.remarks, one.created_by) for one in back] == [(SUPERVISOR, 10, "AB")]


def test_taken_in_twice_brings_nothing_and_overwrites_nothing(desk: Desk, tmp_path: Path) -> None:
    path = sealed_packet(desk, tmp_path / "visit.vigpacket")
    judge(path)
    came = packet_merging.look(desk.ws, tmp_path / "back.vigpacket")
    assert came is not None
    packet_merging.take_in(desk.ws, came)
    there = reviewing.entries_of(desk.ws, desk.coding_pass.id)
    coders.describe_coder(desk.ws, SUPERVISOR, "XX", Role.SUPERVISOR)
    again = packet_merging.look(desk.ws, tmp_path / "back.vigpacket")
    assert again is not None
    assert (again.arrivals.count, again.arrivals.known, again.arrivals.change_set.changes) == (0, 10, ())
    assert packet_merging.besides(again) == ["10 remarks are here already."]
    packet_merging.take_in(desk.ws, again)
    packet_merging.take_in(desk.ws, came)
    assert reviewing.entries_of(desk.ws, desk.coding_pass.id) == there
    assert coders.coder_named(desk.ws, SUPERVISOR).initials == "XX"
    assert len(packet_merging.packets(desk.ws, Direction.CAME_BACK)) == 1


def test_missing_tags_that_a_supervisor_proposes_come_back_at_the_sessions_clock(
    desk: Desk, tmp_path: Path
) -> None:
    path = sealed_packet(desk, tmp_path / "part.vigpacket", frames(20, 40), frames(60, 95))
    with opened(path) as sam:
        before = sam.tags
        # In the film, frames 22 and 65 to 72; the second stretch keeps its distance from the first.
        reviewing.propose(sam.ws, sam.pass_id, "smile", frames(2, 2), "She turns to him.")
        reviewing.propose(sam.ws, sam.pass_id, "face", frames(45, 52))
        assert sam.tags == before, "the supervisor changes no tag"
    with opened(path) as sam:  # gone on with another day
        kept = [one for one in reviewing.entries_of(sam.ws, sam.pass_id) if one.kind is EntryKind.PROPOSE]
        assert [(one.onset_us, one.offset_us) for one in kept] == [(at(2), at(2)), (at(45), at(52))]
        sam.answers.write(tmp_path / "back.vigpacket")
    seen = desk.seen()
    came = packet_merging.look(desk.ws, tmp_path / "back.vigpacket")
    assert came is not None
    assert packet_merging.in_words(desk.ws, came) == ["F-001 › plain · AB: 2 missing tags proposed"]
    assert reviewing.entries_of(desk.ws, desk.coding_pass.id) == []  # only looked at so far
    packet_merging.take_in(desk.ws, came)
    again = packet_merging.look(desk.ws, tmp_path / "back.vigpacket")
    assert again is not None and (again.arrivals.count, again.arrivals.known) == (0, 2)
    packet_merging.take_in(desk.ws, again)
    assert desk.seen() == seen
    point, state = reviewing.entries_of(desk.ws, desk.coding_pass.id)
    for entry, first, stop in ((point, 22, 22), (state, 65, 72)):
        after = entry.detail["after"]
        assert isinstance(after, dict)
        assert (entry.onset_us, entry.offset_us, entry.created_by) == (at(first), at(stop), SUPERVISOR)
        assert (after["onset_us"], after["offset_us"]) == (at(first), at(stop))
    assert point.text == "She turns to him."
    reviewing.take(desk.ws, point.id)
    reviewing.take(desk.ws, state.id)
    new = [one for one in desk.ws.desk(desk.coding_pass).annotations if one.onset_us in (at(22), at(65))]
    assert [(one.code_id, one.onset_us, one.offset_us, one.created_by) for one in new] == [
        ("smile", at(22), at(22), "AB"),
        ("face", at(65), at(72), "AB"),
    ]
    # Taken in once more afterwards, it brings nothing back.
    packet_merging.take_in(desk.ws, came)
    assert len(reviewing.entries_of(desk.ws, desk.coding_pass.id)) == 4


def test_answers_are_kept_sealed_at_every_step_and_gone_on_with(desk: Desk, tmp_path: Path) -> None:
    path = sealed_packet(desk, tmp_path / "part.vigpacket", frames(20, 60))
    with opened(path) as sam:
        assert sam.answers.place is None
        reviewing.comment(sam.ws, sam.pass_id, "Lovely waiting.", frames(2, 8))
        place = sam.answers.place
        assert place is not None and place.parent == tmp_path
        face = next(one for name, one in sam.tags.items() if name.startswith("face"))
        reviewing.amend_span(sam.ws, sam.pass_id, face, at(0), at(12))
        reviewing.comment(sam.ws, sam.pass_id, "Taken back.")
        sam.ws.history.undo()
        before = reviewing.entries_of(sam.ws, sam.pass_id)
    assert b"Lovely" not in place.read_bytes()
    with opened(path) as sam:
        assert reviewing.entries_of(sam.ws, sam.pass_id) == before
        assert (sam.answers.count, sam.answers.place) == (2, place)
        assert passes.visible_pass(sam.ws, sam.pass_id).coder == "AB"
    with (
        pytest.raises(PacketError, match="Sam Moor has begun to answer this packet here"),
        opened(path, "Kim"),
    ):
        pass
    # What was kept is itself an answer.
    came = packet_merging.look(desk.ws, place)
    assert came is not None and came.arrivals.count == 2


def test_answers_are_kept_elsewhere_where_the_folder_refuses(
    desk: Desk, tmp_path: Path, own_home: Path
) -> None:
    path = sealed_packet(desk, tmp_path / "visit.vigpacket")
    with opened(path) as sam:
        (
            tmp_path / f"visit.answers-{sam.ws.packet.id[-8:]}.vigpacket"
        ).mkdir()  # nothing can be written there
        reviewing.comment(sam.ws, sam.pass_id, "Kept.")
        place = sam.answers.place
        assert place is not None and own_home in place.parents
    with opened(path) as sam:
        assert [one.text for one in reviewing.entries_of(sam.ws, sam.pass_id)] == ["Kept."]


def test_answers_that_can_not_be_kept_are_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sealed_packet(desk, tmp_path / "visit.vigpacket")
    told: list[VigError] = []
    with PacketWorkspace.of(read_packet(path, Key(text=SECRET)), path, SUPERVISOR) as ws:
        KeptAnswers(ws, told.append)
        (blocked := tmp_path / "blocked").write_text("a file where a folder should be")
        monkeypatch.setenv("XDG_DATA_HOME", str(blocked))
        (tmp_path / f"visit.answers-{ws.packet.id[-8:]}.vigpacket").mkdir()
        (session,) = ws.clocks
        reviewing.comment(ws, passes.passes_of(ws, session)[0].id, "Lost?")
    assert [type(one) for one in told] == [ExportError]


def test_who_coded_can_not_judge_and_nobody_changes_a_tag(desk: Desk, tmp_path: Path) -> None:
    path = sealed_packet(desk, tmp_path / "visit.vigpacket")
    for name, words in (("ab", "made a coding in this packet"), ("  ", "Your name is missing")):
        with pytest.raises(PacketError, match=words), opened(path, name):
            pass
    with opened(path) as sam:
        from vig_annotator.services import tagging

        one = passes.visible_pass(sam.ws, sam.pass_id)
        with pytest.raises(RuleViolation, match="only AB changes it"):
            tagging.press_code(sam.ws, one, "smile", at(70), next_frame_us=at(71), film_end_us=at(100))
        with pytest.raises(PacketError, match="under one name"):
            sam.ws.work_as("Kim")
        with pytest.raises(ExportError, match="nothing to send back"):
            sam.answers.write(tmp_path / "empty.vigpacket")


def test_nothing_of_a_packet_is_saved_in_clear(desk: Desk, tmp_path: Path) -> None:
    path = sealed_packet(desk, tmp_path / "visit.vigpacket")
    with opened(path) as sam:
        (session_id,) = sam.ws.clocks
        for do in (
            lambda: reel_guarding.require_picture(sam.ws, session_id),
            lambda: interchange_export.plan_export(sam.ws, session_id, "csv"),
            lambda: rating.export_ratings(sam.ws, tmp_path / "ratings.csv"),
            lambda: order_packet(sam.ws, Wish((SessionWish(session_id),))),
        ):
            with pytest.raises(RuleViolation, match="nothing of it is saved in clear"):
                do()


def test_earlier_remarks_go_along_and_are_not_sent_back(desk: Desk, tmp_path: Path) -> None:
    tag = next(one for one in desk.ws.desk(desk.coding_pass).annotations if one.code_id == "cry")
    reviewing.comment(desk.ws, desk.coding_pass.id, "About the cry.", None, tag.id)
    reviewing.comment(desk.ws, desk.coding_pass.id, "In the stretch.", frames(30, 31))
    reviewing.comment(desk.ws, desk.coding_pass.id, "About all of it.")
    path = sealed_packet(desk, tmp_path / "part.vigpacket", frames(20, 60))
    with opened(path) as sam:
        there = reviewing.entries_of(sam.ws, sam.pass_id)
        assert [(one.text, one.onset_us) for one in there] == [
            ("In the stretch.", at(10)),
            ("About all of it.", None),
        ]
        assert sam.answers.count == 0
        reviewing.reply(sam.ws, there[0].id, "Yes.")
        assert sam.answers.count == 1


def test_closing_leaves_nothing_in_memory(desk: Desk, tmp_path: Path) -> None:
    path = sealed_packet(desk, tmp_path / "visit.vigpacket")
    with opened(path) as sam:
        (session_id,) = sam.ws.clocks
        film = find_film(sam.ws, main_take(sam.ws, session_id)[0])
        assert held_films.is_held(film) and not film.exists()
        with FilmReader(film) as reader:
            assert read_pattern(reader.read_first().rgb) == 0
    assert not held_films.is_held(film)


def test_answers_of_another_library_are_none(desk: Desk, tmp_path: Path, plain_film: Clip) -> None:
    path = sealed_packet(desk, tmp_path / "visit.vigpacket")
    judge(path)
    other = coded_library(tmp_path / "other", plain_film.path)
    with other.ws:
        assert packet_merging.look(other.ws, tmp_path / "back.vigpacket") is None
        assert packet_merging.look(other.ws, path) is None
    with pytest.raises(PacketError, match="These are answers"):
        packet = read_packet(
            tmp_path / "back.vigpacket", Key(text=packet_merging.packets(desk.ws)[0].answer_key)
        )
        PacketWorkspace.of(packet, path, SUPERVISOR)
