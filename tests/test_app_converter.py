"""An app's own classes hold Completions through the app's own cattrs converter."""

from __future__ import annotations

import json
from typing import Any

import attrs
import cattrs
import pytest

import normalizer
from normalizer import Completion, NotACompletionError, PayloadError
from normalizer.forms import Form
from normalizer.frozen import EMPTY, FrozenDict
from normalizer.shapes import Schema, classes_under, key, keys_of
from normalizer.values import JsonObject
from normalizer.vendor import Vendor
from normalizer.vendors import canonical, known_vendors
from normalizer.wire import make_converter

from .test_refusals import CHAT, TEXT


@attrs.frozen
class Case:
    name: str
    answers: list[Completion]


@pytest.fixture
def converter() -> cattrs.Converter:
    made = cattrs.Converter()
    normalizer.configure_converter(made)
    return made


def test_an_apps_class_with_completions_is_saved_and_loaded(converter: cattrs.Converter) -> None:
    case = Case("greeting", [normalizer.normalize(TEXT), normalizer.normalize(CHAT)])
    saved = converter.unstructure(case)

    assert saved["answers"][0]["object"] == "normalizer.completion"
    assert case == converter.structure(saved, Case)
    assert [TEXT, CHAT] == [normalizer.denormalize(answer) for answer in converter.structure(saved, Case).answers]


def test_an_apps_class_reads_vendors_payloads_too(converter: cattrs.Converter) -> None:
    case = converter.structure({"name": "greeting", "answers": [TEXT, CHAT]}, Case)

    assert ["hi", "hi"] == [answer.text for answer in case.answers]


def test_what_is_no_completion_is_refused_there_as_well(converter: cattrs.Converter) -> None:
    plain = cattrs.Converter(detailed_validation=False)
    normalizer.configure_converter(plain)

    for made, error in ((converter, cattrs.ClassValidationError), (plain, NotACompletionError)):
        with pytest.raises(error):
            made.structure({"name": "x", "answers": [{"error": {}}]}, Case)


def test_a_conversion_is_saved_loaded_and_restored(converter: cattrs.Converter) -> None:
    payload = {**CHAT, "service_tier": "auto", "choices": [{**CHAT["choices"][0], "logprobs": None}]}
    conversion = normalizer.convert(payload, to="orq")
    saved = json.loads(json.dumps(converter.unstructure(conversion)))
    loaded = converter.structure(saved, normalizer.Conversion)

    assert conversion == loaded
    assert conversion.changes == loaded.changes
    assert payload == normalizer.restore(loaded)
    assert saved["changes"][0].keys() == {"kind", "pointer", "before"}


def test_the_apps_other_hooks_stay_as_they_are(converter: cattrs.Converter) -> None:
    assert converter.structure("5", int) == 5


@pytest.mark.parametrize(("vendor", "payload"), [("orq", TEXT), ("opper", CHAT)])
def test_a_vendors_converter_structures_completions_in_ordinary_cattrs_calls(vendor: str, payload: object) -> None:
    converter = known_vendors()[vendor].converter
    completion = converter.structure(payload, Completion)

    assert completion == normalizer.normalize(payload)
    assert payload == converter.unstructure(completion)


def test_a_vendors_converter_refuses_what_its_shapes_cannot_hold() -> None:
    with pytest.raises(normalizer.NormalizerError, match="/choices/0/message: expected an object, nothing came"):
        normalizer.opper.VENDOR.converter.structure({"choices": [{}]}, normalizer.opper.ChatCompletion)


def test_a_vendors_converter_structures_its_shapes() -> None:
    shape = normalizer.opper.VENDOR.converter.structure(CHAT, normalizer.opper.ChatCompletion)

    assert isinstance(shape, normalizer.opper.ChatCompletion)
    assert shape.choices[0].message.content == "hi"
    assert CHAT == normalizer.opper.VENDOR.converter.unstructure(shape)
    assert normalizer.orq.VENDOR.shape is normalizer.orq.TextCompletion


def test_a_vendors_converter_structures_chunks_as_well() -> None:
    payload = {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "a"}}]}
    converter = normalizer.opper.VENDOR.converter
    chunk = converter.structure(payload, normalizer.Chunk)

    assert chunk.text == "a"
    assert payload == converter.unstructure(chunk)


