"""The laws, as functions that fail when one is broken. No vendor is named here: they hold for every one.

Equality is of JSON values and their kinds: 1 is not 1.0, true is not 1, null is not absence, -0.0 is not 0.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs

import normalizer
from normalizer import Change, Completion, Conversion, LossError, NormalizerError, PayloadError, Source
from normalizer.diff import difference
from normalizer.express import express
from normalizer.pointer import resolve, split
from normalizer.shapes import EXTRA, has_extra, keys_of
from normalizer.values import UNSET, same
from normalizer.vendors import canonical, known_vendors
from normalizer.writing import said


def read(payload: Any, vendor: str | None = None, form: Any = None) -> Completion:
    """Read a payload the way that is to be tried: as the object it is, or as its text where that may take the fast path."""
    if express() is None:
        return normalizer.normalize(payload, vendor, form)
    return normalizer.loads(text_of(payload), vendor, form)


def text_of(payload: Any) -> bytes:
    """A payload as one of the texts that say it: compact or with white space, with or without escapes."""
    compact = json.dumps(payload, separators=(",", ":"))
    spelled = [compact, json.dumps(payload, separators=(",", ":"), ensure_ascii=False), json.dumps(payload)]
    return spelled[len(compact) % 3].encode("utf-8", "backslashreplace")


def through_text(value: Any) -> Any:
    """A value as another process reads it from a file."""
    return json.loads(json.dumps(value))


def assert_same(expected: Any, actual: Any) -> None:
    assert same(expected, actual), f"{expected!r}\n!=\n{actual!r}"


def wire_is_exact_or_refuses(payload: Any, vendor: str, form: Any) -> bool:
    """Law 1: structure then unstructure gives the payload back, or it is refused; never anything else."""
    known = known_vendors()[vendor]
    try:
        completion = read(payload, vendor, form)
    except NormalizerError:
        return False
    shape = known.from_canonical(completion)
    body = payload["data"] if isinstance(payload, dict) and payload.keys() == {"data"} else payload
    if known is not canonical.VENDOR:
        assert_same(body, known.unstructure(known.converter_of(form).structure(body, known.shape), form))
        assert_same(body, known.unstructure(shape, form))
    return True


def there_and_back(payload: Any, vendor: str | None, form: Any) -> None:
    """Law 2: what was read is written back as it was, also after canonical JSON and a new process."""
    completion = read(payload, vendor, form)
    if payload.get("object") == canonical.OBJECT and vendor in (None, canonical.VENDOR.name):
        assert_same(payload, normalizer.denormalize(completion, to="canonical"))
        return
    assert_same(payload, normalizer.denormalize(completion))
    assert_same(payload, json.loads(normalizer.dumps(completion)))
    saved = through_text(normalizer.denormalize(completion, to="canonical"))
    again = read(saved)
    assert completion == again
    assert_same(saved, normalizer.denormalize(again, to="canonical"))
    assert_same(payload, normalizer.denormalize(again))


def whole_or_reported(completion: Completion, vendor: str, form: Any) -> tuple[Change, ...]:
    """Law 3: the changes are the typed difference to what reading the written payload gives; none means the same."""
    written = normalizer.denormalize(completion, to=vendor, form=form, lossy=True)
    returned = read(written, vendor, form)
    expected = difference(canonical.tree(completion), canonical.tree(returned))
    conversion = normalizer.convert(completion, to=vendor, form=form)
    assert expected == conversion.changes
    assert_same(written, conversion.payload)
    if not expected:
        assert_same(canonical.tree(completion), canonical.tree(returned))
    losses = tuple(change for change in expected if change.kind != "respelled")
    assert losses == losses_of(completion, vendor, form)
    for change in expected:
        stands_at_its_pointer(change, canonical.tree(completion))
    return expected


def losses_of(completion: Completion, vendor: str, form: Any) -> tuple[Change, ...]:
    try:
        normalizer.denormalize(completion, to=vendor, form=form)
    except LossError as error:
        return error.changes
    return ()


def stands_at_its_pointer(change: Change, before: Any) -> None:
    """A change names what was there before; it never covers a branch that it could have entered."""
    if change.before is not UNSET:
        assert_same(change.before, resolve(before, split(change.pointer)))
    is_reason = split(change.pointer)[-1] == "finish_reason"
    assert is_reason or not (isinstance(change.before, dict) and isinstance(change.after, dict))


def report_is_the_complement(payload: Any, vendor: str | None, to: str, form: Any) -> None:
    """Law 5: payload, changes, source and target restore what was converted; less any one change they do not.

    A random payload can look like another form than it was made in, one that cannot hold it; then it is refused.
    """
    if not is_read(payload, vendor):
        return
    given = payload if express() is None else text_of(payload)
    conversion = normalizer.convert(given, to=to, vendor=vendor, form=form)
    saved = saved_and_loaded(conversion)
    assert_same(payload, normalizer.restore(conversion))
    assert_same(payload, normalizer.restore(saved))
    for left_out in range(len(saved.changes)):
        fewer = saved.changes[:left_out] + saved.changes[left_out + 1 :]
        assert not restores(payload, Conversion(saved.payload, fewer, source=saved.source, target=saved.target))


def is_read(payload: Any, vendor: str | None) -> bool:
    try:
        read(payload, vendor)
    except PayloadError:
        return False
    return True


def saved_and_loaded(conversion: Conversion) -> Conversion:
    """The conversion as an app keeps it: every part as JSON, absent values left out."""
    changes = [attrs.asdict(change, recurse=False, filter=_is_set) for change in conversion.changes]
    source = attrs.asdict(conversion.source, recurse=False, filter=_is_set)
    target = attrs.asdict(conversion.target, recurse=False, filter=_is_set)
    payload, changes, source, target = through_text([conversion.payload, changes, source, target])
    return Conversion(
        payload, tuple(Change(**change) for change in changes), source=Source(**source), target=Source(**target)
    )


def _is_set(_attribute: Any, value: Any) -> bool:
    return value is not UNSET


def restores(payload: Any, conversion: Conversion) -> bool:
    try:
        return same(payload, normalizer.restore(conversion))
    except NormalizerError:
        return False


def an_edit_shows(completion: Completion, edited: Completion, pointer: str, source: Source) -> None:
    """Law 6: exactly the edit appears in what is written where it came from, or LossError names exactly it."""
    before, after = canonical.tree(completion), canonical.tree(edited)
    written = said(edited, source)
    returned = canonical.tree(read(written, source.vendor, source.form))
    losses = losses_of(edited, source.vendor, source.form)
    assert losses == tuple(change for change in difference(after, returned) if change.kind != "respelled")
    assert losses or all(change.kind == "respelled" for change in difference(after, returned))
    for moved in (*losses, *difference(before, returned)):
        assert near(moved.pointer, pointer) or moved.kind == "respelled", (moved, pointer)


def near(pointer: str, edited: str) -> bool:
    """Whether a change is at the edited place, inside it, or in the same array of parts.

    One place can say less for an edit elsewhere: an unknown ``delta`` in a choice that loses all its text, for the two
    together are a chunk.
    """
    is_sibling = pointer.rpartition("/")[0] == edited.rpartition("/")[0]
    is_chunk = pointer.endswith("/extra/delta") and pointer.removesuffix("/extra/delta") in edited
    return pointer.startswith(edited) or edited.startswith(pointer) or is_sibling or is_chunk


def edits_of(node: Any, other: Any, pointer: str = "") -> Iterator[tuple[Any, str]]:
    """A tree with any one attribute taken from another tree's node of the same class, each in turn, and where."""
    for key in [*(key.name for key in keys_of(type(node))), *([EXTRA] if has_extra(type(node)) else [])]:
        if key == "source":
            continue
        mine, theirs = getattr(node, key), getattr(other, key)
        here = f"{pointer}/{key}"
        yield attrs.evolve(node, **{key: theirs}), here
        if attrs.has(type(mine)) and type(mine) is type(theirs):
            yield from ((attrs.evolve(node, **{key: inner}), at) for inner, at in edits_of(mine, theirs, here))
        elif isinstance(mine, tuple) and isinstance(theirs, tuple):
            yield from _edited_items(node, key, mine, theirs, here)


def _edited_items(node: Any, key: str, mine: Any, theirs: Any, here: str) -> Iterator[tuple[Any, str]]:
    for index, item in enumerate(mine):
        for other in [other for other in theirs if type(other) is type(item) and attrs.has(type(item))][:1]:
            for inner, at in edits_of(item, other, f"{here}/{index}"):
                yield attrs.evolve(node, **{key: (*mine[:index], inner, *mine[index + 1 :])}), at
