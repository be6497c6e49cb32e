"""A body comes out of a line as it stands there, and another one goes in without touching anything else."""

from __future__ import annotations

import base64
import json
import pickle
import sys
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from normalizer import NormalizerError, PayloadError, codec
from normalizer.pointer import join, resolve
from normalizer.values import is_empty, same
from normalizer.wrappers.refusals import NoBodyError, NotAPointerError
from normalizer.wrappers.unwrapping import Wrapped, unwrap
from normalizer.wrappers.wrapper import Failure, Wrapper

from .spelled import objects, places_in, put, randoms, spelled, trees

SECRET = "PRIVATE-WORDS"
BODY = '{"choices": [{"text": "é"}]}'
many = settings(max_examples=200, deadline=None)


@many
@given(objects, trees, randoms, st.data())
def test_a_body_that_stands_in_a_line_comes_out_and_goes_back_byte_for_byte(
    tree: Any, other: Any, random: Random, data: st.DataObject
) -> None:
    line, new = spelled(tree, random).encode(), spelled(other, random, " \t\r").encode()
    value = codec.decode(line)
    bodies = [path for path in places_in(value) if isinstance(resolve(value, path), (dict, list))]
    path = data.draw(st.sampled_from(bodies))
    assume(not is_empty(resolve(value, path)))

    wrapped = unwrap(line, Wrapper(join(path)))
    changed = wrapped.with_body(new)

    assert not wrapped.in_string
    assert wrapped.kind == ("answer" if isinstance(resolve(value, path), dict) else "stream")
    assert same(codec.decode(wrapped.body), resolve(value, path))
    assert wrapped.with_body(wrapped.body) == line
    assert same(codec.decode(changed), put(value, path, codec.decode(new)))
    assert changed.startswith(line[: wrapped.place.start])
    assert changed.endswith(line[wrapped.place.stop :])


@many
@given(objects, trees, randoms, st.data())
def test_the_text_in_a_string_comes_out_decoded_and_goes_back_byte_for_byte(
    tree: Any, inner: Any, random: Random, data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from([spelled({"x": inner}, random), "data: {}\n\n", '[{"a":1}]']))
    value = codec.decode(spelled(tree, random))
    path = data.draw(st.sampled_from([path for path in places_in(value) if path] or [("x",)]))
    line = spelled(put({"x": 0} if path == ("x",) else tree, path, text), random).encode()
    new = data.draw(st.text()).encode()

    wrapped = unwrap(line, Wrapper(join(path)))
    changed = wrapped.with_body(new)

    assert wrapped.in_string
    assert wrapped.body == text.encode()
    assert wrapped.with_body(wrapped.body) == line
    assert same(codec.decode(changed), put(codec.decode(line), path, new.decode()))
    assert b"\n" not in changed[wrapped.place.start : len(changed) - len(line) + wrapped.place.stop]
    assert changed.isascii() or not line.isascii()


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        ({"a": 1}, "answer"),
        ([{"a": 1}], "stream"),
        ('{"a": 1}', "answer"),
        (' \n{"a":\n 1}\n', "answer"),
        ('{"a": 1}\n', "answer"),
        ('{"a":1}\n{"a":2}\n', "stream"),
        ('[{"a": 1}]', "stream"),
        ("data: {}\n\n", "stream"),
        ("\n: comment\n\nevent: x\ndata: {}\n\n", "stream"),
        ("\ufeffid: 1\r\ndata: {}\r\n", "stream"),
    ],
)
def test_it_is_told_whether_the_body_is_an_answer_or_a_stream(held: Any, kind: str) -> None:
    assert unwrap(json.dumps({"r": held}).encode(), Wrapper("/r")).kind == kind


