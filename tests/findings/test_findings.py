"""The counts of a log are those of its records, and take no more memory as it grows."""

from __future__ import annotations

import json
import tracemalloc
from collections import Counter
from collections.abc import Iterator

import attrs
import pytest

from normalizer import UNSET, denormalize, join, read_stream
from normalizer.findings import OTHERS, Findings, Place
from normalizer.findings.tokens import LARGEST, TokenSum
from normalizer.logs import Converted, Order, Outcome, Record, Tally, convert_log, convert_record
from tests.cli.command import MIXED

from .outcomes import found, record, tokens


@pytest.mark.parametrize("to", ["orq", "opper", "canonical"])
def test_the_counts_are_those_of_the_summary(to: str) -> None:
    findings, tally = Findings(to), Tally()
    for outcome in convert_log([str(MIXED)], to):
        findings.count(outcome)
        tally.count(outcome)

    assert (findings.read, findings.converted, findings.rejected) == (tally.read, tally.converted, tally.rejected)
    assert (findings.lossy, findings.partial, findings.blank) == (tally.lossy, tally.partial, tally.blank)


def test_changes_are_counted_by_place_and_kind_with_the_first_as_an_example() -> None:
    call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    called = record(message={"content": None, "tool_calls": [call] * 2}, reason="stop")
    findings = found([record(), called, called, record(service_tier="default")])
    parts = findings.changes.by_pointer.held["/choices/*/message/parts/*"]
    tier = findings.changes.by_pointer.held["/service_tier"]

    assert (parts["dropped"].changes, parts["dropped"].records) == (4, 2)
    assert parts["dropped"].example is not None
    assert (parts["dropped"].example.before, parts["dropped"].example.place) == (
        "tool call, 5 keys",
        Place("log.jsonl", 2),
    )
    assert (tier["dropped"].records, findings.changes.losses, findings.lossy) == (1, 5, 3)


def test_rejects_are_counted_by_code_and_place() -> None:
    findings = found([b'{"choices":[{"text":5}]}', b"", b'{"choices":[{"text":""},{"text":5}]}', b"{"])

    assert {code: rejects.records for code, rejects in findings.rejects.items()} == {
        "wrong-kind": 2,
        "truncated-json": 1,
    }
    assert findings.rejects["wrong-kind"].pointers.held["/choices/*/text"].number == 2
    assert findings.rejects["wrong-kind"].example == Place("log.jsonl", 1)
    assert (findings.read, findings.blank) == (4, 1)


def test_tokens_are_added_up_where_they_are_numbers_of_tokens() -> None:
    details = {"prompt_tokens_details": {"cached_tokens": 3}, "completion_tokens_details": {"reasoning_tokens": 4}}
    usages = [tokens(5, 7, **details), tokens(5.0, -1), tokens(None, 1.5), tokens(2**53 + 1, 1)]
    findings = found([*(record(usage=usage) for usage in usages), record(), record(usage=None)], None)
    sums = findings.models.by_name.held["m"].tokens

    assert (sums.input.total, sums.input.stated, sums.input.unusable) == (10, 2, 1)
    assert (sums.output.total, sums.output.stated, sums.output.unusable) == (8, 2, 2)
    assert (sums.cached.total, sums.reasoning.total) == (3, 4)


@pytest.mark.parametrize(
    ("count", "stated", "unusable"),
    [(UNSET, 0, 0), (None, 0, 0), (0, 1, 0), (-1, 0, 1), (LARGEST, 1, 0), (LARGEST + 1, 0, 1)],
)
def test_a_number_of_tokens_is_from_0_to_the_largest_and_nothing_is_not_unusable(
    count: object, stated: int, unusable: int
) -> None:
    tokens_said = TokenSum()
    tokens_said.add(count)

    assert (tokens_said.stated, tokens_said.unusable) == (stated, unusable)


def test_each_blank_line_and_each_stream_that_broke_off_is_counted() -> None:
    events = (MIXED.parent / "opper" / "text.sse").read_text(encoding="utf-8").split("\n\n")
    broken = denormalize(join(read_stream("\n\n".join([*events[:2], ""]))), to="canonical")
    findings = found([b"", broken, b"", broken, b""], None)

    assert (findings.blank, findings.partial) == (3, 2)


def test_a_model_without_a_name_is_not_one_named_so() -> None:
    nameless = record()
    del nameless["model"]
    findings = found([nameless, record(None), record(""), record("null")], None)

    assert {name: model.records for name, model in findings.models.by_name.held.items()} == {
        UNSET: 1,
        None: 1,
        "": 1,
        "null": 1,
    }


def test_finish_reasons_are_counted_by_kind_and_word() -> None:
    reasonless = record()
    del reasonless["choices"][0]["finish_reason"]
    findings = found([record(), record(reason=None), record(reason="eos"), reasonless], None)

    assert findings.models.by_name.held["m"].reasons == Counter(stop=1, null=1, other=1, absent=1)
    assert {key: count.number for key, count in findings.models.words.held.items()} == {
        ("stop", "stop"): 1,
        ("other", "eos"): 1,
    }


def test_without_a_look_records_are_converted_and_nothing_is_said_of_losses() -> None:
    findings = found([record(service_tier="x")], look=False)

    assert findings.groups == {("opper", "wire"): Counter(converted=1)}
    assert findings.lossy == 0


def _outcomes(count: int) -> Iterator[Outcome]:
    """Records, no two of which have a name, an undeclared key, a finish reason or a day in common."""
    for number in range(count):
        odd = record(f"{number}-{'m' * 500}", number * 86_400, f"{number}", message={f"{number}-" * 50: "v"})
        yield convert_record(Record("log.jsonl", number + 1, json.dumps(odd).encode()), Order("orq"))


def test_what_does_not_fit_is_counted_together() -> None:
    findings = Findings("orq", most=50)
    for outcome in _outcomes(200):
        findings.count(outcome)

    assert len(findings.models.by_name.held) == len(findings.changes.by_pointer.held) == 51
    assert len(findings.models.words.held) == 51
    assert findings.models.by_name.held[OTHERS].records == 150
    assert sum(kinds["dropped"].records for kinds in findings.changes.by_pointer.held.values()) == 200


def test_rejects_of_a_code_are_told_apart_by_a_hundred_places() -> None:
    findings = found([b'{"choices":[{"text":5}]}'])
    places = findings.rejects["wrong-kind"].pointers
    for number in range(200):
        places.at(f"/another/{number}").number += 1

    assert len(places.held) == 101
    assert places.held[OTHERS].number == 200 - 99


def test_counts_take_no_more_memory_as_a_log_grows() -> None:
    outcomes = list(_outcomes(200))
    findings = Findings("orq", most=50)
    findings.models.periods.most = 100
    sizes = []
    for round_ in range(4):
        tracemalloc.start()
        for outcome in outcomes:
            assert isinstance(outcome, Converted)
            findings.count(_renamed(outcome, f"{round_}-"))
        sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()

    assert findings.read == 800
    assert max(sizes[1:]) < 20_000 < sizes[0]


def _renamed(outcome: Converted, prefix: str) -> Converted:
    """The same with other names and at another time."""
    changes = tuple(attrs.evolve(change, pointer=f"/extra/{prefix}{change.pointer}") for change in outcome.changes)
    completion = attrs.evolve(
        outcome.answer.completion, model=f"{prefix}{outcome.answer.completion.model}", created=int(prefix[:-1]) * 10**8
    )
    return attrs.evolve(
        outcome, find_changes=lambda: changes, answer=attrs.evolve(outcome.answer, completion=completion)
    )
