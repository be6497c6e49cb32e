"""Of `wrappers/`."""

from __future__ import annotations

from typing import Final

from . import reasons

EQUIVALENT: Final[dict[str, str]] = {
    "wrappers/bodies.py _looked_at: \"answer\" -> 'another text' #2": "what no vendor's body is has no kind that anyone asks for",
    "wrappers/finding.py on import: eq=False -> nothing": "nobody compares them",
    "wrappers/finding.py on import: False -> True": "nobody compares them",
    "wrappers/place.py on import: parse_float=str -> nothing": "the numbers are passed over, whatever they are read as",
    "wrappers/reading.py read_loosely: if is_far_too_deep(line, depth): return None -> nothing": reasons.QUICK,
    "wrappers/reading.py read_loosely: RecursionError -> nothing": "a line that is far too deep was left before",
    "wrappers/bodies.py _looked_at: \"answer\" -> 'another text'": "only whether it is a stream is asked",
    "wrappers/bodies.py _looked_into: \"answer\" -> 'another text'": "only whether it is a stream is asked",
    "wrappers/bodies.py _looked_at: isinstance(item, dict) and (CHOICES in item or ENVELOPE in item) -> isinstance(item, dict)": reasons.QUICK,
    "wrappers/body_text.py _has_several_lines: return False -> return None": reasons.FALSE,
    "wrappers/body_text.py _has_several_lines: return False -> return None #2": reasons.FALSE,
    "wrappers/refusals.py NoBodyError.__init__: super().__init__(code, pointer, message, id) -> nothing": "the arguments are kept when the object is made, before they are given on",
    "wrappers/refusals.py NotAPointerError.__init__: super().__init__(text) -> nothing": "the arguments are kept when the object is made, before they are given on",
    "wrappers/refusals.py UnknownWrapperError.__init__: super().__init__(name, known) -> nothing": "the arguments are kept when the object is made, before they are given on",
    "wrappers/unwrapping.py _text: b\"\" -> b'another text'": "neither is a body",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {
    "wrappers/unwrapping.py _refuse_note: isinstance(held, str) and wrapper.note in held -> isinstance(held, str)": "a note whose one key is spelled in escapes: no program writes it so",
    "wrappers/bodies.py _looked_at: isinstance(value, str) and CHOICES in value -> isinstance(value, str)": "a body in a string whose keys are spelled in escapes: no program writes it so",
}  # fmt: skip
