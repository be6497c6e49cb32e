"""JSON text is read exactly or refused with a place, with msgspec and without it."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import PayloadError, codec
from normalizer.codec import fast_codec
from normalizer.limits import CANONICAL_DEPTH
from normalizer.values import same

LONG = "9" * 4300
EXACT = [
    "null", "true", "0", "-1", "1.0", "-0.0", "1e2", "0.1", '"a"', "[]", "{}", '{"a":1,"b":[1,1.0,null,true,{}]}',
    str(2**53 + 1), str(2**64), "1" + "0" * 30, LONG, "-" + LONG, '"\\ud83d\\ude00"', '"\u2028\U0001f600"', '"\\u0000"',
    '"\\ud800"', '"\\udc00\\ud800"', '{"\\ud800":1}', ' {"a" : [ 1 , 2 ] }\n', '{"":{"":""}}', "5e-324", "1.7976931348623157e308",
]  # fmt: skip
REFUSED = [
    ('{"a":1,"b":{"c":1,"c":2}}', "/b", "a key came twice"),
    ('{"a":1,"\\u0061":2}', "", "a key came twice"),
    ('[{"a":NaN}]', "/0/a", "NaN came"),
    ('{"a/b":{"~":-Infinity}}', "/a~1b/~0", "-Infinity came"),
    ('{"a":[0,1e400]}', "/a/1", "a larger one came"),
    ('{"a":[0,-1e400]}', "/a/1", "a larger one came"),
    (f'{{"n":{LONG}1}}', "/n", "at most 4300 digits, a longer one came"),
    (f'{{"n":-{LONG}1}}', "/n", "at most 4300 digits, a longer one came"),
    ("", "", "expected JSON"),
    ('{"a":1} {"a":2}', "", "expected JSON"),
    ('{"a":1,}', "", "expected JSON"),
    ('{"a":1 /* why */}', "", "expected JSON"),
    ("{'a':1}", "", "expected JSON"),
    ('"a\tb"', "", "expected JSON"),
    ('"a\x00b"', "", "expected JSON"),
    ("01", "", "expected JSON"),
    ("\ufeff{}", "", "byte order mark"),
]
BYTES = [
    (b'"\xff"', "offset 1"),
    (b'"\xc0\xaf"', "offset 1"),
    (b'"\xed\xa0\x80"', "offset 1"),
    (b'"\xe2\x80"', "offset 1"),
    ('{"a":1}'.encode("utf-16"), "offset 0"),
    ('{"a":1}'.encode("utf-16-le"), "expected JSON"),
]


@pytest.fixture(params=["with msgspec", "without msgspec"], autouse=True)
def _codecs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "without msgspec":
        monkeypatch.setattr(codec, "fast_codec", lambda: None)


@pytest.mark.parametrize("text", EXACT, ids=lambda text: text[:20])
def test_what_json_says_is_read_exactly_and_written_back(text: str) -> None:
    expected = json.loads(text)

    for given_text in (text, text.encode(), bytearray(text.encode()), memoryview(text.encode())):
        assert same(expected, codec.decode(given_text))
    assert same(expected, codec.decode(codec.encode(expected)))
    assert same(expected, json.loads(codec.encode(expected)))


@pytest.mark.parametrize(("text", "pointer", "message"), REFUSED, ids=lambda word: word[:20])
def test_what_would_not_come_back_is_refused_with_its_place(text: str, pointer: str, message: str) -> None:
    for given_text in (text, text.encode()):
        with pytest.raises(PayloadError) as caught:
            codec.decode(given_text)

        assert pointer == caught.value.problems[0].pointer
        assert message in caught.value.problems[0].message


@pytest.mark.parametrize(("text", "place"), BYTES)
def test_bytes_that_are_no_utf_8_json_are_refused(text: bytes, place: str) -> None:
    with pytest.raises(PayloadError, match=place):
        codec.decode(text)


def test_every_mark_is_reported_in_the_order_of_the_text() -> None:
    with pytest.raises(PayloadError) as caught:
        codec.decode('{"a":[1e400,NaN],"b":{"c":NaN,"c":Infinity}}')

    assert ["/a/0", "/a/1", "/b", "/b/c"] == [problem.pointer for problem in caught.value.problems]


def test_half_of_a_character_is_no_escape_whatever_stands_before_it() -> None:
    for backslashes in range(8):
        text = '"' + "\\" * backslashes + '\ud83d"'
        if backslashes % 2:
            with pytest.raises(PayloadError, match="expected JSON"):
                codec.decode(text)
        else:
            assert codec.decode(text) == "\\" * (backslashes // 2) + "\ud83d"


def test_surrogates_that_json_would_fuse_are_refused() -> None:
    with pytest.raises(PayloadError, match="surrogates"):
        codec.decode('{"a":"\ud83d\ude00"}')
    with pytest.raises(PayloadError, match="surrogates"):
        codec.encode({"\ud83d\ude00": 1})
    assert codec.decode('"\ud83d"') == "\ud83d"


UNWRITABLE = [math.nan, math.inf, (1,), b"x", {1.5}, object(), 10**4300, type("T", (str,), {})("x")]


@pytest.mark.parametrize("value", UNWRITABLE, ids=lambda value: type(value).__name__)
def test_what_json_cannot_hold_is_not_written(value: Any) -> None:
    with pytest.raises(PayloadError) as caught:
        codec.encode({"a": [value]})

    assert {"/a/0"} == {problem.pointer for problem in caught.value.problems}


def test_a_container_that_holds_itself_is_not_written() -> None:
    loop: list[Any] = []
    loop += [loop, loop]

    with pytest.raises(PayloadError, match="holds itself"):
        codec.encode(loop)


def test_lone_surrogates_are_written_as_escapes() -> None:
    assert b'"\\ud800\xc3\xa9"' == codec.encode("\ud800\u00e9")


def nested(depth: int, opening: str) -> str:
    closing = {"[": "]", '{"a":': "}"}[opening]
    return opening * (depth - 1) + ("{}" if opening == '{"a":' else "[]") + closing * (depth - 1)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_nesting_is_read_up_to_the_limit_and_refused_beyond(opening: str) -> None:
    at_limit = nested(CANONICAL_DEPTH, opening)

    assert at_limit.encode() == codec.encode(codec.decode(at_limit))
    for depth in (CANONICAL_DEPTH + 1, 1024, 1025, 100_000):
        with pytest.raises(PayloadError, match="inside each other"):
            codec.decode(nested(depth, opening))


def test_objects_and_arrays_in_turn_are_as_deep_as_they_are_together() -> None:
    at_limit = '[{"a":' * (CANONICAL_DEPTH // 2) + "1" + "}]" * (CANONICAL_DEPTH // 2)

    assert at_limit.encode() == codec.encode(codec.decode(at_limit))
    for more in range(1, CANONICAL_DEPTH + 2):
        with pytest.raises(PayloadError, match="inside each other"):
            codec.decode("[" * more + at_limit + "]" * more if more % 2 else '[{"a":' * more + at_limit + "}]" * more)


def test_half_of_a_surrogate_pair_may_lie_as_deep_as_anything() -> None:
    text = nested(CANONICAL_DEPTH, "[").replace("[]", '["\ud83d"]')

    assert text == codec.encode(codec.decode(text)).decode().replace("\\ud83d", "\ud83d")


@pytest.mark.parametrize("value", [None, 5, [123, 125], {}], ids=repr)
def test_what_is_no_text_is_refused(value: Any) -> None:
    with pytest.raises(PayloadError, match="expected JSON text"):
        codec.decode(value)


@pytest.mark.parametrize("one", [[], {}], ids=repr)
def test_many_containers_side_by_side_are_not_deep(one: Any) -> None:
    assert [one] * 1000 == codec.decode(json.dumps([one] * 1000))


@pytest.mark.parametrize("held", ["[" * 600, '"[' * 600, "[" * 600 + "\\", '"' + "[" * 600, "\\" + "{" * 600])
def test_brackets_in_a_string_are_not_deep_whatever_is_escaped_beside_them(held: str) -> None:
    assert [[held]] * 100 == codec.decode(json.dumps([[held]] * 100))


@pytest.mark.parametrize(
    "text", ["]" * 1000, "[" + "[]," * 300 + "]]", "[]," * 300 + "]" * CANONICAL_DEPTH], ids=["closing", "more", "many"]
)
def test_brackets_that_only_close_are_no_depth(text: str) -> None:
    with pytest.raises(PayloadError) as caught:
        codec.decode(text)

    assert "inside each other" not in str(caught.value)


def in_a_thread_with_a_small_stack(function: Callable[[], Any]) -> Any:
    """What a function returns or raises at the bottom of the smallest stack that Python allows."""
    results: list[Any] = []

    def run() -> None:
        try:
            results.append(function())
        except PayloadError as error:
            results.append(error)

    before = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    return results[0]


def test_nesting_never_crashes_a_thread_with_a_small_stack() -> None:
    assert isinstance(in_a_thread_with_a_small_stack(lambda: codec.decode(nested(100_000, "["))), PayloadError)


def at_the_end_of_the_stack(function: Callable[[], Any]) -> Any:
    """What a function returns where the caller's own frames leave hardly any room."""
    try:
        return at_the_end_of_the_stack(function)
    except RecursionError:
        return function()


