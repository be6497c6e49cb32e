"""All the listed SDKs of a vendor, asked about one payload at once: ``panel.complaints("opper", payload)``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby, zip_longest
from typing import Any, final

from normalizer.vendors import vendor_named

from .complaints import Complaint, complaints
from .sdk import SPEAKERS, Reading, Sdk, Speaker


@final
class Panel:
    """Running SDKs; each is started when it is first asked."""

    def __init__(self) -> None:
        self._sdks: dict[str, Sdk] = {}

    def complaints(self, vendor: str, payload: Any) -> list[Complaint]:
        """What any listed SDK of the vendor has against the payload."""
        shape = vendor_named(vendor).shape
        answers = self.readings(listed(vendor), payload)
        return [complaint for speaker, reading in answers for complaint in complaints(speaker, shape, payload, reading)]

    def readings(self, speakers: list[Speaker], payload: Any) -> Iterator[tuple[Speaker, Reading]]:
        """What each speaker makes of the payload. One question to each SDK is under way at a time."""
        text = json.dumps(payload)
        for round_ in _rounds(speakers):
            for speaker in round_:
                self.sdk(speaker.environment).ask(text, speaker.class_name)
            yield from [(speaker, self.sdk(speaker.environment).answer()) for speaker in round_]

    def sdk(self, environment: str) -> Sdk:
        if environment not in self._sdks:
            self._sdks[environment] = Sdk(environment)
        return self._sdks[environment]

    def __enter__(self) -> Panel:
        return self

    def __exit__(self, *_: object) -> None:
        with ExitStack() as stack:
            for sdk in self._sdks.values():
                stack.callback(sdk.close)


def listed(vendor: str) -> list[Speaker]:
    """The classes whose word law 7 takes: those that read payloads themselves, and refuse some."""
    return [speaker for speaker in SPEAKERS if speaker.vendor == vendor and speaker.strict and not speaker.envelope]


def _rounds(speakers: list[Speaker]) -> list[list[Speaker]]:
    """Groups in which every environment is named once at most."""
    columns = [list(group) for _, group in groupby(speakers, lambda speaker: speaker.environment)]
    return [[speaker for speaker in row if speaker is not None] for row in zip_longest(*columns)]
