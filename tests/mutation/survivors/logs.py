"""Of `logs/`."""

from __future__ import annotations

from typing import Final

from . import reasons

NOTHING_BEGUN = "what it inherits from has nothing to begin with"
PEEK = "what is there is given, however much is asked for"
DEEP = "of the value, only the depth is looked at"
TWICE = "the length is looked at once more, and is right by then"

EQUIVALENT: Final[dict[str, str]] = {
    "logs/answers.py _whose: source is None or not is_as_read(read) -> not is_as_read(read)": "what is marked as it was read has a source",
    "logs/answers.py _exactly_whole: learn(payload, completion) -> nothing": "what the fast path learns makes it no more than quicker",
    "logs/answers.py _whose: mine is not None and mine.envelope -> mine.envelope": "what is marked as it was read has a source",
    "logs/answers.py answer_in: if completion is not None: source = source_of(completion) # a vendor's … _made(completion, source) -> nothing": reasons.QUICK,
    "logs/answers.py answer_in: if source is not None and (vendor is None or vendor == source.vendor): … _made(completion, source) -> nothing": reasons.QUICK,
    "logs/answers.py answer_in: source is not None -> source is None": reasons.QUICK,
    "logs/answers.py answer_in: source is not None and (vendor is None or vendor == source.vendor) -> vendor is None or vendor == source.vendor": "what the fast path read has a source",
    "logs/answers.py answer_in: vendor is None or vendor == source.vendor -> vendor == source.vendor": reasons.QUICK,
    "logs/answers.py answer_in: vendor is None or vendor == source.vendor -> vendor is None": reasons.QUICK,
    "logs/answers.py answer_in: vendor is None or vendor == source.vendor -> vendor is None and vendor == source.vendor": reasons.QUICK,
    "logs/bodies.py _kind: JSON_SPACE -> nothing": "what begins with other white space is no body",
    "logs/converting.py _converted: order.wrapper is not None and order.keeps_line -> order.keeps_line": "a line is kept only where there is a wrapper",
    "logs/event_streams.py cut: stream is not None and is_rest -> is_rest": "what goes on with a line follows a piece of it, and that began a stream",
    "logs/event_streams.py lines_of: 0 -> 1": TWICE,
    "logs/event_streams.py lines_of: 0 -> 1 #2": TWICE,
    "logs/event_streams.py lines_of: size > limit -> size >= limit": TWICE,
    "logs/inputs.py _Counted.__init__: super().__init__() -> nothing": NOTHING_BEGUN,
    "logs/compression.py _Archives.__init__: super().__init__() -> nothing": NOTHING_BEGUN,
    "logs/inputs.py opened: BUFFER_BYTES -> nothing": "how much is read at once makes no difference but in time",
    "logs/inputs.py opened: MAGIC_BYTES -> nothing": PEEK,
    "logs/records.py read_log: len(MAGIC) -> nothing": PEEK,
    "logs/json_faults.py _decimal: return value -> return None": DEEP,
    "logs/json_faults.py _integer: 0 -> 1": DEEP,
    "logs/json_faults.py _integer: return 0 -> return None": DEEP,
    "logs/named_vendor.py _vendor_of_stream: first is not None and first.source is not None -> first is not None": "a chunk that was read has a source",
    'logs/record.py Record.is_array: self.kind in ("line", "document") and self.text.lstrip(JSON_SPACE).startswith(b"[") -> self.text.lstrip(JSON_SPACE).startswith(b"[")': "of no other kind is anything that begins with a bracket, but what follows a stream, and that is refused before",
    "logs/records.py _is_json: return False -> return None": reasons.TRUTH,
    "logs/rejects.py _is_utf8: b\"\" -> b'another text'": "half of a character stays half of one, whatever letters follow it",
    "logs/rejects.py _is_utf8: return False -> return None": reasons.TRUTH,
    "logs/visible.py _escape: found[0] <= \"\\xff\" -> found[0] < 'ÿ'": "that letter is safe to print",
    "logs/codes.py _texts: \"\" -> 'another text'": "an event without data is never refused",
    "logs/codes.py _is_utf8: return False -> return None": reasons.TRUTH,
    "logs/tables.py _on_disk: if file.read(len(MAGIC)) == MAGIC: # or it is an archive of one yield file return -> nothing": reasons.QUICK,
    "logs/tables.py _on_disk: if source.stream is None and size is not None: with Path(source.name). …  of one yield file return -> nothing": reasons.QUICK,
    "logs/tables.py _on_disk: len(MAGIC) -> nothing": reasons.QUICK,
    "logs/tables.py _reason: \"; \" -> 'another text'": "only one thing is ever wrong with a table",
    "logs/event_streams.py on import: False -> True": reasons.GIVEN,
    "logs/event_streams.py on import: False -> True #2": reasons.GIVEN,
    "logs/event_streams.py on import: False -> True #4": reasons.GIVEN,
    "logs/event_streams.py on import: init=False -> nothing": reasons.GIVEN,
    "logs/event_streams.py on import: init=False -> nothing #2": reasons.GIVEN,
    "logs/event_streams.py on import: init=False -> nothing #3": reasons.GIVEN,
    "logs/lines.py on import: 2 -> 3": reasons.PIECES,
    "logs/lines.py on import: 2**20 -> 2 * 20": reasons.PIECES,
    "logs/lines.py on import: 20 -> 21": reasons.PIECES,
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {
    "logs/records.py _Log._streams: self.max_stream -> nothing": "only how much is held of a line in a stream that is refused",
    "logs/inputs.py size_of: stat.S_ISREG(status.st_mode) and status.st_size -> status.st_size": "some systems tell how much waits in a pipe; where these tests run, only files have a size",
    "logs/compression.py on import: 10 -> 11": "how much is decompressed at once is any number that has room in memory many times",
    "logs/compression.py on import: 6 -> 7": "how small an archive becomes is not promised",
}  # fmt: skip
