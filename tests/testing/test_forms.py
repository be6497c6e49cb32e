"""A law is about the form that it is told: a vendor that is otherwise in one form is found out in this one alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import attrs
import pytest

import normalizer
from normalizer import UNSET, Change, NormalizerError, PayloadError, Source
from normalizer.express import exact_only
from normalizer.testing import BrokenLawError, laws, stream_laws
from normalizer.vendor import Vendor
from normalizer.vendors import known_vendors

PAYLOAD: dict[str, Any] = {"id": "c", "object": "text_completion", "choices": [{"text": "Hello", "index": 0}]}
READ = normalizer.normalize(PAYLOAD)
CHUNKS = normalizer.split(READ, 2)
STREAM = normalizer.write_stream(CHUNKS)
CHAT = normalizer.convert(PAYLOAD, to="opper").payload
DROPPED = (Change("dropped", "/id", "c"),)


def without_id(meant: Any) -> Any:
    return attrs.evolve(meant, id=UNSET)


def refused(_: object) -> Any:
    raise PayloadError(())


def _only_in_node(vendor: Vendor, otherwise: Callable[[Any], Any]) -> Vendor:
    def read(shape: Any, form: Any, envelope: bool) -> Any:  # noqa: FBT001  # as vendors have it
        meant = vendor.to_canonical(shape, form, envelope)
        return otherwise(meant) if form == "node" else meant

    return attrs.evolve(vendor, to_canonical=read)


@contextmanager
def orq_is_in_node(otherwise: Callable[[Any], Any]) -> Iterator[None]:
    """Let orq be read otherwise than it should be, in the form node, whole answers and chunks."""
    orq = known_vendors()["orq"]
    chunks = _only_in_node(orq.chunks, otherwise) if orq.chunks else None
    with (
        mock.patch.dict(known_vendors(), orq=attrs.evolve(_only_in_node(orq, otherwise), chunks=chunks)),
        exact_only(),
    ):
        yield


@pytest.mark.parametrize(
    ("otherwise", "hold"),
    [
        (without_id, lambda form: laws.there_and_back(PAYLOAD, "orq", form)),
        (without_id, lambda form: laws.comes_back_on_a_second_look(PAYLOAD, "orq", form)),
        (without_id, lambda form: stream_laws.events_come_back(STREAM, "orq", form)),
        (refused, lambda form: laws.report_is_the_complement(CHAT, "opper", "orq", form)),
        (refused, lambda form: stream_laws.any_cut_gives_the_same_chunks(STREAM, [9], "orq", form)),
    ],
    ids=["there and back", "a second look", "events", "the complement", "cut"],
)
def test_a_law_is_broken_in_the_form_in_which_a_vendor_is_wrong(
    otherwise: Callable[[Any], Any], hold: Callable[[str], object]
) -> None:
    with orq_is_in_node(otherwise):
        hold("wire")
        with pytest.raises((BrokenLawError, NormalizerError)):
            hold("node")


def test_what_only_one_form_cannot_say_is_reported_for_this_one_and_no_law_is_broken() -> None:
    edited = attrs.evolve(READ, id="else")
    with orq_is_in_node(without_id):
        assert laws.whole_or_reported(READ, "orq", "wire") == ()
        assert laws.whole_or_reported(READ, "orq", "node") == DROPPED
        laws.an_edit_shows(attrs.evolve(READ, id=UNSET), edited, "/id", Source("orq", "node"))
        stream_laws.a_stream_is_whole_or_reported(CHUNKS, "orq", "node")
        assert stream_laws.losses_of(CHUNKS, "orq", "node") == DROPPED
