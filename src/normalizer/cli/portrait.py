"""A completion as a person reads it: who sent it, what each choice says, what it cost, which keys nobody declared.

Strategy: canonical JSON is drawn, because it holds all there is and names every place as the pointers of changes do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from normalizer import UNSET, Change
from normalizer.logs.answers import Answer
from normalizer.logs.visible import one_line
from normalizer.values import JSON, Maybe
from normalizer.vendors import canonical

from .drawing import block, grid, heading, nested, pointed, short_json, spelled
from .undeclared import undeclared

_HEAD: Final = ("id", "model", "created", "system_fingerprint", "service_tier")

_SAID: Final = ("text", "refusal", "arguments", "transcript")
"""What a part says, shown in full."""

_UNSAID: Final = ("type", "extra", "data")

_COLOURS: Final = {"dropped": "red", "invented": "magenta", "altered": "yellow", "respelled": "green"}


def portrait(answer: Answer) -> Group:
    """The whole of it."""
    tree = canonical.tree(answer.completion)
    blocks: list[RenderableType] = [grid(_head(answer, tree))]
    for choice in tree["choices"]:
        blocks += [Text(), heading(_title(choice)), *map(nested, _said(choice))]
    if tree.get("usage"):
        blocks += [Text(), heading("usage"), nested(grid(_counts(tree["usage"])))]
    if keys := list(undeclared(tree)):
        blocks += [Text(), heading("undeclared keys"), *(nested(pointed(*key)) for key in keys)]
    return Group(*blocks)


def changes_for(target: str, changes: tuple[Change, ...]) -> Group:
    """What a target could not say as it was meant."""
    title: list[RenderableType] = [Text(), heading(f"for {target}")]
    if not any(change.is_loss for change in changes):
        title.append(nested(Text("nothing is lost")))
    if not changes:
        return Group(*title)
    table = Table.grid(padding=(0, 2))
    for change in changes:
        kind = Text(change.kind, style=_COLOURS[change.kind])
        table.add_row(kind, pointed(change.pointer, f"{_side(change.before)} -> {_side(change.after)}"))
    return Group(*title, nested(table))


def _side(value: Maybe[JSON]) -> str:
    return "nothing" if value is UNSET else short_json(value)


def _head(answer: Answer, tree: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "from", _origin(answer)
    for name in _HEAD:
        if name in tree:
            time = answer.completion.created_at if name == "created" else None
            yield name, short_json(tree[name]) + (f" ({time:%Y-%m-%d %H:%M:%S} UTC)" if time else "")


def _origin(answer: Answer) -> str:
    source = answer.source
    words = [source.vendor, f"form {source.form}", *(["in an envelope"] if source.envelope else [])]
    return ", ".join([*words, *([answer.origin] if answer.origin else [])])


def _title(choice: dict[str, Any]) -> str:
    """Which choice, who says it, and why it ended; the vendor's word for that where it is another."""
    words = [f"choice {spelled(choice['index'])}" if "index" in choice else "a choice without index"]
    if "role" in choice["message"]:
        words.append(spelled(choice["message"]["role"]))
    reason = choice.get("finish_reason")
    if reason is None and "finish_reason" in choice:
        words.append("finished: null")
    elif reason is not None:
        raw = f" ({reason['raw']})" if reason["raw"] != reason["kind"] else ""
        words.append(f"finished: {reason['kind']}{raw}")
    return ", ".join(words)


def _said(choice: dict[str, Any]) -> Iterator[RenderableType]:
    for part in choice["message"]["parts"]:
        yield from _part(part)
    for annotation in choice["message"].get("annotations") or []:
        yield grid([("annotation", short_json(annotation))])
    tokens = {name: tokens for name, tokens in (choice.get("logprobs") or {}).items() if isinstance(tokens, list)}
    if tokens:
        yield grid([("logprobs", ", ".join(f"{len(items)} of the {name}" for name, items in tokens.items()))])


def _part(part: dict[str, Any]) -> Iterator[RenderableType]:
    """A line about it, and under it what it says."""
    about = [f"{name} {short_json(value)}" for name, value in part.items() if name not in (*_SAID, *_UNSAID)]
    if isinstance(part.get("data"), str):
        about.append(f"{len(part['data'])} characters of sound in base64")
    yield Text(one_line(", ".join([part["type"].replace("_", " "), *about])), style="green")
    for name in _SAID:
        if name in part:
            yield block(spelled(part[name]))


def _counts(usage: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The counts in the order of the class, those of the details each on a row of its own."""
    for name, value in usage.items():
        counts = value if isinstance(value, dict) else {"": value}
        for detail, count in counts.items() if name != "extra" else ():
            if detail != "extra":
                yield f"{name.removesuffix('_details')} {detail}".strip(), short_json(count)
