"""The body out of a line, and another one in its place; every other byte of the line stays as it was.

Strategy: the line is read (:mod:`~normalizer.wrappers.reading`), and what its pointers lead to is looked at in the value. Only
then is the place of the body looked for in the text.
"""

from __future__ import annotations

import base64
import binascii
import json

from attrs import field, frozen

from .. import codec
from ..errors import PayloadError
from ..limits import CANONICAL_DEPTH
from ..pointer import resolve, split
from ..report import Problem
from ..values import JSON, UNSET, is_empty, kind_of
from .body_text import BodyKind, body_kind
from .place import place_of
from .reading import read_line
from .refusals import NoBodyError
from .wrapper import EMPTY_BODY, NOT_A_BODY, POINTER_NOT_FOUND, Wrapper


@frozen
class Wrapped:
    """A line, and the body in it."""

    body: bytes
    """The body as it stands in the line, byte for byte; if it is in a string, the text of that."""

    kind: BodyKind
    """``answer``, to be read with ``loads``; or ``stream``, to be read with ``read_stream``."""

    in_string: bool
    id: str | int | None
    line: bytes = field(repr=False)
    place: slice = field(repr=False, eq=False)
    """Where in the line the body stands; with its quotation marks, if it is in a string."""

    pointer: str
    in_base64: bool = False

    def with_body(self, body: bytes) -> bytes:
        """The line with another body, and every other byte as it was. With the same body, it is the line.

        A body that stands for itself must be one JSON value without line feeds, for a log has one record a line. One in a
        string may be any text; it is written in ASCII if the line is.

        :raises PayloadError: it is not; the pointers lead into the line.
        """
        if body == self.body:
            return self.line
        written = self._quoted(body) if self.in_string else self._checked(body)
        return self.line[: self.place.start] + written + self.line[self.place.stop :]

    def _quoted(self, body: bytes) -> bytes:
        if self.in_base64:
            return b'"' + base64.b64encode(body) + b'"'
        try:
            text = body.decode()
        except UnicodeDecodeError as error:
            message = f"expected UTF-8, an invalid byte came at offset {error.start} of the new body"
            raise PayloadError((Problem(self.pointer, message),)) from None
        return json.dumps(text, ensure_ascii=self.line.isascii()).encode()

    def _checked(self, body: bytes) -> bytes:
        try:
            codec.decode(body)
        except PayloadError as error:
            problems = (Problem(self.pointer + problem.pointer, problem.message) for problem in error.problems)
            raise PayloadError(tuple(problems)) from None
        if b"\n" in body:
            raise PayloadError((Problem(self.pointer, "expected a body on one line, a line feed came"),))
        return body


def unwrap(line: bytes, wrapper: Wrapper) -> Wrapped:
    """Take the body out of a line.

    :raises NoBodyError: there is none; its code says why.
    :raises PayloadError: the line is no JSON, or would not come back where the body is or on the way of one of the wrapper's
        pointers; all problems of the line are listed.
    """
    tokens = split(wrapper.pointer)
    value = read_line(line, CANONICAL_DEPTH + len(tokens), tokens, map(split, wrapper.asked))
    identity = wrapper.id_in(value)
    _refuse_failure(value, wrapper, identity)
    held = resolve(value, tokens)
    _refuse_nothing(held, wrapper, identity)
    _refuse_note(held, wrapper, identity)
    place = place_of(line, tokens)
    in_string = isinstance(held, str)
    body = _text(held, wrapper) if isinstance(held, str) else line[place]
    kind = body_kind(body) if isinstance(held, (dict, list, str)) else None
    if kind is None or wrapper.in_string not in (None, in_string):
        raise NoBodyError(NOT_A_BODY, wrapper.pointer, _expected(wrapper, held), identity)
    return Wrapped(body, kind, in_string, identity, line, place, wrapper.pointer, in_string and wrapper.base64)


def _refuse_failure(value: JSON, wrapper: Wrapper, identity: str | int | None) -> None:
    for failure in wrapper.failures:
        if failure.shows_in(value):
            found = kind_of(resolve(value, split(failure.pointer)))
            raise NoBodyError(failure.code, failure.pointer, f"{found} says that there is no answer", identity)


def _refuse_nothing(held: JSON, wrapper: Wrapper, identity: str | int | None) -> None:
    if held is UNSET:
        raise NoBodyError(POINTER_NOT_FOUND, wrapper.pointer, "expected a body, nothing came", identity)
    if is_empty(held) or (isinstance(held, str) and not held.strip()):
        came = "null came" if held is None else f"{kind_of(held)} came that is empty"
        raise NoBodyError(EMPTY_BODY, wrapper.pointer, f"expected a body, {came}", identity)


def _refuse_note(held: JSON, wrapper: Wrapper, identity: str | int | None) -> None:
    """A body can speak of such notes as well; so only an object that has nothing else is one."""
    if wrapper.note is None:
        return
    found = _decoded(held) if isinstance(held, str) and wrapper.note in held else held
    if isinstance(found, dict) and found.keys() == {wrapper.note}:
        message = "expected a body, a note came that it is elsewhere"
        raise NoBodyError(EMPTY_BODY, wrapper.pointer, message, identity)


def _decoded(text: str) -> JSON:
    try:
        return codec.decode(text)
    except PayloadError:
        return None


def _text(held: str, wrapper: Wrapper) -> bytes:
    """The text of a body; nothing where it is in base64 and should not be."""
    try:
        text = held.encode()
        return base64.b64decode(text, validate=True) if wrapper.base64 else text
    except UnicodeEncodeError:
        message = "expected text that UTF-8 can say, half of a character came"
        raise PayloadError((Problem(wrapper.pointer, message),)) from None
    except binascii.Error:
        return b""


def _expected(wrapper: Wrapper, held: JSON) -> str:
    text = "a string that is JSON text or an event stream" + ", in base64" * wrapper.base64
    expected = {None: f"an object, an array or {text}", True: text, False: "an object or an array"}[wrapper.in_string]
    came = "another one came" if isinstance(held, str) and wrapper.in_string is not False else f"{kind_of(held)} came"
    return f"expected {expected}, {came}"
