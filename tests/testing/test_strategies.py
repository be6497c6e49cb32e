"""What the strategies draw is what they say they draw, and what they find is small."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, Literal
from unittest import mock

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import normalizer
from normalizer import UNSET, Completion, Source, Usage, testing
from normalizer.shapes import key
from normalizer.testing import drawn, either_path, generators, golden_corpus, strategies
from normalizer.values import Maybe
from normalizer.vendors import canonical, known_vendors

from .. import toy_vendor
from ..golden import FIXTURES

every_spelling = pytest.mark.parametrize(("vendor", "form"), testing.spellings(), ids=lambda word: word)
some = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
searching = settings(
    max_examples=3000,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)


def least(strategy: st.SearchStrategy[Any], wanted: Callable[[Any], bool]) -> Any:
    """The smallest value that Hypothesis finds."""
    return find(strategy, wanted, settings=searching)


@every_spelling
@some
@given(data=st.data())
def test_what_is_drawn_for_a_spelling_is_read_as_it(vendor: str, form: Any, data: st.DataObject) -> None:
    completion = normalizer.normalize(data.draw(testing.payloads(vendor, form)), vendor, form)
    stream = data.draw(testing.streams(vendor, form))

    assert isinstance(completion, Completion)
    assert normalizer.join(normalizer.read_stream(stream, vendor, form)).choices is not None
    assert isinstance(data.draw(testing.chunk_payloads(vendor, form)), dict)
    json.dumps([data.draw(testing.spoilt_payloads(vendor, form)), data.draw(testing.json_values())])


@pytest.mark.parametrize("law", testing.LAWS)
def test_a_law_is_held_for_the_values_that_are_drawn_for_it(law: str) -> None:
    values = least(testing.values_for(law, "orq"), lambda _: True)

    testing.LAWS[law].hold("orq", "wire", *values)


def test_a_law_without_a_name_in_the_list_has_no_values() -> None:
    with pytest.raises(KeyError, match="law 9"):
        least(testing.values_for("law 9", "orq"), lambda _: True)


@every_spelling
def test_the_least_payload_has_nothing_that_it_need_not_have(vendor: str, form: Any) -> None:
    payload = least(testing.payloads(vendor, form), lambda _: True)

    assert payload["choices"] == []
    assert len(payload) == 1 + 2 * (vendor == "canonical")


def test_a_finding_is_cut_down_to_the_choice_and_the_key_that_matter() -> None:
    payload = least(
        testing.payloads("orq"), lambda payload: any(choice.get("index") == 7 for choice in payload["choices"])
    )

    assert payload.keys() == {"choices"}
    assert [choice for choice in payload["choices"] if choice] == [{"index": 7}]


def test_a_completion_is_cut_down_to_the_attribute_that_matters() -> None:
    completion = least(testing.completions(), lambda made: bool(made.usage and made.usage.input_tokens))

    assert completion == Completion(usage=Usage(input_tokens=1))


@pytest.mark.parametrize("wanted", [10**30, 1e300, -0.0, "\ud83d"], ids=ascii)
def test_numbers_and_texts_at_their_limits_are_drawn(wanted: Any) -> None:
    assert repr(least(testing.json_values(), lambda value: repr(value) == repr(wanted))) == repr(wanted)


def test_every_name_is_there_and_no_other() -> None:
    for name in testing.__all__:
        assert getattr(testing, name) is not None
    for missing in ("nothing", "json_value"):
        with pytest.raises(AttributeError, match=f"^module 'normalizer.testing' has no attribute '{missing}'$"):
            getattr(testing, missing)


def test_without_hypothesis_the_strategies_name_the_extra_and_the_laws_are_there() -> None:
    hidden = {"hypothesis": None, strategies.__name__: None}
    with mock.patch.dict(sys.modules, hidden):
        del sys.modules[strategies.__name__]
        with pytest.raises(ModuleNotFoundError, match=r"completion-normalizer\[testing\]") as missing:
            importlib.import_module(strategies.__name__)
    assert missing.value.name == "hypothesis"
    assert testing.recordings("orq")[0].vendor == "orq"


def test_every_vendor_has_recordings_some_with_a_stream() -> None:
    for vendor in ("orq", "opper"):
        recorded = testing.recordings(vendor)
        assert {recording.vendor for recording in recorded} == {vendor}
        assert all(json.loads(recording.text) == recording.payload for recording in recorded)
        assert any(recording.stream is None for recording in recorded)
        streams = [recording.stream for recording in recorded if recording.stream is not None]
        assert len(streams) >= 8
        for stream in streams:
            testing.events_come_back(stream)


def test_an_installed_corpus_is_read_where_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden_corpus, "files", lambda _: tmp_path)
    assert Path(str(testing.corpus())).samefile(FIXTURES)
    (tmp_path / "corpus").mkdir()

    assert testing.corpus() == tmp_path / "corpus"


def test_a_seed_draws_every_kind_of_tool_call() -> None:
    opper = known_vendors()["opper"]
    drawn = [generators.payload(Random(seed), opper, opper.form("wire")) for seed in range(300)]
    kinds = {
        str(call.get("type"))
        for payload in drawn
        for choice in payload["choices"]
        for call in choice["message"].get("tool_calls") or []
    }

    assert {"function", "custom", "None"} <= kinds


def test_payloads_are_read_on_the_fast_path_where_it_is_on(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[bytes] = []
    monkeypatch.setattr(either_path, "loads", lambda text, *_: texts.append(text))
    payload = {"choices": [{"text": "Hi"}]}

    for path in (None, object()):
        monkeypatch.setattr(either_path, "express", lambda path=path: path)
        either_path.read(payload, "orq")
        assert [json.loads(text) for text in texts] == [payload] * (path is not None)
        assert either_path.given(payload) == (payload if path is None else either_path.text_of(payload))
        with pytest.raises(normalizer.NotACompletionError):
            either_path.read(b"{}", "orq")


def test_a_payload_is_spelled_in_one_of_three_ways_whichever_its_length_says() -> None:
    texts = [either_path.text_of({"\u00e9": [length] * 2}).decode() for length in (1, 10, 100)]

    assert texts == ['{"é":[1,1]}', '{"\\u00e9":[10,10]}', '{"\\u00e9": [100, 100]}']


class Wishing:
    """Dice that throw what is wished for, where it can be had, and else the first option; there is one more of everything."""

    def __init__(self, *wishes: object) -> None:
        self.wishes = wishes

    def choice(self, options: Sequence[Any], /) -> Any:
        return next((option for option in options if option in self.wishes), options[0])

    def randrange(self, _: int, /) -> int:
        return 2


def test_an_answer_that_is_drawn_is_none_of_a_chunk() -> None:
    orq = known_vendors()["orq"]
    without_text, with_text = (
        generators.payload(dice, orq, orq.form("wire")) for dice in (Wishing("delta"), Wishing("delta", str))
    )

    assert without_text == {"choices": [{}] * 3, "delta": None}
    assert [choice.keys() & {"delta", "text"} for choice in with_text["choices"]] == [{"delta", "text"}] * 3


def test_of_a_vendor_with_a_key_that_is_true_or_false_both_are_drawn() -> None:
    @attrs.frozen
    class Flagged(toy_vendor.ToyCompletion):
        cached: Maybe[bool | None] = key()

    vendor = attrs.evolve(toy_vendor.VENDOR, shape=Flagged)
    drawn = [generators.payload(Random(seed), vendor, vendor.form("wire")) for seed in range(30)]

    assert {payload.get("cached", UNSET) for payload in drawn} == {UNSET, None, False, True}


@pytest.mark.parametrize("depth", range(3))
def test_json_values_are_nested_no_deeper_than_asked(depth: int) -> None:
    assert depth_of(least(testing.json_values(depth), lambda value: depth_of(value) >= depth)) == depth
    with pytest.raises(NoSuchExample):
        find(
            testing.json_values(depth),
            lambda value: depth_of(value) > depth,
            settings=settings(searching, max_examples=300),
        )


def depth_of(value: Any) -> int:
    """How many objects and arrays a value that is in none of them lies in."""
    items = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return 1 + max(map(depth_of, items)) if items else 0


@pytest.mark.parametrize("named", [None, "orq", "canonical"])
def test_canonical_json_is_written_as_itself_whatever_it_says_that_it_came_as(named: str | None) -> None:
    said = Source(named, "wire", envelope=False, object="x") if named else None

    assert drawn.source_of(Completion(source=said), "canonical") == (
        said if named == "canonical" else Source("canonical")
    )


def test_of_a_vendor_with_a_key_that_has_certain_words_it_may_be_missing_as_well() -> None:
    @attrs.frozen
    class Moody(toy_vendor.ToyCompletion):
        mood: Maybe[Literal["calm", "loud"] | None] = key()

    vendor = attrs.evolve(toy_vendor.VENDOR, shape=Moody)
    drawn = [generators.payload(Random(seed), vendor, vendor.form("wire")) for seed in range(30)]

    assert {payload.get("mood", UNSET) for payload in drawn} == {UNSET, None, "calm", "loud"}


def test_canonical_json_that_is_drawn_names_vendors_that_there_are_in_forms_that_they_have() -> None:
    payloads = [
        generators.payload(Random(seed), canonical.VENDOR, canonical.VENDOR.form("wire")) for seed in range(99)
    ]  # no secret
    sources = [payload["source"] for payload in payloads if payload.get("source")]

    assert {source["vendor"] for source in sources} == known_vendors().keys()
    assert all(source["form"] in known_vendors()[source["vendor"]].forms for source in sources)
