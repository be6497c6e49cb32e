"""Test what you build on this library with what it is tested with itself: strategies, laws and the golden corpus.

``payloads``, ``completions``, ``streams`` and the other strategies draw values for Hypothesis, the laws fail with a
:class:`BrokenLawError` where one is broken, ``recordings`` are real answers with their reviewed meaning. The strategies
need the extra ``testing`` (hypothesis), and are imported when they are first asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from .drawn import LAWS, Law, laws_of, spellings
from .edits import edits_of
from .golden_corpus import Recording, corpus, recordings
from .judging import BrokenLawError, assert_same
from .laws import (
    an_edit_shows,
    means_what_its_golden_file_says,
    report_is_the_complement,
    there_and_back,
    whole_or_reported,
    wire_is_exact_or_refuses,
)
from .listing import listed
from .stream_laws import (
    a_chunk_comes_back,
    a_stream_is_whole_or_reported,
    any_cut_gives_the_same_chunks,
    choices_never_mix,
    events_come_back,
    is_partial_until_done,
    split_is_joined,
)

if TYPE_CHECKING:
    from .strategies import (
        chunk_payloads,
        completions,
        json_values,
        payloads,
        spoilt_payloads,
        streams,
        values_for,
    )

_STRATEGIES = ("chunk_payloads", "completions", "json_values", "payloads", "spoilt_payloads", "streams", "values_for")

__all__ = [
    "LAWS",
    "BrokenLawError",
    "Law",
    "Recording",
    "a_chunk_comes_back",
    "a_stream_is_whole_or_reported",
    "an_edit_shows",
    "any_cut_gives_the_same_chunks",
    "assert_same",
    "choices_never_mix",
    "chunk_payloads",
    "completions",
    "corpus",
    "edits_of",
    "events_come_back",
    "is_partial_until_done",
    "json_values",
    "laws_of",
    "listed",
    "means_what_its_golden_file_says",
    "payloads",
    "recordings",
    "report_is_the_complement",
    "spellings",
    "split_is_joined",
    "spoilt_payloads",
    "streams",
    "there_and_back",
    "values_for",
    "whole_or_reported",
    "wire_is_exact_or_refuses",
]


def __getattr__(name: str) -> Any:
    if name not in _STRATEGIES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.strategies"), name)