VENDORS = [vendor for vendor in known_vendors().values() if vendor is not canonical.VENDOR]
SHAPES = [
    (vendor, cls)
    for vendor in VENDORS
    for shape in (vendor.shape, vendor.chunks and vendor.chunks.shape)
    if shape
    for cls in classes_under(shape)
]


@pytest.mark.parametrize(("vendor", "cls"), SHAPES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_shape_that_an_app_makes_without_values_can_be_written_and_comes_back(vendor: Vendor, cls: type) -> None:
    for form in vendor.forms:
        converter = vendor.converter_of(form)  # type: ignore[arg-type]  # the names of forms
        written = converter.unstructure(cls())

        assert converter.structure(written, cls) == cls()
        assert json.loads(json.dumps(written)) == written


@pytest.mark.parametrize(("vendor", "cls"), SHAPES, ids=lambda value: getattr(value, "__name__", ""))
def test_the_unknown_keys_of_a_shape_cannot_be_changed(vendor: Vendor, cls: Any) -> None:
    assert cls().extra is EMPTY, vendor.name
    assert type(cls(extra={"x": {"y": 1}}).extra["x"]) is FrozenDict


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
def test_a_class_that_is_held_in_several_places_is_told_once(vendor: Vendor) -> None:
    found = classes_under(vendor.shape)

    assert sorted(cls.__name__ for cls in found) == sorted({cls.__name__ for cls in found})


def test_a_key_of_which_no_schema_says_anything_demands_nothing() -> None:
    (word,) = keys_of(attrs.make_class("Said", {"word": attrs.field(type=str)}))

    assert word.schema == Schema()


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
@pytest.mark.parametrize(
    ("value", "kind"), [([], "an array"), ([["choices", []]], "an array"), ("{}", "a string"), (3, "an integer")]
)
def test_a_vendors_converter_says_of_what_is_no_object_what_it_is(vendor: Vendor, value: Any, kind: str) -> None:
    for cls in (vendor.shape, Completion):
        with pytest.raises(normalizer.NormalizerError, match=f"expected an object, {kind} came"):
            vendor.converter.structure(value, cls)
    with pytest.raises(PayloadError) as caught:
        vendor.converter.structure(value, Completion)
    assert caught.value.problems[0].pointer == ""


@attrs.frozen
class Kept:
    """A class of a vendor's author, who did not freeze what it keeps."""

    kept: JsonObject = key()


def test_what_is_written_is_the_receivers_own_also_where_a_class_does_not_freeze() -> None:
    made = Kept({"a": [1]})
    written = make_converter(Form("wire")).unstructure(made)
    written["kept"]["a"].append(2)

    assert written == {"kept": {"a": [1, 2]}}
    assert made == Kept({"a": [1]})


@pytest.mark.parametrize(
    "one",
    [
        normalizer.Change("altered", "/usage", 1.0, {"a": [True, 1]}),
        normalizer.Change("dropped", "/id", None),
        normalizer.Source("orq", "node", envelope=True, object="x"),
        normalizer.Source("opper", origin={"id": 1.0}),
    ],
    ids=repr,
)
def test_a_change_and_a_source_are_saved_and_loaded_by_themselves(converter: cattrs.Converter, one: Any) -> None:
    saved = json.loads(json.dumps(converter.unstructure(one)))
    loaded = converter.structure(saved, type(one))

    assert repr(loaded) == repr(one)
    assert "after" not in saved or saved["after"] == {"a": [True, 1]}
    assert all(value is not None for name, value in saved.items() if name != "before")


def test_an_object_that_an_app_puts_where_text_is_expected_cannot_change() -> None:
    given: dict[str, Any] = {"a": [1]}
    classes = (normalizer.opper.FunctionCallOutput, normalizer.opper.FunctionOutput)
    held = [*[cls(arguments=given).arguments for cls in classes], normalizer.opper.CustomOutput(input=given).input]
    given["a"].append(2)

    assert held == [{"a": [1]}] * 3
    assert {type(value) for value in held} == {FrozenDict}
