"""The arguments of a call as a JSON value, for whoever wants to look into them; what is stored stays as it came."""

from __future__ import annotations

from .errors import PayloadError
from .frozen import freeze
from .values import JSON


def parsed(arguments: object) -> JSON:
    """Parse arguments that are text; None where there are none, or where they are no JSON."""
    from . import codec  # few who pass Completions on look into arguments

    if not isinstance(arguments, str):
        return arguments if isinstance(arguments, dict) else None
    try:
        return freeze(codec.decode(arguments))
    except PayloadError:
        return None
