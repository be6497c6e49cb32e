"""The laws, as functions that fail when one is broken. No vendor is named here: they hold for every one.

Equality is of JSON values and their kinds: 1 is not 1.0, true is not 1, null is not absence, -0.0 is not 0.0. What is
handed in is read before the law begins: a payload that is refused then raises what the library raises, and breaks no law.
"""

from __future__ import annotations

import json
from typing import Any

import attrs

from ..completion import Completion, FormName, Source
from ..conversion import Conversion, convert, restore
from ..diff import difference
from ..errors import LossError, NormalizerError, PayloadError
from ..pointer import resolve, split
from ..report import Change
from ..values import UNSET, same
from ..vendors import canonical, vendor_named
from ..writing import denormalize, dumps, said
from .either_path import given, read
from .judging import assert_same, held, require

WIRE = "law 1, wire"
THERE_AND_BACK = "law 2, there and back"
WHOLE_OR_REPORTED = "law 3, whole or reported"
GOLDEN = "law 4, golden"
COMPLEMENT = "law 5, the report is the complement"
EDIT = "law 6, an edit shows"


def wire_is_exact_or_refuses(payload: Any, vendor: str, form: FormName) -> bool:
    """Law 1: structure then unstructure gives the payload back, or it is refused; never anything else.

    :returns: whether it was read; a payload that was refused keeps the law.
    :raises BrokenLawError: something else came back.
    """
    known = vendor_named(vendor)
    try:
        completion = read(payload, vendor, form)
    except NormalizerError:
        return False
    with held(WIRE, vendor, form):
        shape = known.from_canonical(completion)
        body = payload["data"] if payload.keys() == {"data"} else payload
        if known is not canonical.VENDOR:
            assert_same(body, known.unstructure(known.converter_of(form).structure(body, known.shape), form))
            assert_same(body, known.unstructure(shape, form))
    return True


def there_and_back(payload: Any, vendor: str | None, form: FormName | None) -> None:
    """Law 2: what was read is written back as it was, also after canonical JSON and a new process.

    :raises NormalizerError: the payload is refused.
    :raises BrokenLawError: something else came back.
    """
    completion = read(payload, vendor, form)
    with held(THERE_AND_BACK, vendor, form):
        if is_canonical_json(payload, vendor):
            assert_same(payload, denormalize(completion, to="canonical"))
            return
        assert_same(payload, denormalize(completion))
        assert_same(payload, json.loads(dumps(completion)))
        saved = through_text(denormalize(completion, to="canonical"))
        again = read(saved)
        require(completion == again, "what was saved as canonical JSON is another Completion")
        assert_same(saved, denormalize(again, to="canonical"))
        assert_same(payload, denormalize(again))


def comes_back_on_a_second_look(payload: Any, vendor: str | None, form: FormName | None) -> None:
    """Law 2 for a Completion that is looked at again when it is written, as one that was edited is.

    :raises NormalizerError: the payload is refused.
    :raises BrokenLawError: something else came back.
    """
    completion = attrs.evolve(read(payload, vendor, form))
    with held(THERE_AND_BACK, vendor, form):
        to = canonical.VENDOR.name if is_canonical_json(payload, vendor) else None
        assert_same(payload, denormalize(completion, to))
        assert_same(payload, json.loads(dumps(completion, to)))


def is_canonical_json(payload: Any, vendor: str | None) -> bool:
    return payload.get("object") == canonical.OBJECT and vendor in (None, canonical.VENDOR.name)


def whole_or_reported(completion: Completion, vendor: str, form: FormName) -> tuple[Change, ...]:
    """Law 3: the changes are the typed difference to what reading the written payload gives; none means the same.

    :returns: the changes.
    :raises BrokenLawError: they are not.
    """
    with held(WHOLE_OR_REPORTED, vendor, form):
        written = denormalize(completion, to=vendor, form=form, lossy=True)
        meant, returned = canonical.tree(completion), canonical.tree(read(written, vendor, form))
        expected = difference(meant, returned)
        conversion = convert(completion, to=vendor, form=form)
        require(expected == conversion.changes, "the changes that are told are not the difference")
        assert_same(written, conversion.payload)
        if not expected:
            assert_same(meant, returned)
        losses = tuple(change for change in expected if change.kind != "respelled")
        require(losses == losses_of(completion, vendor, form), "LossError names other losses than there are")
        for change in expected:
            stands_at_its_pointer(change, meant)
    return expected


def losses_of(completion: Completion, vendor: str, form: FormName | None) -> tuple[Change, ...]:
    """What LossError names, or nothing where there is none."""
    try:
        denormalize(completion, to=vendor, form=form)
    except LossError as error:
        return error.changes
    return ()


