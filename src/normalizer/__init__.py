"""Read logged LLM completion responses of any vendor into one object, and write them back, losing and hiding nothing.

``loads`` and ``normalize`` read, ``dumps`` and ``denormalize`` write, ``convert`` tells every change, ``restore`` takes it
back, ``detect`` says whose a payload is, ``check`` what its vendor's schema forbids in it. ``read_stream``, ``join``,
``split`` and ``write_stream`` do the same for streams.

The types are imported with the package; what works on them is imported when it is first asked for (PEP 562), so that an
app which only passes Completions on does not pay for reading any. No module is named like something public: importing it
would put it in the way.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from .annotations import Annotation, UrlCitation
from .chunk import CallDelta, Chunk, ChunkChoice, Delta, ToolCallDelta
from .completion import Choice, Completion, FinishReason, Message, Source
from .errors import (
    AmbiguousVendorError,
    LossError,
    NormalizerError,
    NotACompletionError,
    PayloadError,
    RestoreError,
    StreamError,
    UnknownFormError,
    UnknownVendorError,
)
from .logprobs import Logprobs, TokenLogprob, TopLogprob
from .parts import Audio, FunctionCall, Part, Refusal, Text, ToolCall
from .report import Change, Problem
from .sse import Event
from .usage import InputDetails, OutputDetails, Usage
from .values import UNSET, Maybe, Unset

if TYPE_CHECKING:
    from .app_converter import configure_converter
    from .checking import check
    from .conversion import Conversion, convert, restore
    from .detection import Detection, detect
    from .reading import loads, normalize
    from .streams.joining import Joiner, join
    from .streams.reading import aread_stream, read_stream
    from .streams.splitting import split
    from .streams.writing import write_stream
    from .vendor import Vendor
    from .vendors import opper, orq
    from .writing import denormalize, dumps

    __version__: str

_MODULES = {
    "Conversion": "conversion",
    "Detection": "detection",
    "Joiner": "streams.joining",
    "Vendor": "vendor",
    "aread_stream": "streams.reading",
    "check": "checking",
    "configure_converter": "app_converter",
    "convert": "conversion",
    "denormalize": "writing",
    "detect": "detection",
    "dumps": "writing",
    "join": "streams.joining",
    "loads": "reading",
    "normalize": "reading",
    "read_stream": "streams.reading",
    "restore": "conversion",
    "split": "streams.splitting",
    "write_stream": "streams.writing",
}

__all__ = [
    "UNSET",
    "AmbiguousVendorError",
    "Annotation",
    "Audio",
    "CallDelta",
    "Change",
    "Choice",
    "Chunk",
    "ChunkChoice",
    "Completion",
    "Conversion",
    "Delta",
    "Detection",
    "Event",
    "FinishReason",
    "FunctionCall",
    "InputDetails",
    "Joiner",
    "Logprobs",
    "LossError",
    "Maybe",
    "Message",
    "NormalizerError",
    "NotACompletionError",
    "OutputDetails",
    "Part",
    "PayloadError",
    "Problem",
    "Refusal",
    "RestoreError",
    "Source",
    "StreamError",
    "Text",
    "TokenLogprob",
    "ToolCall",
    "ToolCallDelta",
    "TopLogprob",
    "UnknownFormError",
    "UnknownVendorError",
    "Unset",
    "UrlCitation",
    "Usage",
    "Vendor",
    "aread_stream",
    "check",
    "configure_converter",
    "convert",
    "denormalize",
    "detect",
    "dumps",
    "join",
    "loads",
    "normalize",
    "opper",
    "orq",
    "read_stream",
    "restore",
    "split",
    "write_stream",
]


def __getattr__(name: str) -> Any:
    """Import what was asked for, and keep it: the second time, Python finds it without asking."""
    if name == "__version__":
        from importlib.metadata import version  # costs more than all of this file

        found: Any = version("completion-normalizer")
    elif name in ("opper", "orq"):
        found = importlib.import_module(f".vendors.{name}", __name__)
    elif name in _MODULES:
        found = getattr(importlib.import_module(f".{_MODULES[name]}", __name__), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found