@pytest.mark.parametrize(
    ("held", "in_string"),
    [
        (json.dumps(BODY), None),  # text in a text in a string
        (json.dumps(BODY), True),
        ("Good morning", None),
        ("\x0c{}", None),  # JSON knows no form feed
        ("7", None),
        ("Good morning", True),
        (7, None),
        (7.5, None),
        (True, None),
        (BODY, False),
        ("data: {}\n\n", False),
        (json.loads(BODY), True),
        ([1], True),
    ],
)
def test_what_is_no_body_or_not_spelled_as_declared_is_refused_and_never_guessed(held: Any, in_string: Any) -> None:
    with pytest.raises(NoBodyError) as caught:
        unwrap(json.dumps({"a": [held]}).encode(), Wrapper("/a/0", in_string=in_string))

    assert (caught.value.code, caught.value.pointer) == ("not-a-body", "/a/0")


@pytest.mark.parametrize(
    ("held", "wrapper", "message"),
    [
        (7, Wrapper("/a"), "an object, an array or a string that is JSON text or an event stream, an integer came"),
        ("x", Wrapper("/a"), "an object, an array or a string that is JSON text or an event stream, another one came"),
        ("x", Wrapper("/a", in_string=True), "a string that is JSON text or an event stream, another one came"),
        ([1], Wrapper("/a", in_string=True), "a string that is JSON text or an event stream, an array came"),
        ("x", Wrapper("/a", in_string=False), "an object or an array, a string came"),
        (7, Wrapper("/a", in_string=False), "an object or an array, an integer came"),
    ],
)
def test_what_is_no_body_is_refused_with_what_was_expected_and_what_came(
    held: Any, wrapper: Wrapper, message: str
) -> None:
    with pytest.raises(NoBodyError) as caught:
        unwrap(json.dumps({"a": held}).encode(), wrapper)

    assert caught.value.message == f"expected {message}"


@pytest.mark.parametrize(("held", "in_string"), [(BODY, True), (json.loads(BODY), False)])
def test_a_body_that_is_spelled_as_declared_is_taken(held: Any, in_string: Any) -> None:
    assert unwrap(json.dumps({"a": held}).encode(), Wrapper("/a", in_string=in_string)).in_string is in_string


@pytest.mark.parametrize("held", [None, {}, [], "", " \n"])
def test_nothing_in_the_place_of_a_body_is_an_empty_body(held: Any) -> None:
    with pytest.raises(NoBodyError) as caught:
        unwrap(json.dumps({"id": 7, "a": held}).encode(), Wrapper("/a", id="/id"))

    assert (caught.value.code, caught.value.pointer, caught.value.id) == ("empty-body", "/a", 7)


@pytest.mark.parametrize("pointer", ["/b", "/a/b", "/l/1", "/l/00", "/l/-", "/"])
def test_a_pointer_that_leads_nowhere_is_a_missing_body(pointer: str) -> None:
    with pytest.raises(NoBodyError) as caught:
        unwrap(b'{"a":1,"l":[{"x":1}]}', Wrapper(pointer))

    assert (caught.value.code, caught.value.pointer) == ("pointer-not-found", pointer)


@pytest.mark.parametrize(
    ("line", "pointer"),
    [
        ({"error": {"code": "x"}}, "/error"),
        ({"error": "no"}, "/error"),
        ({"error": None, "status": 500}, "/status"),
        ({"error": "", "status": 400.0}, "/status"),
        ({"status": -2}, "/status"),
        ({"outcome": "failure"}, "/outcome"),
    ],
)
def test_a_sign_of_failure_comes_before_the_body(line: Any, pointer: str) -> None:
    failures = (Failure("/error"), Failure("/status", outside=range(200, 400)), Failure("/outcome", word="failure"))

    with pytest.raises(NoBodyError) as caught:
        unwrap(json.dumps({**line, "r": {"a": 1}}).encode(), Wrapper("/r", failures=failures))

    assert (caught.value.code, caught.value.pointer) == ("upstream-error", pointer)


@pytest.mark.parametrize(
    "line",
    [{}, {"error": None}, {"error": {}}, {"status": 200}, {"status": "500"}, {"status": True}, {"outcome": "ok"}],
)
def test_what_is_no_sign_of_failure_is_passed_over(line: Any) -> None:
    failures = (Failure("/error"), Failure("/status", outside=range(200, 400)), Failure("/outcome", word="failure"))

    assert unwrap(json.dumps({**line, "r": {"a": 1}}).encode(), Wrapper("/r", failures=failures)).body == b'{"a": 1}'


