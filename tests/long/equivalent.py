"""Deletions that change nothing that anyone could see, each with the reason.

They are known by file, function and text, for lines move. Where one text stands in a function several times, the others
may well be noticed.
"""

from __future__ import annotations

from typing import Final

_DEFAULT = "it is the default, and is written out to be seen"
_QUICK = "it is a shorter way to the same result"
_TYPES = "it is there for the type checker"

EQUIVALENT: Final = {
    'sse.py _decoded: "utf-8"': _DEFAULT,
    'streams/reader.py _as_text: "utf-8"': _DEFAULT,
    'streams/text.py _utf8: "utf-8"': _DEFAULT,
    'streams/writing.py StreamWriter.write: "utf-8"': _DEFAULT,
    "streams/joined_choices.py _less_silent: if part_keys.keys().isdisjoint(extra): return extra": _QUICK,
    "streams/joined_choices.py _less_silent: return extra": _QUICK,
    "streams/joined_parts.py _ToolCall.__init__: self.index: Maybe[Any] = UNSET": "a call is made for a delta, which says it or not",
    "streams/merging.py Once.take: if value is UNSET: return False": "absence weighs nothing, so whatever comes takes its place",
    "streams/merging.py Once.take: return False": "absence weighs nothing, so whatever comes takes its place",
    'streams/merging.py Text.take: if len(self._pieces) == _BLOCK: self._blocks.append("".join(self._pieces)) self._pieces.clear()': "it saves memory",
    "streams/merging.py Text.value: text.isascii()": _QUICK,
    'streams/reader.py ChunkReader._read: assert self._vendor is not None, "a payload waits until there is one"': _TYPES,
    "streams/reader.py ChunkReader._read_payload: vendor.form(form)": "reading the payload would refuse it as well",
    "streams/splitting.py _less_left_over: UNSET": "where nothing is there, nothing is left out",
    "streams/splitting.py _part_deltas: strict=True": "both are made of the same columns",
    "streams/splitting.py _pieces: len(text) <= size": "a text that is short enough has one piece",
    'streams/text.py said_in: if len(event.fields) == 1 and event.is_whole and event.fields[0][0] == "data": return Said(event.fields[0][1], _PLAIN)': _QUICK,
    "streams/text.py said_in: return Said(event.fields[0][1], _PLAIN)": _QUICK,
    "streams/writing.py StreamWriter.__init__: self._target = Source(canonical.VENDOR.name)": "what loses something has a chunk, and so a target",
}  # fmt: skip
