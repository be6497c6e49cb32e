"""The keys of all vendors as a page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from normalizer.vendor import Vendor
from normalizer.vendors import canonical, known_vendors

from .places import Declared, declared_keys
from .prints import Prints, prints_of, told

TITLES: Final = {"orq": "orq: text completions", "opper": "Opper: chat completions"}
LANGUAGES: Final = {"node": "TypeScript", "python": "Python"}

PAGE: Final = """\
# Fields

Every key that a vendor declares in a whole answer: how its HTTP interface and its SDKs spell it, and where it is in
[canonical JSON](canonical.md), which is also where the attribute of a `Completion` is. `just fields` computes this page; a test
fails when it is stale.

`[]` stands for an index; where several classes may stand in an array, the word that tells them apart is in the brackets. The
second column says how an SDK's print spells the key, if otherwise, and what became of it in at least one recording of
`fixtures/` that an SDK printed: *lost*, *altered*, *made up*, or *respelled*, which is no loss (0 as 0.0, a null left out). The
note is what the SDKs' types say, with versions where they differ.

Keys that are not here are in `extra` of the same node. More about the SDKs and their versions is told with
[the vendors](vendors.md).
"""

HEAD: Final = "| key | in prints of SDKs | canonical | note |\n| --- | --- | --- | --- |\n"


def page() -> str:
    """The page as Markdown."""
    vendors = [vendor for vendor in known_vendors().values() if vendor is not canonical.VENDOR]
    return "\n".join([PAGE, *map(_section, vendors)])


def _section(vendor: Vendor) -> str:
    prints = prints_of(vendor.name)
    by_node = sorted(declared_keys(vendor), key=_node)  # stable: the keys of a node stay in their order
    tables = [_table(vendor, node, declared, prints) for node, declared in groupby(by_node, key=_node)]
    return "\n".join([f"## {TITLES.get(vendor.name, vendor.name)}\n", *tables])


def _node(declared: Declared) -> str:
    return declared.path.rpartition(".")[0]


def _table(vendor: Vendor, node: str, keys: Iterable[Declared], prints: Prints) -> str:
    rows = "".join(_row(vendor, declared, prints) for declared in keys)
    return f"### {f'`{node}`' if node else 'The root'}\n\n{HEAD}{rows}"


def _row(vendor: Vendor, declared: Declared, prints: Prints) -> str:
    cells = [
        f"`{declared.path.rpartition('.')[2]}`",
        "<br>".join(filter(None, [_spellings(vendor, declared.key.name), told(prints, declared.place)])),
        f"`{declared.place}`" if declared.place else "\u2013",
        declared.note.replace("``", "`").replace("|", "\\|"),
    ]
    return f"| {' | '.join(cells)} |\n"


def _spellings(vendor: Vendor, name: str) -> str:
    """How the SDKs that spell a key otherwise spell it."""
    spelled = {LANGUAGES[form]: vendor.forms[form].spell(name) for form in LANGUAGES if form in vendor.forms}
    return ", ".join(f"{language}: `{word}`" for language, word in spelled.items() if word != name)