@pytest.mark.parametrize(
    ("line", "expected"),
    [({"id": "x"}, "x"), ({"id": 7}, 7), ({"id": None}, None), ({"id": True}, None), ({"id": ["x"]}, None), ({}, None)],
)
def test_the_id_of_a_record_is_a_text_or_an_integer_or_none(line: Any, expected: object) -> None:
    text = json.dumps({**line, "r": {"a": 1}}).encode()

    assert unwrap(text, Wrapper("/r", id="/id")).id == expected
    assert unwrap(text, Wrapper("/r")).id is None


@pytest.mark.parametrize(
    ("line", "pointer", "message"),
    [
        (b'{"a":{"x":1,"x":2},"r":{"x":[{"y":1,"y":2}]}}', "/a", "a key came twice"),
        (b'{"r":{"x":1,"\\u0078":2}}', "/r", "a key came twice"),
        (b'{"r":{},"\\u0072":1}', "", "a key came twice"),
        (b'{"r":[NaN]}', "/r/0", "NaN came"),
        (b'{"r":{"x":1e400}}', "/r/x", "a larger one came"),
        (b'{"r":' + b"9" * 4301 + b"}", "/r", "a longer one came"),
        (b'{"r":{"x":-Infinity}}', "/r/x", "-Infinity came"),
        (b'{"r":{"x":"\xff"}}', "", "offset 11"),
        (b'{"r":{"x":"\xed\xa0\x80"}}', "", "offset 11"),
        (b'\xef\xbb\xbf{"r":{}}', "", "byte order mark"),
        (b'{"r":{}', "", "expected JSON"),
        (b'{"r":{}} {}', "", "expected JSON"),
        (b'{"r":' + b"[" * 262 + b"]" * 262 + b"}", "", "inside each other"),
        (b'{"r":"{\\"x\\":\\ud800\\"\\"}"}', "/r", "half of a character came"),
    ],
)
def test_a_line_that_cannot_be_read_exactly_where_it_matters_is_refused_with_its_place(
    line: bytes, pointer: str, message: str
) -> None:
    with pytest.raises(PayloadError) as caught:
        unwrap(line, Wrapper("/r"))

    assert pointer == caught.value.problems[0].pointer
    assert message in caught.value.problems[0].message


@pytest.mark.parametrize(
    "line",
    [
        b'{"a":{"x":1,"x":2},"r":{"b":1}}',
        b'{"a":1,"a":2,"r":{"b":1},"\\u0061":[3]}',
        b'{"a":[NaN,-Infinity,1e400,-1E999],"r":{"b":1}}',
        b'{"a":' + b"9" * 4301 + b',"r":{"b":1},"id":"x"}',
        b'{"l":[{"r":1,"r":2}],"r":{"b":1}}',
    ],
)
def test_what_nobody_asks_for_stays_whatever_it_is(line: bytes) -> None:
    wrapped = unwrap(line, Wrapper("/r", id="/id", failures=(Failure("/error"),)))

    assert wrapped.body == b'{"b":1}'
    assert wrapped.with_body(b'{"c":1}') == line.replace(b'{"b":1}', b'{"c":1}')


@pytest.mark.parametrize(
    "line",
    [
        b'{"id":1,"id":1,"r":{"b":1}}',
        b'{"id":NaN,"r":{"b":1}}',
        b'{"s":{"error":null,"error":1},"r":{"b":1}}',
        b'{"s":1,"s":{"error":1},"r":{"b":1}}',
        b'{"s":{"error":1e999},"r":{"b":1}}',
    ],
)
def test_what_is_asked_for_must_be_certain(line: bytes) -> None:
    with pytest.raises(PayloadError):
        unwrap(line, Wrapper("/r", id="/id", failures=(Failure("/s/error"),)))