def stands_at_its_pointer(change: Change, before: Any) -> None:
    """A change names what was there before; it never covers a branch that it could have entered."""
    if change.before is not UNSET:
        there = resolve(before, split(change.pointer))
        require(same(change.before, there), "a change names what is not there", change.pointer)
    is_reason = split(change.pointer)[-1] == "finish_reason"
    is_branch = isinstance(change.before, dict) and isinstance(change.after, dict)
    require(is_reason or not is_branch, "a change covers a whole branch", change.pointer)


def means_what_its_golden_file_says(payload: Any, golden: Any, vendor: str | None = None) -> None:
    """Law 4: a payload's canonical JSON is the reviewed one.

    :raises NormalizerError: the payload is refused.
    :raises BrokenLawError: it means something else.
    """
    completion = read(payload, vendor)
    source = completion.source  # canonical JSON may name none
    with held(GOLDEN, source.vendor if source else vendor, source.form if source else None):
        assert_same(golden, denormalize(completion, to="canonical"))


def report_is_the_complement(payload: Any, vendor: str | None, to: str, form: FormName) -> None:
    """Law 5: payload, changes, source and target restore what was converted; less any one change they do not.

    A random payload can look like another form than it was made in, one that cannot hold it; then it is refused.

    :raises BrokenLawError: something else comes of them, or they can spare a change.
    """
    if not is_read(payload, vendor):
        return
    with held(COMPLEMENT, to, form):
        conversion = convert(given(payload), to=to, vendor=vendor, form=form)
        saved = saved_and_loaded(conversion)
        assert_same(payload, restore(conversion))
        assert_same(payload, restore(saved))
        for left_out, change in enumerate(saved.changes):
            fewer = saved.changes[:left_out] + saved.changes[left_out + 1 :]
            less = Conversion(saved.payload, fewer, source=saved.source, target=saved.target)
            require(not restores(payload, less), "a change is superfluous", change.pointer)


def is_read(payload: Any, vendor: str | None) -> bool:
    try:
        read(payload, vendor)
    except PayloadError:
        return False
    return True


def saved_and_loaded(conversion: Conversion) -> Conversion:
    """The conversion as an app keeps it: every part as JSON, absent values left out."""
    kept = [[_kept(change) for change in conversion.changes], _kept(conversion.source), _kept(conversion.target)]
    payload, changes, source, target = through_text([conversion.payload, *kept])
    return Conversion(
        payload, tuple(Change(**change) for change in changes), source=Source(**source), target=Source(**target)
    )


def through_text(value: Any) -> Any:
    """A value as another process reads it from a file."""
    return json.loads(json.dumps(value))


def _kept(told: Any) -> dict[str, Any]:
    """What a change or a source says, as it is: values may be deeper than anything that enters them could go."""
    return attrs.asdict(told, recurse=False, filter=lambda _, value: value is not UNSET)


def restores(payload: Any, conversion: Conversion) -> bool:
    try:
        return same(payload, restore(conversion))
    except NormalizerError:
        return False


def an_edit_shows(completion: Completion, edited: Completion, pointer: str, source: Source) -> None:
    """Law 6: exactly the edit appears in what is written where it came from, or LossError names exactly it.

    :raises BrokenLawError: something else moved, or was not named.
    """
    with held(EDIT, source.vendor, source.form):
        before, after = canonical.tree(completion), canonical.tree(edited)
        written = said(edited, source)
        returned = canonical.tree(read(written, source.vendor, source.form))
        losses, lost = losses_of(edited, source.vendor, source.form), difference(after, returned)
        expected = tuple(change for change in lost if change.kind != "respelled")
        require(losses == expected, "LossError names other losses than there are", pointer)
        for moved in (*losses, *difference(before, returned)):
            is_the_edit = near(moved.pointer, pointer) or moved.kind == "respelled"
            require(is_the_edit, f"{moved.pointer} moved, and it was not edited", pointer)


def near(pointer: str, edited: str) -> bool:
    """Whether a change is at the edited place, inside it, or around it.

    One place can say less for an edit elsewhere: an unknown ``delta`` in a choice that loses all its text, for the two
    together are a chunk; an unknown ``function`` in a custom call of which the kind is taken away, for a vendor then says
    the call there.
    """
    here, there = split(pointer), split(edited)
    is_inside = here[: len(there)] == there[: len(here)]
    is_chunk = here[2:] == ["extra", "delta"] and here[:2] == there[:2]
    is_call = there[-1:] == ["kind"] and here[: len(there)] == [*there[:-1], "extra"]
    return is_inside or is_chunk or is_call