def test_a_callers_deep_stack_gives_a_refusal_and_no_recursion_error() -> None:
    deep = nested(250, "[")

    def read_and_write() -> str:
        try:
            return codec.encode(codec.decode(deep)).decode()
        except PayloadError as error:
            return str(error)

    result = at_the_end_of_the_stack(read_and_write)
    assert result == deep or "inside each other" in result


def with_frames_left(frames: int, function: Callable[[], Any]) -> Any:
    """What a function returns where Python may go so many frames deeper."""
    here, frame = 0, sys._getframe()
    while frame.f_back is not None:
        here, frame = here + 1, frame.f_back
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(here + frames)
    try:
        return function()
    finally:
        sys.setrecursionlimit(before)


def test_where_frames_are_left_for_the_codec_and_none_for_the_nesting_there_is_no_recursion_error() -> None:
    """Since Python 3.12 what is written in C counts for itself, and has room."""
    deep = nested(250, "[")
    value = json.loads(deep)

    for frames in (60, 120, 180, 240):
        for step in (lambda: codec.encode(codec.decode(deep)), lambda: codec.encode(value)):
            try:
                assert with_frames_left(frames, step) == deep.encode()
            except PayloadError as error:
                assert "inside each other" in str(error)  # noqa: PT017  # either is right


