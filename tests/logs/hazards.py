"""Lines that have broken other tools, each with the code it is rejected with, or none."""

from __future__ import annotations

from typing import Final

from tests.cli.command import OPPER, ORQ

DEEP: Final = 100_000


def _with(value: bytes) -> bytes:
    """A record with one more key."""
    return ORQ.replace(b'{"id":"a",', b'{"id":"a","x":' + value + b",", 1)


HAZARDS: Final[list[tuple[bytes, str | None]]] = [
    (ORQ, None),
    (OPPER, None),
    (_with(b'"\xff"'), "invalid-utf-8"),
    (_with(b'"\xc0\xaf"'), "invalid-utf-8"),
    (_with(b'"\xed\xa0\x80"'), "invalid-utf-8"),
    (_with(b'"\xe2\x82"'), "invalid-utf-8"),
    (ORQ + b"\xc3", "invalid-utf-8"),
    (bytes(sorted(set(range(256)) - {10})), "invalid-utf-8"),
    (b"\xef\xbb\xbf" + ORQ, "invalid-json"),
    (ORQ + b"\r", None),
    (_with(b'"a\rb"'), "invalid-json"),
    (_with('"\u2028\u2029\u0085"'.encode()), None),
    (_with(b'"a\x0bb"'), "invalid-json"),
    (_with(b'"\x00"'), "invalid-json"),
    (_with(b'"\\u0000"'), None),
    (ORQ + b"\x00" * 512, "invalid-json"),
    (b"\x00" * 512, "invalid-json"),
    (_with(b'"\\ud800"'), None),
    (_with(b"NaN"), "non-finite"),
    (_with(b"-Infinity"), "non-finite"),
    (_with(b"1e400"), "non-finite"),
    (_with(b"18446744073709551616"), None),
    (_with(b"9007199254740993"), None),
    (_with(b"9223372036854775808"), None),
    (_with(b"18446744073709551615"), None),
    (_with(b"9" * 30), None),
    (_with(b"-0"), None),
    (_with(b"-0.0"), None),
    (_with(b"0.1000"), None),
    (_with(b"1E2"), None),
    (_with(b"0.30000000000000000001"), None),
    (_with(b"9" * 4300), None),
    (_with(b"9" * 4301), "long-integer"),
    (_with(b'{"a":1,"a":1}'), "duplicate-key"),
    (_with(b'{"a":1,"\\u0061":1}'), "duplicate-key"),
    (ORQ.replace(b'"id":"a",', b'"id":"a","id":"a",'), "duplicate-key"),
    (ORQ + ORQ, "invalid-json"),
    (ORQ[:-1] + b",}", "invalid-json"),
    (ORQ + b" // done", "invalid-json"),
    (b"5", "not-an-object"),
    (b'"text"', "not-an-object"),
    (b"null", "not-an-object"),
    (b"[]", "not-a-completion"),
    (b"{}", "not-a-completion"),
    (b" \t{} \t", "not-a-completion"),
    (b'{"data":{}}', "not-a-completion"),
    (b'{"data":5}', "not-a-completion"),
    (b'{"data":[{"error":{}}]}', "not-a-completion"),
    (b'{"error":{}}', "error-body"),
    (b'{"data":{"error":{}}}', "error-body"),
    (b'{"choices":[{"delta":{}}]}', "stream-chunk"),
    (b'{"choices":[]}', "ambiguous-vendor"),
    (b'{"choices":[{"text":5}]}', "wrong-kind"),
    (_with(b"[" * 254 + b"]" * 254), None),
    (_with(b"[" * 255 + b"]" * 255), None),
    (_with(b"[" * 256 + b"]" * 256), "too-deep"),
    (_with(b'{"a":' * 255 + b"1" + b"}" * 255), None),
    (_with(b'{"a":' * 256 + b"1" + b"}" * 256), "too-deep"),
    (_with(b"[" * 1024 + b"]" * 1024), "too-deep"),
    (_with(b'{"a":' * 1025 + b"1" + b"}" * 1025), "too-deep"),
    (b"[" * DEEP, "too-deep"),
    (b'{"a":' * DEEP, "too-deep"),
    (b"bad" + b"[" * DEEP, "too-deep"),
    (ORQ[:-1], "truncated-json"),
    (ORQ[:-1] + b" \t", "truncated-json"),
    (ORQ[:-1] + b"\x0b", "invalid-json"),
    (ORQ[:-1] + "\u00a0".encode(), "invalid-json"),
    (b"\x0b", "invalid-json"),
    (b" \t", None),
    (b"", None),
]
"""The blank lines are not rejected either."""
