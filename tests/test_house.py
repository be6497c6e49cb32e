"""The house stands: imports point one way, vendors know nothing of each other, the core needs attrs and cattrs alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import normalizer

SOURCE = Path(normalizer.__file__).parent
MODULES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))

# From the top to the bottom; a module imports from layers below its own, or from its own layer.
LAYERS = [
    ["__main__.py", "cli/"],
    ["engines/"],
    ["pages/"],
    ["findings/"],
    ["logs/"],
    ["testing/"],
    ["__init__.py", "app_converter.py", "checking.py", "canonical_schema.py"],
    ["wrappers/"],
    ["conversion.py", "streams/", "arrow/"],
    ["writing.py"],
    ["reading.py"],
    ["express.py"],
    ["fast/"],
    ["detection.py", "kinds.py", "crossing.py", "form_detection.py", "undo.py", "diff.py", "spelling.py", "sdk.py"],
    ["vendors/"],
    ["vendor.py", "mapping.py", "left_over.py", "vocabulary.py", "texts.py"],
    ["chunk.py"],
    ["completion.py", "wire.py", "wire_values.py", "arguments.py"],
    ["parts.py", "usage.py", "logprobs.py", "annotations.py", "created.py", "forms.py"],
    ["codec.py", "shapes.py", "mismatch.py", "sse.py", "compiling.py", "making.py", "once.py"],
    ["exact_json.py"],
    ["limits.py", "nesting.py"],
    ["report.py", "pointer.py"],
    ["frozen.py", "errors.py", "faces.py"],
    ["values.py"],
]
# For a type checker only, or when somebody asks: an arrow that no program follows on import.
LATE = {
    ("errors.py", "detection.py"),
    ("errors.py", "report.py"),
    ("errors.py", "completion.py"),
    ("parts.py", "arguments.py"),
    ("arguments.py", "codec.py"),
}


def layer_of(module: str) -> int:
    found = [
        n
        for n, layer in enumerate(LAYERS)
        for name in layer
        if module == name or (name[-1] == "/" and module.startswith(name))
    ]
    assert len(found) == 1, f"{module} has no place in LAYERS"
    return found[0]


def imports_of(module: str) -> Iterator[str]:
    """The modules of the library that a module imports, as paths."""
    folder = (SOURCE / module).parent
    for node in ast.walk(ast.parse((SOURCE / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            start = folder
            for _ in range(node.level - 1):
                start = start.parent
            target = start.joinpath(*(node.module or "").split("."))
            yield from (_path(target, alias.name) for alias in node.names)


def _path(target: Path, name: str) -> str:
    for candidate in (
        target / f"{name}.py",
        target / name / "__init__.py",
        target.with_suffix(".py"),
        target / "__init__.py",
    ):
        if candidate.exists():
            return candidate.relative_to(SOURCE).as_posix()
    raise AssertionError(f"{target}: {name} is not found")


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    for imported in imports_of(module):
        assert layer_of(module) <= layer_of(imported) or (module, imported) in LATE, f"{module} imports {imported}"


@pytest.mark.parametrize(
    "module",
    [
        module
        for module in MODULES
        if (module.startswith("vendors/") and module.count("/") > 1) or module == "vendors/orq.py"
    ],
)
def test_a_vendor_imports_no_other_vendor(module: str) -> None:
    own = "/".join(module.split("/")[:2])

    assert [] == [name for name in imports_of(module) if name.startswith("vendors/") and not name.startswith(own)]


def test_only_the_wire_and_types_for_it_know_cattrs() -> None:
    knowing = [module for module in MODULES if "cattrs import" in (SOURCE / module).read_text(encoding="utf-8")]

    assert ["app_converter.py", "vendor.py", "wire.py", "wire_values.py"] == knowing


def test_every_public_name_is_there_and_sorted() -> None:
    assert sorted(normalizer.__all__, key=lambda name: (not name.isupper(), name)) == normalizer.__all__
    for name in normalizer.__all__:
        assert getattr(normalizer, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = normalizer.nothing


def test_no_module_stands_in_the_way_of_a_public_name() -> None:
    assert set() == {Path(module).stem for module in MODULES} & (set(normalizer.__all__) - {"orq", "opper"})


def test_importing_loads_neither_cattrs_nor_msgspec_nor_a_vendor() -> None:
    program = "import sys, normalizer; print(*sorted({'cattrs', 'msgspec', 'normalizer.vendors'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout == "\n"


def test_the_mapping_names_no_vendor_but_in_its_own_file() -> None:
    for module in MODULES:
        if not module.startswith(("vendors/", "cli/")) and module not in ("__init__.py", "sdk.py"):
            strings = [
                node.value
                for node in ast.walk(ast.parse((SOURCE / module).read_text(encoding="utf-8")))
                if isinstance(node, ast.Constant)
            ]
            assert not {"orq", "opper"} & {value for value in strings if isinstance(value, str)}, module