def test_a_callers_deep_stack_gives_a_refusal_when_writing_too() -> None:
    value = json.loads(nested(250, "["))

    def write() -> str:
        try:
            return codec.encode_checked(value).decode()
        except PayloadError as error:
            return str(error)

    result = at_the_end_of_the_stack(write)
    assert result == nested(250, "[") or "inside each other" in result


def test_without_msgspec_installed_the_standard_library_does_it_all() -> None:
    program = "import sys; sys.modules['msgspec'] = None; import normalizer.codec as c; print(c.fast_codec(), c.decode('[1, 2]'))"

    assert (
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
        == "None [1, 2]\n"
    )


def test_an_interpreter_that_reads_fewer_digits_refuses_longer_ones() -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        with pytest.raises(PayloadError, match="interpreter"):
            codec.decode('{"n":' + "9" * 700 + " }")
    finally:
        sys.set_int_max_str_digits(before)


def numbers() -> Iterator[st.SearchStrategy[Any]]:
    yield st.integers()
    yield st.floats(allow_nan=False, allow_infinity=False)


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(["\ud800", "a\udfff", "\udc00\ud800"])
JSON_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), TEXTS, *numbers()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(JSON_VALUES)
def test_any_json_value_comes_back_from_any_spelling(value: Any) -> None:
    for text in (codec.encode(value), json.dumps(value), json.dumps(value, indent=2, ensure_ascii=False)):
        assert same(value, codec.decode(text))


def test_both_codecs_write_values_that_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    value = [1e16, 1e22, 1.5e-9, 123456789012345680.0, 2**70, "\u00e9\u2028", {"a": [None, True, -0.0]}]
    written = codec.encode(value)
    monkeypatch.setattr(codec, "fast_codec", lambda: None)

    assert same(codec.decode(codec.encode(value)), codec.decode(written))


def test_msgspec_reads_and_writes_where_it_is_installed() -> None:
    assert fast_codec() is msgspec.json