@pytest.mark.parametrize("digits", ["7", "-7", "9" * 4300, "-" + "9" * 4300])
def test_an_integer_is_exact_in_a_line_that_holds_what_no_payload_may_hold(digits: str) -> None:
    line = b'{"id":' + digits.encode() + b',"cost":NaN,"r":{"b":1}}'

    assert unwrap(line, Wrapper("/r", id="/id")).id == int(digits)


def test_a_failure_counts_whatever_is_inside_of_what_says_it() -> None:
    with pytest.raises(NoBodyError) as caught:
        unwrap(b'{"error":{"cost":NaN},"r":{"b":1}}', Wrapper("/r", failures=(Failure("/error"),)))

    assert caught.value.code == "upstream-error"


@pytest.mark.parametrize(
    ("deep", "message"), [(b"[" * 300 + b"]" * 300, "261"), (b'[{"x":' * 150 + b"1" + b"}]" * 150, "NaN came")]
)
def test_a_line_that_is_too_deep_is_refused_whatever_else_is_in_it(deep: bytes, message: str) -> None:
    with pytest.raises(PayloadError, match=message):
        unwrap(b'{"cost":NaN,"a":' + deep + b',"r":{"b":1}}', Wrapper("/r"))


def test_an_integer_that_this_interpreter_may_not_read_stays_unless_it_is_asked_for() -> None:
    line = b'{"a":' + b"9" * 700 + b',"r":{"b":1}}'
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        assert unwrap(line, Wrapper("/r")).with_body(b"{}") == line.replace(b'{"b":1}', b"{}")
        with pytest.raises(PayloadError):
            unwrap(line, Wrapper("/r", id="/a"))
    finally:
        sys.set_int_max_str_digits(before)


def test_a_body_as_deep_as_a_payload_may_be_is_unwrapped_at_any_depth() -> None:
    body = b'{"x":' * 256 + b"1" + b"}" * 256
    line = b'{"a":' * 40 + body + b"}" * 40

    assert unwrap(line, Wrapper("/a" * 40)).body == body


@pytest.mark.parametrize(
    ("new", "pointer", "message"),
    [
        (b'{"x":NaN}', "/r/x", "NaN came"),
        (b'{"x":1,"x":1}', "/r", "a key came twice"),
        (b"{", "/r", "expected JSON"),
        (b"{} {}", "/r", "expected JSON"),
        (b'"\xff"', "/r", "offset 1"),
        (b'{"x":\n1}', "/r", "a line feed came"),
    ],
)
def test_a_new_body_that_would_spoil_the_line_is_refused(new: bytes, pointer: str, message: str) -> None:
    wrapped = unwrap(b'{"r":{"a":1}}', Wrapper("/r"))

    with pytest.raises(PayloadError) as caught:
        wrapped.with_body(new)

    assert pointer == caught.value.problems[0].pointer
    assert message in caught.value.problems[0].message


def test_a_new_text_that_is_no_utf8_is_refused() -> None:
    wrapped = unwrap(b'{"r":"{\\"a\\":1}"}', Wrapper("/r"))

    with pytest.raises(PayloadError, match=r"/r: expected UTF-8, an invalid byte came at offset 2 of the new body$"):
        wrapped.with_body(b"{}\xff")


def test_a_line_over_several_lines_goes_back_as_it_was() -> None:
    line = b'{\n  "r": {\n    "a": 1\n  }\n}\n'
    wrapped = unwrap(line, Wrapper("/r"))

    assert wrapped.with_body(wrapped.body) == line
    assert wrapped.with_body(b"{}") == b'{\n  "r": {}\n}\n'


def test_a_string_that_was_ascii_stays_ascii_and_another_does_not_become_it() -> None:
    plain = unwrap(json.dumps({"r": BODY}).encode(), Wrapper("/r"))
    other = unwrap(json.dumps({"r": BODY}, ensure_ascii=False).encode(), Wrapper("/r"))

    assert plain.with_body('{"ü":1}'.encode()) == b'{"r": "{\\"\\u00fc\\":1}"}'
    assert other.with_body('{"ü":1}'.encode()) == '{"r": "{\\"ü\\":1}"}'.encode()


