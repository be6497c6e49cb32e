"""The wrappers of known programs, each from what its makers publish; docs/wrappers.md says where each fact was read."""

from __future__ import annotations

from typing import Final

from .refusals import UnknownWrapperError
from .wrapper import Failure, Wrapper

ANSWERED: Final = range(200, 400)
"""The HTTP statuses of answers."""

OPENAI_BATCH: Final = Wrapper(
    "/response/body",
    in_string=False,
    id="/custom_id",
    failures=(Failure("/error"), Failure("/response/status_code", outside=ANSWERED)),
    name="openai-batch",
    marks=("/custom_id", "/response", "/error"),
)
"""A line of the output file or of the error file of a batch."""

LITELLM: Final = Wrapper(
    "/response",
    id="/id",
    failures=(Failure("/status", word="failure"),),
    name="litellm",
    marks=("/id", "/call_type", "/status", "/response"),
)
"""A ``StandardLoggingPayload``, as LiteLLM's callbacks write it to a bucket."""

HELICONE: Final = Wrapper(
    "/response_body",
    id="/request_id",
    failures=(Failure("/response_status", outside=ANSWERED),),
    note="helicone_message",
    name="helicone",
    marks=("/request_id", "/request_created_at", "/response_status"),
)
"""A line that ``npx @helicone/export --include-body`` writes."""

PRESETS: Final = {str(preset.name): preset for preset in (OPENAI_BATCH, LITELLM, HELICONE)}
"""The presets by name."""


def wrapper_named(name: str) -> Wrapper:
    """The preset of a name.

    :raises UnknownWrapperError: there is none.
    """
    if name not in PRESETS:
        raise UnknownWrapperError(name, tuple(PRESETS))
    return PRESETS[name]
