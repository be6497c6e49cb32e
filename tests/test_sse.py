"""Law 8 for events: wherever the bytes of a stream are cut, the same events come out, and they are written back as they were."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import PayloadError, sse
from normalizer.sse import DONE, Event, Parser

STREAMS = {
    "plain": b'data: {"a":1}\n\ndata: {"a":2}\n\ndata: [DONE]\n\n',
    "CRLF": b"data: one\r\n\r\ndata: two\r\n\r\n",
    "CR": b"data: one\r\rdata: two\r\r",
    "mixed ends": b"data: a\r\ndata: b\rdata: c\n\r\ndata: d\n\n",
    "fields": b": hello\nevent: delta\nid: 7\nretry: 3000\ndata:no space\ndata:  two spaces\ndata\nfoo: bar\nbare\n\n",
    "byte order mark": b"\xef\xbb\xbfdata: x\n\ndata: \xef\xbb\xbfy\n\n",
    "two byte order marks": b"\xef\xbb\xbf\xef\xbb\xbfdata: x\n\n",
    "characters": "data: \u00e9\u2028\U0001f600\n\n".encode(),
    "without data": b"event: ping\n\n: only a comment\n\n\n\n",
    "cut in a line": b"data: whole\n\ndata: par",
    "cut in an event": b"data: whole\n\nid: 1\ndata: part\n",
    "empty": b"",
    "only line ends": b"\n\r\n\r\n\n",
}


def events_of(*pieces: bytes) -> list[Event]:
    parser = Parser()
    return [event for piece in pieces for event in parser.feed(piece)] + parser.close()


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
def test_any_cut_of_the_bytes_gives_the_same_events(stream: bytes) -> None:
    expected = events_of(stream)

    for position in range(len(stream) + 1):
        assert expected == events_of(stream[:position], b"", stream[position:])
    assert expected == events_of(*(stream[n : n + 1] for n in range(len(stream))))


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
def test_events_come_back_from_what_is_written_of_them(stream: bytes) -> None:
    events = events_of(stream)

    assert events == events_of(sse.write(events))


LINES = st.lists(
    st.sampled_from(["data: a", "data:", "data", ":c", "id: 1", "event: e", "", "", "x: \u00e9\U0001f600", "retry: 5", ": :"]), max_size=12
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    LINES,
    st.lists(st.sampled_from(["\n", "\r", "\r\n"]), min_size=13, max_size=13),
    st.lists(st.integers(0, 200), max_size=6),
)
def test_any_cuts_of_any_stream_give_the_same_events(lines: list[str], ends: list[str], cuts: list[int]) -> None:
    stream = "".join(line + end for line, end in zip(lines, ends, strict=False)).encode()
    bounds = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    events = events_of(stream)

    assert events == events_of(*(stream[a:b] for a, b in itertools.pairwise(bounds)))
    assert events == events_of(sse.write(events))


def test_an_event_says_what_its_fields_say() -> None:
    (event,) = events_of(STREAMS["fields"])

    assert event.data == "no space\n two spaces\n"
    assert (event.event, event.id, event.retry, event.comments) == ("delta", "7", 3000, (" hello",))
    assert event.is_whole


def test_void_ids_and_times_say_nothing_and_are_kept() -> None:
    (event,) = events_of(b"id: a\0b\nretry: 1_0\nretry: \xd9\xa1\nid: 3\nid: \0\n\n")

    assert (event.id, event.retry, event.data, event.event) == ("3", None, None, None)
    assert len(event.fields) == 5


def test_done_is_data_like_any_other() -> None:
    assert events_of(STREAMS["plain"])[-1].data == DONE


def test_the_last_event_of_a_stream_that_broke_off_is_given_and_marked() -> None:
    for name, data in (("cut in a line", "par"), ("cut in an event", "part")):
        whole, cut = events_of(STREAMS[name])
        assert (whole.is_whole, cut.is_whole, cut.data) == (True, False, data)


def test_a_byte_order_mark_is_dropped_at_the_start_and_kept_elsewhere() -> None:
    assert ["x", "\ufeffy"] == [event.data for event in events_of(STREAMS["byte order mark"])]


@pytest.mark.parametrize(
    ("stream", "offset"), [(b"data: \xff\n", 6), (b"\xef\xbb\xbfdata: \xff\n", 9), (b"data: a\r\n\r\ndata: \xc3\n", 17)]
)
def test_what_is_no_utf_8_is_refused_with_its_offset_in_the_stream(stream: bytes, offset: int) -> None:
    for pieces in ((stream,), tuple(stream[n : n + 1] for n in range(len(stream)))):
        with pytest.raises(PayloadError, match=f"offset {offset}$"):
            events_of(*pieces)


def test_a_line_without_end_cannot_eat_the_memory() -> None:
    parser = Parser(line_limit=10)

    assert [] == parser.feed(b"data: 1234")
    with pytest.raises(PayloadError, match="at most 10 bytes"):
        parser.feed(b"5")
    with pytest.raises(PayloadError, match="at offset 9"):
        Parser(line_limit=10).feed(b"data: 1\n\n12345678901\n")


def test_an_event_is_made_of_a_text_with_as_many_lines_as_it_has() -> None:
    event = sse.event_of("a\nb", event="delta", id="1")

    assert sse.write([event]) == b"event: delta\nid: 1\ndata: a\ndata: b\n\n"
    assert event.data == "a\nb"


@pytest.mark.parametrize("fields", [[("data", "a\rb")], [("a:b", "c")], [("id", "1\n2")]])
def test_a_field_that_has_no_place_on_one_line_is_not_written(fields: list[tuple[str, str]]) -> None:
    with pytest.raises(PayloadError, match="line end"):
        sse.write([Event(tuple(fields))])
    with pytest.raises(PayloadError, match="line end"):
        sse.event_of("a", id="1\r2")


def test_a_stream_that_broke_off_inside_a_character_keeps_its_bytes() -> None:
    stream = "data: whole\n\ndata: caf\u00e9".encode()[:-1]
    whole, cut = events_of(stream)

    assert (whole.data, cut.data, cut.is_whole) == ("whole", "caf\udcc3", False)
    assert sse.write([whole, cut]) == stream
    with pytest.raises(PayloadError, match="half of a character"):
        sse.write([Event(cut.fields)])


def test_a_stream_that_broke_off_inside_a_character_of_a_field_s_name_keeps_its_bytes() -> None:
    stream = b"data: whole\n\nid: 1\ncaf\xc3"
    whole, cut = events_of(stream)

    assert sse.write([whole, cut]) == stream
    assert [whole, cut] == events_of(sse.write([whole, cut]))


def test_a_name_that_was_cut_inside_a_character_is_written_as_the_bytes_that_came() -> None:
    for cut in ("caf\u20ac", "caf\u00c0", "caf\U0001f600", "caf\U00100000"):
        for less in range(1, len(cut.encode()) - 3):
            name = cut.encode()[:-less]
            assert sse.write(events_of(name)) == name
    for byte in range(0x80, 0x100):
        assert sse.write([Event(((f"caf{chr(0xDC00 + byte)}", ""),), is_whole=False)]) == b"caf" + bytes([byte])


def test_the_events_before_what_is_refused_are_given_first() -> None:
    events = Parser().each(b"data: a\n\ndata: b\n\ndata: \xff\n\n")

    assert [next(events).data, next(events).data] == ["a", "b"]
    with pytest.raises(PayloadError, match=r"offset 24$"):
        next(events)
