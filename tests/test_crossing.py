"""What is left behind and what is respelled on the way to another vendor, node by node, and that all else stays as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import normalizer
from normalizer.crossing import Holding, fit, leave_silence, silencer
from normalizer.shapes import classes_under, has_extra
from normalizer.vendor import Vendor

FIXTURES = Path(__file__).parents[1] / "fixtures" / "payloads"
ORQ, OPPER = normalizer.orq.VENDOR, normalizer.opper.VENDOR


def full(vendor: Vendor) -> Any:
    return json.loads((FIXTURES / vendor.name / "full.json").read_bytes())


def shape_of(vendor: Vendor, payload: Any) -> Any:
    return vendor.converter.structure(payload, vendor.shape)


def test_a_null_that_only_said_nothing_is_left_behind() -> None:
    silent = {"choices": [{"index": 0, "text": None, "x": None, "finish_reason": "stop"}], "y": []}
    crossed = normalizer.convert(silent, to="opper").payload
    (chunk,) = normalizer.read_stream([silent])
    streamed = normalizer.write_stream([chunk], to="opper")

    assert crossed["choices"] == [{"message": {"role": "assistant"}, "index": 0, "finish_reason": "stop", "x": None}]
    assert crossed["y"] == []
    assert b'"text"' not in streamed
    assert b'"x":null' in streamed
    assert normalizer.denormalize(normalizer.normalize(silent)) == silent


@pytest.mark.parametrize(
    ("source", "target"), [(ORQ, OPPER), (OPPER, ORQ), (OPPER, OPPER)], ids=lambda vendor: vendor.name
)
def test_a_null_of_the_source_s_is_left_behind_only_where_it_is_declared(source: Vendor, target: Vendor) -> None:
    parts = (normalizer.Text("a"), normalizer.ToolCall(name="f"))
    message = normalizer.Message(parts=parts, extra={"refusal": None, "content": None, "x": None})
    completion = normalizer.Completion(choices=[normalizer.Choice(message=message, extra={"text": None, "x": None})])
    choice = leave_silence(completion, source, target).choices[0]

    assert choice.extra == ({"x": None} if source is ORQ else {"text": None, "x": None})
    assert choice.message.parts == parts
    assert choice.message.extra == ({"x": None} if source is target else message.extra)


@attrs.frozen
class Later:
    """A message that nobody has made yet."""

    extra: Any

    def made(self) -> normalizer.Message:
        return normalizer.Message(extra=self.extra)


def test_what_stands_for_an_object_is_edited_as_the_object_that_it_is() -> None:
    holding = Holding(lambda cls: cls, attrs.evolve, lambda edit: {Later: lambda later: edit(later.made())})
    later: Any = Later({"refusal": None, "x": None})
    completion = normalizer.Completion(choices=[normalizer.Choice(message=later)])

    edited = silencer(OPPER, OPPER, holding)(completion)
    assert edited.choices[0].message == normalizer.Message(extra={"x": None})


@pytest.mark.parametrize("vendor", [ORQ, OPPER], ids=lambda vendor: vendor.name)
def test_what_already_fits_stays_the_same_object(vendor: Vendor) -> None:
    shape = shape_of(vendor, full(vendor))
    completion = normalizer.normalize(full(vendor))

    assert fit(shape, vendor) is shape
    assert leave_silence(completion, vendor, OPPER if vendor is ORQ else ORQ) is completion


def test_only_the_nodes_on_the_way_to_what_is_respelled_are_made_anew() -> None:
    payload = full(OPPER)
    payload["choices"] = [full(OPPER)["choices"][0] for _ in range(3)]
    payload["choices"][1]["logprobs"]["content"][0]["bytes"] = [72.0, 105]
    before = shape_of(OPPER, payload)
    after = fit(before, OPPER)

    assert after.choices[1].logprobs.content[0].bytes == (72, 105)
    assert [type(number) for number in after.choices[1].logprobs.content[0].bytes] == [int, int]
    assert (after.choices[0] is before.choices[0], after.choices[2] is before.choices[2]) == (True, True)
    assert (after.usage is before.usage, after.choices[1].message is before.choices[1].message) == (True, True)
    assert after.choices[1].logprobs.content[0].top_logprobs is before.choices[1].logprobs.content[0].top_logprobs


@pytest.mark.parametrize("vendor", [ORQ, OPPER], ids=lambda vendor: vendor.name)
def test_unknown_keys_that_mean_something_in_any_form_of_the_target_stay_behind_at_every_node(vendor: Vendor) -> None:
    """In one form they are spelled as here, in another otherwise, and in a third they lie in ``additionalProperties``."""
    names = {
        "index": "index",
        "finish_reason": "finishReason",
        "additionalProperties": "additionalProperties",
        "x": "x",
    }
    extra = {name: "odd" for pair in names.items() for name in pair}
    payload = {"choices": [{vendor.choice_key: "a" if vendor is ORQ else {}}]}
    shape = shape_of(vendor, payload)
    choice = attrs.evolve(shape.choices[0], extra=extra)
    fitted = fit(attrs.evolve(shape, choices=(choice,), extra={**extra, "OBJECT": 1, "object": 1}), vendor)

    assert fitted.choices[0].extra == {"x": "odd"}
    assert fitted.extra == dict.fromkeys(("index", "finish_reason", "finishReason", "x"), "odd") | (
        {"OBJECT": 1} if vendor is ORQ else {}
    )


@pytest.mark.parametrize("vendor", [ORQ, OPPER], ids=lambda vendor: vendor.name)
def test_every_node_of_a_vendor_keeps_unknown_keys(vendor: Vendor) -> None:
    assert all(map(has_extra, classes_under(vendor.shape)))
    assert all(has_extra(cls) for cls in vendor.nodes)


WHOLE_AND_CHUNKS = [known for vendor in (ORQ, OPPER) for known in (vendor, vendor.chunks) if known]
INNER = {normalizer.opper.FunctionOutput, normalizer.opper.CustomOutput}
"""What is in them is the tool call's own, or stays under their name."""


@pytest.mark.parametrize("vendor", WHOLE_AND_CHUNKS, ids=lambda vendor: f"{vendor.name} {vendor.meaning.__name__}")
def test_every_class_of_a_vendor_stands_for_one_canonical_class(vendor: Vendor) -> None:
    """Or its unknown keys would be mistaken for another vendor's on the way there and back."""
    standing = [cls for classes in vendor.nodes.values() for cls in classes]
    inner = INNER if vendor is OPPER else set()

    assert sorted(standing, key=str) == sorted(set(classes_under(vendor.shape)) - inner, key=str)
    assert vendor.nodes.keys() <= set(classes_under(vendor.meaning))
    assert vendor.nodes[vendor.meaning] == (vendor.shape,)


@pytest.mark.parametrize("message", [{"role": "assistant"}, {"content": None, "role": "assistant"}, {"refusal": "no"}])
def test_where_a_message_has_no_text_a_vendor_that_needs_one_gets_an_empty_one(message: dict[str, Any]) -> None:
    completion = normalizer.normalize({"choices": [{"message": message}]}, "opper")

    assert normalizer.denormalize(completion, to="orq", lossy=True)["choices"] == [{"text": ""}]
