"""What a worker answers, and how it says that its peer does not do a thing.

A peer's module has functions named by what they do, as many as the peer offers:

* ``read(vendor, payload)``: the peer's own object of an answer;
* ``write(vendor, response)``: that object as the vendor's payload;
* ``look(vendor, response)``: what the object says, of a peer that writes no responses (:class:`Seen`);
* ``edit(vendor, response, field, value)``: the object, changed as the peer lets its users change it;
* ``across(vendor, payload)``: the payload after it was the other vendor's, and came back, with nothing kept beside it;
* ``with_report(vendor, payload)``: the same, with the report of what changed, which the peer itself gave, kept beside it;
* ``through_anthropic(vendor, payload)``: the same by way of Anthropic's Messages;
* ``join(vendor, stream)``: the object of a whole answer, out of a stream of server-sent events.
"""

from __future__ import annotations

from typing import Any, TypedDict


class NotOffered(Exception):
    """The peer does not do this, by its own account or for want of any function for it."""


class Seen(TypedDict):
    """What a peer's object says, for those that write no responses."""

    texts: list[Any]
    """The text of each choice."""

    finish_reasons: list[Any]
    """All words about why the first choice ended, wherever the object has them."""

    arguments: list[Any]
    """The arguments of the first choice's tool calls."""

    beside: Any
    """What else of the response the object keeps, as it came; None where it keeps nothing."""


def only(vendor: str, offered: str) -> None:
    """Refuse a vendor whose shape the peer does not read."""
    if vendor != offered:
        raise NotOffered
