"""Mutants that no test notices, each with the reason.

They are known by what was written and what stands there instead, for lines move. What no run has judged yet is not here.
"""

from __future__ import annotations

from typing import Final

_DEFAULT = "it is the default, and is written out to be seen"
_QUICK = "it is a shorter way to the same result"
_ORDER = "only changes of one array have to come in an order, and these do"
_ONCE = "choices have no types, so only the last ones are dropped or invented, whatever came before"
_ALONE = "no second vendor has such a node, so no key of another can be mistaken for one of its own"
_ALIKE = "the other vendor's class declares the same keys, so none of its keys is unknown here"

EQUIVALENT: Final[dict[str, str]] = {
    "codec.py decode: opening_brackets(encoded) > depth -> opening_brackets(encoded) >= depth": "text with as many brackets is not deeper",
    "codec.py encode_checked: if fast is not None: try: return fast.encode(value) # type: ignore[no- … or, RecursionError): pass -> nothing": _QUICK,
    "codec.py encode_checked: allow_nan=False -> nothing": "values are checked before",
    "codec.py encode_checked: False -> True #2": "values are checked before",
    'codec.py _utf8: "utf-8" -> nothing #2': _DEFAULT,
    "diff.py _is_entered: is_extra(path) and (one is UNSET or other is UNSET) -> is_extra(path)": "two objects are entered anyway",
    "diff.py _is_entered: len(path) == 3 and path[::2] == (\"choices\", \"finish_reason\") -> path[::2] == ('choices', 'finish_reason')": "a finish reason is one value, so nothing below it is compared",
    "diff.py _items: 0 -> 1": "the first stretch begins at 0 on both sides",
    "diff.py _items: 0 -> 1 #2": "the first stretch begins at 0 on both sides",
    "diff.py _matching: if begin == len(types) or begin == len(other_types): return [(0, 0, be … s), len(other_types), 0)] -> nothing": _QUICK,
    "diff.py _matching: begin == len(types) or begin == len(other_types) -> begin == len(types) and begin == len(other_types)": _QUICK,
    "diff.py _matching: begin == len(types) or begin == len(other_types) -> begin == len(other_types)": _QUICK,
    "diff.py _matching: begin == len(types) or begin == len(other_types) -> begin == len(types)": _QUICK,
    "exact_json.py on import: eq=False -> nothing": "no mark is compared with another",
    "exact_json.py on import: False -> True": "no mark is compared with another",
    'exact_json.py _refuse_split_pairs: "utf-8" -> nothing': _DEFAULT,
    "undo.py _order: not is_aligned(tuple(tokens[:-1])) or not is_index(tokens[-1]) -> not is_index(tokens[-1])": _ORDER,
    "undo.py _order: -1 -> 1": _ORDER,
    "undo.py _order: -1 -> 1 #2": _ORDER,
    "undo.py _order: 2 -> 3": _ORDER,
    "undo.py _order: 2 -> nothing": _ORDER,
    "undo.py _order: 0 -> 1": _ORDER,
    "undo.py _order: 0 -> nothing": _ORDER,
    "undo.py _order: len(tokens) -> nothing #2": _ONCE,
    "undo.py _order: 0 -> nothing #2": _ORDER,
    "undo.py _order: 1 -> 2 #4": _ORDER,
    "wire.py _structure_function: {} -> nothing": "no constants at all are none as well",
    "wire.py checked_extra: return {} -> return None": "canonical JSON is written first, and refuses it",
    "wire_values.py reader: None -> nothing": _DEFAULT,
    "wire_values.py _tagged_reader: UNSET -> nothing": "null is no word either",
    "wire_values.py _tagged_reader: None -> nothing": _DEFAULT,
    "streams/joining.py _key_of: 1 -> 2 #2": "only the order of the numbers counts",
    "streams/joined_parts.py JoinedParts._key_of: 0 -> 1 #2": "only the order of the numbers counts",
    "streams/joined_parts.py _ToolCall.__init__: self.index: Maybe[Any] = UNSET -> nothing": "a call is made for a delta, which says it or not",
    "streams/merging.py _weight: 0 -> 1": "absence is never told from null by its weight, for nothing was counted before it",
    "streams/reader.py ChunkReader._read_payload: vendor.form(form) -> nothing": "reading the payload would refuse it as well",
    'vendors/opper/shape.py on import: "custom" -> nothing': "a call of another type is no call of this class",
    "vendors/opper/chunk_meaning.py on import: CallDelta -> nothing": _ALONE,
    "vendors/opper/chunk_meaning.py on import: logprobs.TokenLogprob -> nothing": _ALONE,
    "vendors/opper/chunk_meaning.py on import: parts.FunctionCall -> nothing": _ALONE,
    "vendors/opper/chunk_meaning.py on import: whole.TopLogprob -> nothing": _ALONE,
    "vendors/opper/chunk_meaning.py on import: whole.FunctionOutput -> nothing": _ALONE,
    "vendors/opper/chunk_meaning.py on import: whole.AnnotationURLCitation -> nothing": _ALONE,
    "vendors/opper/chunk_meaning.py on import: whole.CompletionTokensDetails -> nothing": _ALIKE,
    "vendors/opper/meaning.py on import: parts.FunctionCall -> nothing": _ALONE,
    "vendors/opper/meaning.py on import: wire.ChatCompletionAudio -> nothing": _ALONE,
    "vendors/opper/meaning.py on import: wire.TopLogprob -> nothing": _ALONE,
    "vendors/orq.py on import: CompletionTokensDetails -> nothing": _ALIKE,
    "vendors/orq.py on import: OutputDetails -> nothing": _ALIKE,
    "vendors/orq.py on import: OutputDetails -> nothing #2": _ALIKE,
}  # fmt: skip
"""They change nothing that anyone could see."""

ACCEPTED: Final[dict[str, str]] = {}
"""They change something that nothing promises, or that cannot be tried here."""
