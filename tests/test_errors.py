"""Errors go from one process to another as they are, say what they say there, and keep what they were made of."""

from __future__ import annotations

import copy
import inspect
import pickle
from typing import Any

import pytest

import normalizer
from normalizer import Change, Detection, Problem, errors
from normalizer.logs import LogError, RecordError
from normalizer.mismatch import Mismatch
from normalizer.wrappers import refusals

PROBLEM = Problem("/choices/0/index", "expected a number, a string came")
CHANGE = Change("dropped", "/usage")
EACH: dict[type[normalizer.NormalizerError], tuple[dict[str, Any], str]] = {
    normalizer.PayloadError: (
        {"problems": (PROBLEM,), "vendor": "orq"},
        "not a readable orq payload:\n  /choices/0/index: expected a number, a string came",
    ),
    normalizer.NotACompletionError: ({"what": "an error body"}, "not a completion but an error body"),
    normalizer.UnknownVendorError: ({"name": "x", "known": ("a", "b")}, "no vendor 'x'; known: a, b"),
    normalizer.UnknownFormError: ({"vendor": "orq", "name": "x", "known": ("a", "b")}, "orq has no form 'x'; known: a, b"),
    normalizer.AmbiguousVendorError: (
        {"detection": Detection(None, None, envelope=False, reasons=("one", "two"), candidates=("orq", "opper"))},
        "could be a payload of orq or opper (name the vendor): one; two",
    ),
    normalizer.LossError: (
        {"changes": (CHANGE,), "vendor": "orq", "form": "wire"},
        "orq (wire) cannot say it all (lossy=True writes what it can):\n  dropped /usage",
    ),
    normalizer.StreamError: (
        {"error": {"message": "MARKER"}, "completion": normalizer.Completion(id="a")},
        "an error came in the stream after a part of the answer, which is in `completion`; its body is in `error`",
    ),
    normalizer.RestoreError: ({"pointer": "/usage"}, "the changes do not fit the payload at /usage"),
    LogError: ({"source": "log.jsonl", "reason": "it is gone"}, "log.jsonl: it is gone"),
    RecordError: ({"code": "loss", "message": "it is lost", "pointer": "/usage"}, "it is lost"),
    Mismatch: ({"found": [((("a", 1)), "expected a number")]}, "/a/1: expected a number"),
    refusals.NoBodyError: (
        {"code": "not-a-body", "pointer": "", "message": "it is none", "id": "MARKER"},
        "no body in this line (not-a-body): the line: it is none",
    ),
    refusals.NotAPointerError: (
        {"text": "x"},
        "not a JSON Pointer (empty, or tokens that each begin with a slash; ~ as ~0, / as ~1): 'x'",
    ),
    refusals.UnknownWrapperError: ({"name": "x", "known": ("a", "b")}, "no wrapper 'x'; known: a, b"),
}  # fmt: skip
"""Each error, what it is made of, and what it says."""


@pytest.mark.parametrize("error", EACH)
def test_an_error_says_what_is_wrong_and_where_in_this_process_and_in_another(error: type[Any]) -> None:
    parts, said = EACH[error]
    for made in (error(**parts), error(*parts.values())):
        for one in (made, copy.copy(made), pickle.loads(pickle.dumps(made))):
            assert type(one) is error
            assert str(one) == said
            assert {name: getattr(one, name) for name in parts} == parts
            assert one.args == tuple(parts.values())


def test_every_public_error_is_tried() -> None:
    public = {each for _, each in inspect.getmembers(errors, inspect.isclass) if each.__module__ == errors.__name__}

    assert public - {normalizer.NormalizerError} <= EACH.keys()


def test_an_error_without_a_place_says_so_in_words() -> None:
    assert str(normalizer.PayloadError((Problem("", "expected JSON"),))) == "not a readable payload:\n  expected JSON"
    assert str(normalizer.RestoreError("")) == "the changes do not fit the payload at its root"
    assert (
        str(normalizer.StreamError({}, None)) == "an error came in the stream before any chunk; its body is in `error`"
    )


@pytest.mark.parametrize(("count", "more"), [(20, ""), (21, "\n  and 1 more"), (23, "\n  and 3 more")])
def test_a_long_list_is_cut_in_the_message_and_whole_in_the_error(count: int, more: str) -> None:
    error = normalizer.LossError((CHANGE,) * count, "orq", "wire")

    assert str(error).partition("\n")[2] + "\n" == "  dropped /usage\n" * 20 + more.removeprefix("\n") + "\n" * bool(
        more
    )
    assert len(error.changes) == count


def test_each_value_of_a_wrong_kind_is_told_with_its_path() -> None:
    found = Mismatch([(("choices", 0), "expected a Choice, null came"), (("id",), "expected a string, null came")])

    assert str(found) == "/choices/0: expected a Choice, null came; /id: expected a string, null came"


@pytest.mark.parametrize("name", [[], 5, b"orq"])
def test_what_is_no_name_is_no_vendors(name: Any) -> None:
    with pytest.raises(normalizer.UnknownVendorError, match=r"^no vendor .+; known: orq, opper, canonical$"):
        normalizer.denormalize(normalizer.Completion(), to=name, form=name)
