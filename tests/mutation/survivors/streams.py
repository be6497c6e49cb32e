"""Of `streams/`."""

from __future__ import annotations

from typing import Final

from . import reasons

EQUIVALENT: Final[dict[str, str]] = {
    "streams/joining.py _key_of: 1 -> 2 #2": reasons.SORTED,
    "streams/joined_parts.py JoinedParts._key_of: 0 -> 1 #2": reasons.SORTED,
    "streams/joined_parts.py _ToolCall.__init__: self.index: Maybe[Any] = UNSET -> nothing": "a call is made for a delta, which says it or not",
    "streams/merging.py _weight: 0 -> 1": "absence is never told from null by its weight, for nothing was counted before it",
    "streams/joined_choices.py _less_silent: if part_keys.keys().isdisjoint(extra): return extra -> nothing": reasons.QUICK,
    "streams/joined_parts.py JoinedParts._key_of: 0 -> 1": reasons.SORTED,
    "streams/joined_parts.py JoinedParts._key_of: 1 -> 2": reasons.SORTED,
    "streams/joined_parts.py JoinedParts._key_of: 0 -> 1 #3": reasons.SORTED,
    "streams/joining.py _key_of: -1 -> 1": reasons.SORTED,
    "streams/joining.py _key_of: 1 -> 2": reasons.SORTED,
    "streams/joining.py order_of: 2 -> 3": reasons.SORTED,
    "streams/joining.py order_of: 1 -> 2": reasons.SORTED,
    "streams/joining.py _Origin.take: 0 -> 1": "the chunks at which the object's word changed are never told",
    "streams/merging.py Once.take: if value is UNSET: return False -> nothing": reasons.QUICK,
    "streams/merging.py Once.take: return False -> return None": reasons.TRUTH,
    "streams/merging.py Once.take: return False -> return None #2": reasons.TRUTH,
    "streams/merging.py Once.take: return False -> return None #3": reasons.TRUTH,
    "streams/merging.py _weight: 3 -> 4": reasons.SORTED,
    'streams/merging.py Text.take: if len(self._pieces) == _BLOCK: self._blocks.append("".join(self._pieces)) self._pieces.clear() -> nothing': reasons.BLOCK,
    "streams/merging.py Text.take: len(self._pieces) == _BLOCK -> len(self._pieces) != _BLOCK": reasons.BLOCK,
    "streams/merging.py Text.value: self.count == 1 or text.isascii() -> self.count == 1": reasons.QUICK,
    'streams/reader.py _as_text: "utf-8" -> nothing': reasons.DEFAULT,
    "streams/splitting.py _part_deltas: strict=True -> nothing": reasons.LONG,
    "streams/splitting.py _part_deltas: True -> False": reasons.LONG,
    "streams/splitting.py _less_left_over: UNSET -> nothing": "without a name that is not there, extra is the same",
    "streams/splitting.py _pieces: size is None or text is None or len(text) <= size -> size is None or text is None": reasons.QUICK,
    "streams/splitting.py _pieces: len(text) <= size -> len(text) < size": reasons.QUICK,
    "streams/splitting.py _continued: \"\" -> 'another text'": "a piece of the text takes its place",
    "streams/text.py said_in: if len(event.fields) == 1 and event.is_whole and event.fields[0][0] == … ent.fields[0][1], _PLAIN) -> nothing": reasons.QUICK,
    "streams/text.py said_in: \"data\" -> 'another text'": reasons.QUICK,
    'streams/text.py _utf8: "utf-8" -> nothing': reasons.DEFAULT,
    "streams/writing.py StreamWriter.__init__: self._target = Source(canonical.VENDOR.name) -> nothing": "it is there before a chunk is written, and only what was written can be lost",
    'streams/writing.py StreamWriter.write: "utf-8" -> nothing': reasons.DEFAULT,
    "streams/reader.py ChunkReader._read_payload: vendor.form(form) -> nothing": "reading the payload would refuse it as well",
    "streams/merging.py on import: 256 -> 257": reasons.BLOCK,
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {}
