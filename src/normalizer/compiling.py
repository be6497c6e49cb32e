"""Functions that the library writes itself, one for each class, as attrs and cattrs do."""

from __future__ import annotations

import linecache
from collections.abc import Callable
from typing import Any


def compiled(name: str, lines: list[str], names: dict[str, Any], what: str) -> Callable[..., Any]:
    """Compile a function, and let debuggers and tracebacks show its lines.

    :param lines: its source; made of attribute names alone, values come in by name.
    :param names: the values it names.
    :param what: what it is for, in words that tell it from others of its name.
    """
    source = "\n".join(lines)
    filename = f"<normalizer {name} {what}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    exec(compile(source, filename, "exec"), names)  # noqa: S102  # our own text
    return names[name]  # type: ignore[no-any-return]  # the function that the text defines
