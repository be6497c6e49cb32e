"""Whoever names the wrong vendor gets rejects and a hint, and no records in which everything is an unknown key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from normalizer.logs import Rejected, convert_log

from .command import FIXTURES, MIXED, OPPER, ORQ, STREAMS, run

ALL = [
    (str(path), path.parent.name)
    for path in [*sorted(FIXTURES.glob("o*/*.json")), *STREAMS]
    if ".canonical" not in path.name
]
HINT = "most records are another vendor's than --from says; without it, each is looked at\n"


@pytest.mark.parametrize(("path", "vendor"), ALL)
def test_every_recording_is_rejected_as_another_vendors(path: str, vendor: str) -> None:
    other = {"orq": "opper", "opper": "orq"}[vendor]
    (crossed,) = convert_log([path], "canonical", other)
    (own,) = convert_log([path], "canonical", vendor)
    (looked_at,) = convert_log([path], "canonical")

    assert isinstance(crossed, Rejected)
    assert (crossed.code, crossed.message) == ("other-vendor", f"not a readable {other} payload: it is {vendor}'s")
    assert own == looked_at


def test_there_are_recordings_of_both_vendors_and_of_streams() -> None:
    assert {vendor for _, vendor in ALL} == {"orq", "opper"}
    assert {Path(path).suffix for path, _ in ALL} == {".json", ".sse"}


@pytest.mark.parametrize(("lines", "is_hinted"), [([ORQ], True), ([ORQ, OPPER], False), ([OPPER, ORQ, ORQ], True)])
def test_a_hint_is_given_where_most_are_another_vendors(lines: list[bytes], *, is_hinted: bool) -> None:
    result = run("convert", "-", "--from", "opper", "--to", "canonical", stdin=b"\n".join(lines))

    assert (HINT in result.stderr) == is_hinted
    assert result.exit_code == 1


def test_no_hint_is_given_where_nobody_was_named() -> None:
    assert HINT not in run("convert", MIXED, "--to", "canonical").stderr
    assert HINT not in run("convert", "-", "--to", "canonical", stdin=b"").stderr


def test_what_could_be_several_vendors_is_whose_it_is_said_to_be() -> None:
    for vendor in ("orq", "opper"):
        result = run("convert", "-", "--from", vendor, "--to", "canonical", stdin=b'{"choices":[]}')
        assert (result.exit_code, json.loads(result.stdout)["source"]["vendor"]) == (0, vendor)


def test_canonical_json_is_nobody_elses() -> None:
    canonical = run("convert", "-", "--to", "canonical", stdin=ORQ).stdout_bytes
    result = run("convert", "-", "--from", "opper", "--to", "canonical", stdin=canonical)

    assert result.stderr.startswith("-:1: not a readable opper payload: it is canonical's\n")


def test_a_stream_of_which_nothing_is_certain_is_whose_it_is_said_to_be() -> None:
    stream = b'data: {"choices":[]}\n\ndata: [DONE]\n\n'
    assert run("convert", "-", "--from", "orq", "--to", "canonical", stdin=stream).exit_code == 0
    assert run("convert", "-", "--from", "orq", "--to", "canonical", stdin=b"data: [DONE]\n\n").exit_code == 1
