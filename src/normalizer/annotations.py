"""What a message cites."""

from __future__ import annotations

from attrs import field, frozen

from .faces import Face
from .frozen import EMPTY, freeze
from .values import UNSET, JsonObject, Maybe, Number


@frozen
class UrlCitation(Face):
    """A web page that a stretch of the text cites."""

    start_index: Maybe[Number | None] = UNSET
    """Where the stretch begins, in characters of the text; vendors do not promise that it begins before it ends."""

    end_index: Maybe[Number | None] = UNSET
    title: Maybe[str | None] = UNSET
    url: Maybe[str | None] = UNSET
    extra: JsonObject = field(default=EMPTY, converter=freeze)


@frozen
class Annotation(Face):
    """A note on a message."""

    type: Maybe[str | None] = UNSET
    """The vendor's word for its kind, ``url_citation`` so far."""

    url_citation: Maybe[UrlCitation | None] = UNSET
    extra: JsonObject = field(default=EMPTY, converter=freeze)
