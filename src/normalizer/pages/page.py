"""The page: one file with all that it needs. It runs no script, and asks nobody for anything.

Strategy: the policy in its head forbids the browser all that the page does not need, so that no name out of a log, whatever it
is, can make it do more than show that name. The style is known to the policy by its digest.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from importlib import resources
from typing import Any, Final

from ..findings import Findings
from ..logs import LogError
from .names import Names
from .view import view

TEMPLATE: Final = "page.html.jinja"
STYLE: Final = "page.css"
_NEEDED: Final = 'a report needs its extra: pip install "completion-normalizer[report]"'


def page(findings: Findings, *, hide_names: bool = False) -> bytes:
    """The page of a log, in UTF-8. Equal counts give equal bytes.

    :param hide_names: number the models and inputs, and show no undeclared key and no vendor's word.
    :raises ModuleNotFoundError: Jinja2 is not there; :func:`need_package` tells that early.
    """
    style = _text(STYLE)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    text: str = _template().render(
        view=view(findings, Names(hide_names)), style=style, digest=digest, hidden=hide_names
    )
    return text.encode()


def need_package(name: str) -> None:
    """Look before the inputs are read.

    :raises LogError: Jinja2 is not there, to write the report of this name.
    """
    try:
        import jinja2  # noqa: F401  # the extra may be missing
    except ImportError:
        raise LogError(name, _NEEDED) from None


@functools.cache
def _template() -> Any:
    # Imported here, for the extra may be missing, and most runs make no page.
    from jinja2 import BaseLoader, Environment, StrictUndefined

    from .heat_map import LAST_LEVEL, LEVELS
    from .numbers import counted, exact

    environment = Environment(
        loader=BaseLoader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(exact=exact, counted=counted, levels=[*(label for _, label in LEVELS), LAST_LEVEL])
    return environment.from_string(_text(TEMPLATE))


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
