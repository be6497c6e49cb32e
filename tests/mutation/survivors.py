"""Mutants that no test notices, each with the reason.

They are known by what was written and what stands there instead, for lines move. What no run has judged yet is not here.
"""

from __future__ import annotations

from typing import Final

_DEFAULT = "it is the default, and is written out to be seen"
_QUICK = "it is a shorter way to the same result"
_ORDER = "only changes of one array have to come in an order, and these do"
_ONCE = "choices have no types, so only the last ones are dropped or invented, whatever came before"
_FALSE = "None is as good as False"
_COUNTED = "only whether there is any is asked"
_KEPT = "how many are kept from one time to the next makes no difference but in time"
_LONG = "both are of the same length"
_SORTED = "only the order of the numbers counts"
_TRUTH = "only its truth is looked at"
_BLOCK = "how many pieces weigh less together is no part of the text"

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
    "crossing.py _edits: return {} -> return None": "no edits are false as well as none",
    'crossing.py _lines_of_array: " break" -> nothing': _QUICK,
    "crossing.py _fitted_items: strict=True -> nothing": _LONG,
    "crossing.py _fitted_items: True -> False": _LONG,
    "mapping.py silent: if not extra: return UNSET -> nothing": _QUICK,
    "undo.py _order: not is_aligned(tuple(tokens[:-1])) or not is_index(tokens[-1]) -> not is_index(tokens[-1])": _ORDER,
    "undo.py _order: -1 -> 1": _ORDER,
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
    "streams/joining.py _key_of: 1 -> 2 #2": _SORTED,
    "streams/joined_parts.py JoinedParts._key_of: 0 -> 1 #2": _SORTED,
    "streams/joined_parts.py _ToolCall.__init__: self.index: Maybe[Any] = UNSET -> nothing": "a call is made for a delta, which says it or not",
    "streams/merging.py _weight: 0 -> 1": "absence is never told from null by its weight, for nothing was counted before it",
    "sse.py Parser.__init__: False -> True": "an empty line before all others says nothing, and the offset counts it either way",
    "sse.py Parser.close: 0 -> 1": "nothing comes after the end, so nobody asks at which offset",
    'sse.py _decoded: "utf-8" -> nothing': _DEFAULT,
    "streams/joined_choices.py _less_silent: if part_keys.keys().isdisjoint(extra): return extra -> nothing": _QUICK,
    "streams/joined_parts.py JoinedParts._key_of: 0 -> 1": _SORTED,
    "streams/joined_parts.py JoinedParts._key_of: 1 -> 2": _SORTED,
    "streams/joined_parts.py JoinedParts._key_of: 0 -> 1 #3": _SORTED,
    "streams/joining.py _key_of: -1 -> 1": _SORTED,
    "streams/joining.py _key_of: 1 -> 2": _SORTED,
    "streams/joining.py order_of: 2 -> 3": _SORTED,
    "streams/joining.py order_of: 1 -> 2": _SORTED,
    "streams/joining.py _Origin.take: 0 -> 1": "the chunks at which the object's word changed are never told",
    "streams/merging.py Once.take: if value is UNSET: return False -> nothing": _QUICK,
    "streams/merging.py Once.take: return False -> return None": _TRUTH,
    "streams/merging.py Once.take: return False -> return None #2": _TRUTH,
    "streams/merging.py Once.take: return False -> return None #3": _TRUTH,
    "streams/merging.py _weight: 3 -> 4": _SORTED,
    'streams/merging.py Text.take: if len(self._pieces) == _BLOCK: self._blocks.append("".join(self._pieces)) self._pieces.clear() -> nothing': _BLOCK,
    "streams/merging.py Text.take: len(self._pieces) == _BLOCK -> len(self._pieces) != _BLOCK": _BLOCK,
    "streams/merging.py Text.value: self.count == 1 or text.isascii() -> self.count == 1": _QUICK,
    'streams/reader.py _as_text: "utf-8" -> nothing': _DEFAULT,
    "streams/splitting.py _part_deltas: strict=True -> nothing": _LONG,
    "streams/splitting.py _part_deltas: True -> False": _LONG,
    "streams/splitting.py _less_left_over: UNSET -> nothing": "without a name that is not there, extra is the same",
    "streams/splitting.py _pieces: size is None or text is None or len(text) <= size -> size is None or text is None": _QUICK,
    "streams/splitting.py _pieces: len(text) <= size -> len(text) < size": _QUICK,
    "streams/splitting.py _continued: \"\" -> 'another text'": "a piece of the text takes its place",
    "streams/text.py said_in: if len(event.fields) == 1 and event.is_whole and event.fields[0][0] == … ent.fields[0][1], _PLAIN) -> nothing": _QUICK,
    "streams/text.py said_in: \"data\" -> 'another text'": _QUICK,
    'streams/text.py _utf8: "utf-8" -> nothing': _DEFAULT,
    "streams/writing.py StreamWriter.__init__: self._target = Source(canonical.VENDOR.name) -> nothing": "it is there before a chunk is written, and only what was written can be lost",
    'streams/writing.py StreamWriter.write: "utf-8" -> nothing': _DEFAULT,
    "streams/reader.py ChunkReader._read_payload: vendor.form(form) -> nothing": "reading the payload would refuse it as well",
    "crossing.py on import: eq=False -> nothing": "no holding is compared with another",
    "crossing.py on import: False -> True": "no holding is compared with another",
    "streams/merging.py on import: 256 -> 257": _BLOCK,
    "vendors/opper/shape.py on import: required=True -> nothing #27": "a call without a type is no call of this class",
    "vendors/opper/shape.py on import: True -> False #38": "a call without a type is no call of this class",
    'vendors/opper/shape.py on import: words=("custom",) -> nothing': "a call of another type is no call of this class",
    'vendors/opper/shape.py on import: "custom" -> nothing': "a call of another type is no call of this class",
    "arrow/returning.py _Saved.goes_on: return False -> return None": _FALSE,
    "arrow/whole_file.py published: 4 -> nothing": "how long the random part of a name is makes no difference",
    "cli/guessing.py known: look=False -> nothing": _QUICK,
    "form_detection.py form_of: snake += _count(names.snake, node) -> snake -= _count(names.snake, node)": _COUNTED,
    "form_detection.py form_of: bool(root_twins) and all(body.get(wire) is None for _, wire in root_twins.values()) -> all((body.get(wire) is None for _, wire in root_twins.values()))": _QUICK,
    "limits.py on import: 64 -> 65": "it is a shorter way past integers that have far fewer digits than are allowed",
    "logs/answers.py _whose: source is None or not is_as_read(read) -> not is_as_read(read)": "what is marked as it was read has a source",
    "nesting.py is_far_too_deep: opening_brackets(text) <= depth -> opening_brackets(text) < depth": _QUICK,
    "testing/judging.py _step_into: key not in expected -> nothing": "a key that comes twice is found the first time",
    "wrappers/bodies.py _looked_at: \"answer\" -> 'another text' #2": "what no vendor's body is has no kind that anyone asks for",
    "wrappers/reading.py read_loosely: if is_far_too_deep(line, depth): return None -> nothing": _QUICK,
    "wrappers/reading.py read_loosely: RecursionError -> nothing": "a line that is far too deep was left before",
    "canonical_schema.py _object: \"\" -> 'another text'": "every class has a docstring",
    "cli/conversion_run.py Run._outputs: self.summary -> nothing": "nothing is written to the summary before the end",
    "crossing.py on import: maxsize=256 -> nothing": _KEPT,
    "crossing.py on import: 256 -> 257": _KEPT,
    "crossing.py on import: maxsize=256 -> nothing #2": _KEPT,
    "crossing.py on import: 256 -> 257 #2": _KEPT,
    "engines/writing.py _line: \"\" -> 'another text'": "what a reject says of its source is given beside the record",
    "form_detection.py on import: maxsize=1024 -> nothing": _KEPT,
    "form_detection.py on import: 1024 -> 1025": _KEPT,
    "forms.py on import: maxsize=1024 -> nothing": _KEPT,
    "forms.py on import: 1024 -> 1025": _KEPT,
    "once.py Once.__init__: maxsize=64 -> nothing": _KEPT,
    "once.py Once.__init__: 64 -> 65": _KEPT,
    "pages/bars.py bar: 1 -> 2": "where there is no share, nothing is scaled",
    "writing.py on import: maxsize=64 -> nothing": _KEPT,
    "writing.py on import: 64 -> 65": _KEPT,
}  # fmt: skip
"""They change nothing that anyone could see."""

ACCEPTED: Final[dict[str, str]] = {
    "cli/publish.py opened_to_stay: stream.close() -> nothing": "the file is closed a moment later, when nobody holds it any more",
    "logs/records.py _Log._streams: self.max_stream -> nothing": "only how much is held of a line in a stream that is refused",
    'pages/page.py _text: encoding="utf-8" -> nothing': "where these tests run, the system's encoding is UTF-8 as well",
    "wrappers/unwrapping.py _refuse_note: isinstance(held, str) and wrapper.note in held -> isinstance(held, str)": "a note whose one key is spelled in escapes: no program writes it so",
}  # fmt: skip
"""They change something that nothing promises, or that cannot be tried here."""