def _refusal(line: bytes, wrapper: Wrapper, new: bytes | None = None) -> NormalizerError | None:
    try:
        wrapped = unwrap(line, wrapper)
        if new is not None:
            wrapped.with_body(new)
    except NormalizerError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("line", "wrapper", "new"),
    [
        (f'{{"r":"{SECRET}"}}', Wrapper("/r"), None),
        (f'{{"r":"{SECRET}","id":"{SECRET}"}}', Wrapper("/r", id="/id"), None),
        (f'{{"r":"{{}}"}}, {SECRET}', Wrapper("/r"), None),
        (f'{{"r":"","id":"{SECRET}"}}', Wrapper("/r", id="/id"), None),
        (f'{{"status":"{SECRET}"}}', Wrapper("/r", failures=(Failure("/status"),)), None),
        (f'{{"r":"{{{SECRET}\\ud800"}}', Wrapper("/r"), None),
        ('{"r":{"a":1}}', Wrapper("/r"), f'"{SECRET}'.encode()),
        ('{"r":"{}"}', Wrapper("/r"), f"{SECRET}\xff".encode("latin-1")),
    ],
)
def test_a_refusal_carries_a_place_and_never_content(line: str, wrapper: Wrapper, new: bytes | None) -> None:
    error = _refusal(line.encode(), wrapper, new)

    assert error is not None
    assert SECRET not in str(error)
    assert "/r" in str(error) or "/status" in str(error) or "expected JSON" in str(error)


@pytest.mark.parametrize("text", ["r", "/~", "/~2", "/a~", 7, "//~x"])
def test_what_is_no_pointer_makes_no_wrapper(text: Any) -> None:
    for make in (Wrapper, Failure, lambda pointer: Wrapper("", id=pointer), lambda mark: Wrapper("", marks=(mark,))):
        with pytest.raises(NotAPointerError, match="not a JSON Pointer"):
            make(text)


def test_a_refusal_and_a_wrapped_line_can_be_pickled() -> None:
    wrapped = unwrap(b'{"r":{"a":1}}', Wrapper("/r"))
    error = _refusal(b'{"id":7,"r":null}', Wrapper("/r", id="/id"))

    assert isinstance(pickle.loads(pickle.dumps(wrapped)), Wrapped)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert str(error) == "no body in this line (empty-body): /r: expected a body, null came"
    assert hash(wrapped) == hash(unwrap(b'{"r":{"a":1}}', Wrapper("/r")))


@pytest.mark.parametrize("body", [b'{"b": "\xc3\xa9"}', b'data: {"b":1}\n\n'])
def test_a_body_in_base64_is_decoded_and_encoded_again(body: bytes) -> None:
    line = b'{"r": "' + base64.b64encode(body).replace(b"/", rb"\/") + b'"}'
    wrapped = unwrap(line, Wrapper("/r", base64=True))

    assert (wrapped.body, wrapped.in_string, wrapped.in_base64) == (body, True, True)
    assert wrapped.with_body(body) == line
    assert wrapped.with_body(b'{"c":1}') == b'{"r": "' + base64.b64encode(b'{"c":1}') + b'"}'


def test_a_body_that_stands_for_itself_is_not_in_base64() -> None:
    wrapped = unwrap(b'{"r":{"a":1}}', Wrapper("/r", base64=True))

    assert (wrapped.in_string, wrapped.in_base64) == (False, False)


@pytest.mark.parametrize("text", ["e30", "e3 0=", '{"b":1}', "eyJiIjoxfQ==\n", "\u00e9", "NQ=="])
def test_what_is_not_in_base64_as_declared_is_refused(text: str) -> None:
    with pytest.raises(NoBodyError, match="in base64") as caught:
        unwrap(json.dumps({"r": text}).encode(), Wrapper("/r", in_string=True, base64=True))

    assert caught.value.code == "not-a-body"
