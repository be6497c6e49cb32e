"""Functions that the library writes itself show in tracebacks with their lines, and say what they are for."""

from __future__ import annotations

import linecache
import re
import traceback
from typing import Any

import pytest

import normalizer
from normalizer.crossing import OBJECTS, fitter, silencer
from normalizer.forms import Form
from normalizer.vendor import Vendor
from normalizer.wire import make_converter

ORQ, OPPER = normalizer.orq.VENDOR, normalizer.opper.VENDOR
GENERATED = r'File "<normalizer (\w+) normalizer\.vendors\.opper\.shape\.(\w+) (\w+) \d+>", line \d+, in \1\n    \w+'


@pytest.mark.parametrize("form", ["wire", "python"])
def test_a_traceback_names_the_class_and_the_form_of_a_function_that_was_generated_and_shows_its_lines(
    form: Any,
) -> None:
    vendor = normalizer.opper.VENDOR
    with pytest.raises(ValueError, match="/choices/0/message") as reading:
        vendor.converter_of(form).structure({"choices": [{}]}, normalizer.opper.ChatCompletion)
    wrong: Any = 3
    with pytest.raises(ValueError, match="/choices") as writing:
        vendor.converter_of(form).unstructure(normalizer.opper.ChatCompletion(wrong))

    for caught, name in ((reading, "structure"), (writing, "unstructure")):
        shown = "".join(traceback.format_exception(caught.value))
        assert (name, "ChatCompletion", form) in re.findall(GENERATED, shown)


def test_functions_that_are_generated_for_two_forms_of_one_name_keep_their_lines_apart() -> None:
    """An app can make a converter of a form of its own, and it may be called like another."""
    plain, camel_case = Form("mine"), Form("mine", is_camel_case=True)
    files = {
        make_converter(form).get_structure_hook(normalizer.opper.Choice).__code__.co_filename
        for form in (plain, camel_case)
    }

    assert len(files) == 2


@pytest.mark.parametrize(("source", "target"), [(ORQ, OPPER), (OPPER, ORQ)], ids=lambda vendor: vendor.name)
def test_what_edits_an_answer_on_its_way_to_another_vendor_says_which_class_it_edits(
    source: Vendor, target: Vendor
) -> None:
    edits: dict[type, Any] = {target.shape: fitter(target, OBJECTS), source.meaning: silencer(source, target, OBJECTS)}

    for cls, edit in edits.items():
        file = edit.__code__.co_filename
        assert re.fullmatch(rf"<normalizer edit {re.escape(cls.__module__)}\.{cls.__qualname__} \d+>", file)
        assert linecache.getline(file, 1) == "def edit(node):\n"
