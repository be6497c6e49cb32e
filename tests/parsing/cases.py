"""JSON texts by name, in the manner of JSONTestSuite, each with what comes of it.

Strategy: a name that begins with ``y_`` is JSON by RFC 8259, and is read exactly; with ``n_`` it is not, and is refused; with
``i_`` the RFC leaves it to the reader, and what this one does was decided and is told on `docs/hard-tests.md`. Expected values are written
out, for a parser that is asked what is right is no witness.
"""

from __future__ import annotations

from typing import Any, Final

from attrs import frozen


@frozen
class Refused:
    """Where a text is refused, as a JSON Pointer, and a part of the reason."""

    reason: str
    pointer: str = ""


DEEP: Final = 256
"""How deep a payload may be."""


def _nested(depth: int) -> tuple[bytes, Any]:
    value: Any = []
    for _ in range(depth - 1):
        value = [value]
    return b"[" * depth + b"]" * depth, value


ACCEPTED: Final[dict[str, tuple[bytes, Any]]] = {
    "y_literal_null": (b"null", None),
    "y_literal_true": (b"true", True),
    "y_literal_false": (b"false", False),
    "y_structure_white_space_around": (b" \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n", [1, 2]),
    "y_structure_white_space_in_an_object": (b'{ "a"\t:\r\n1 , "b":2}', {"a": 1, "b": 2}),
    "y_structure_white_space_in_empties": (b"[{ },[\n]]", [{}, []]),
    "y_structure_line_feed_at_the_end": (b"[1]\n", [1]),
    "y_structure_a_lone_number": (b"42", 42),
    "y_structure_a_lone_text": (b'"a"', "a"),
    "y_structure_as_deep_as_may_be": _nested(DEEP - 1),
    "y_array_empty": (b"[]", []),
    "y_array_of_one": (b"[null]", [None]),
    "y_array_of_all_kinds": (b'[null,true,false,1,1.5,"a",[],{}]', [None, True, False, 1, 1.5, "a", [], {}]),
    "y_array_in_arrays": (b"[[],[[]],[[[]]]]", [[], [[]], [[[]]]]),
    "y_object_empty": (b"{}", {}),
    "y_object_empty_key": (b'{"":0}', {"": 0}),
    "y_object_keys_by_case": (b'{"a":1,"A":2}', {"a": 1, "A": 2}),
    "y_object_keys_that_are_normalized_alike": ('{"\u00e9":1,"e\u0301":2}'.encode(), {"\u00e9": 1, "e\u0301": 2}),
    "y_object_key_with_escapes": (b'{"\\"\\\\\\/\\b\\f\\n\\r\\t":1}', {'"\\/\b\f\n\r\t': 1}),
    "y_object_key_that_is_a_pointer": (b'{"a/b~c":{"~1":1}}', {"a/b~c": {"~1": 1}}),
    "y_object_one_key_at_two_depths": (b'{"a":{"a":{"a":1}}}', {"a": {"a": {"a": 1}}}),
    "y_object_key_with_nul": (b'{"a\\u0000b":1}', {"a\0b": 1}),
    "y_object_key_of_python": (b'{"__proto__":1,"__class__":2}', {"__proto__": 1, "__class__": 2}),
    "y_number_zero": (b"0", 0),
    "y_number_negative": (b"-1", -1),
    "y_number_decimal_zero": (b"0.0", 0.0),
    "y_number_decimal_that_is_whole": (b"1.0", 1.0),
    "y_number_decimal_minus_zero": (b"-0.0", -0.0),
    "y_number_small_exponent": (b"1e2", 100.0),
    "y_number_large_exponent_letter": (b"1E2", 100.0),
    "y_number_exponent_plus": (b"1e+2", 100.0),
    "y_number_exponent_minus": (b"1e-2", 0.01),
    "y_number_exponent_zeros": (b"1e0002", 100.0),
    "y_number_decimal_and_exponent": (b"-1.5e-3", -0.0015),
    "y_number_zero_with_exponent": (b"0e10", 0.0),
    "y_number_zeros_at_the_end": (b"1.500", 1.5),
    "y_number_beyond_a_double_s_integers": (b"9007199254740993", 2**53 + 1),
    "y_number_largest_of_64_bits": (b"18446744073709551615", 2**64 - 1),
    "y_number_beyond_64_bits": (b"18446744073709551616", 2**64),
    "y_number_beyond_64_bits_below_zero": (b"-9223372036854775809", -(2**63) - 1),
    "y_number_of_forty_digits": (b"1" + b"0" * 39, 10**39),
    "y_number_largest_double": (b"1.7976931348623157e308", 1.7976931348623157e308),
    "y_number_smallest_double": (b"5e-324", 5e-324),
    "y_number_shortest_of_a_third": (b"0.3333333333333333", 0.3333333333333333),
    "y_string_empty": (b'""', ""),
    "y_string_all_short_escapes": (b'"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\/\b\f\n\r\t'),
    "y_string_escaped_letter": (b'"\\u0041"', "A"),
    "y_string_escape_in_both_cases": (b'"\\u00e9\\u00E9"', "\u00e9\u00e9"),
    "y_string_escaped_control_characters": (b'"\\u0000\\u001f\\u007f"', "\0\x1f\x7f"),
    "y_string_escaped_pair": (b'"\\ud83d\\ude00"', "\U0001f600"),
    "y_string_last_pair": (b'"\\udbff\\udfff"', "\U0010ffff"),
    "y_string_backslashes_before_the_end": (b'"\\\\\\\\"', "\\\\"),
    "y_string_escaped_backslash_before_u": (b'"\\\\u0041"', "\\u0041"),
    "y_string_delete_as_it_is": (b'"\x7f"', "\x7f"),
    "y_string_two_bytes": ('"\u00e9"'.encode(), "\u00e9"),
    "y_string_three_bytes": ('"\u20ac"'.encode(), "\u20ac"),
    "y_string_four_bytes": ('"\U0001f600"'.encode(), "\U0001f600"),
    "y_string_line_separators": ('"\u2028\u2029\x85"'.encode(), "\u2028\u2029\x85"),
    "y_string_noncharacters": ('"\ufffe\uffff\U0010ffff"'.encode(), "\ufffe\uffff\U0010ffff"),
    "y_string_replacement_character": ('"\ufffd"'.encode(), "\ufffd"),
    "y_string_byte_order_mark_inside": ('"\ufeff"'.encode(), "\ufeff"),
    "y_string_that_looks_like_structure": (b'"[{\\"a\\":1}],//"', '[{"a":1}],//'),
    "y_string_that_looks_like_a_number": (b'"1e5"', "1e5"),
    "y_string_many_brackets": (b'"' + b"[" * 2000 + b'"', "[" * 2000),
}
"""The text, and the value that it is."""

REFUSED: Final[dict[str, tuple[bytes, Refused]]] = {
    name: (text, Refused("expected JSON"))
    for name, text in {
        "n_structure_nothing": b"",
        "n_structure_white_space_alone": b" \n",
        "n_structure_two_values": b"1 2",
        "n_structure_two_objects": b'{"a":1} {"a":2}',
        "n_structure_comma_after_the_value": b"[1],",
        "n_structure_bracket_too_many": b"[1]]",
        "n_structure_brace_too_many": b'{"a":1}}',
        "n_structure_wrong_bracket": b"[1}",
        "n_structure_comment_of_a_block": b"[1/* why */]",
        "n_structure_comment_to_the_end": b"[1] // why",
        "n_structure_hash": b"[1] # why",
        "n_structure_form_feed": b"[\x0c1]",
        "n_structure_vertical_tab": b"[\x0b1]",
        "n_structure_no_break_space": b"[\xc2\xa01]",
        "n_structure_line_separator": b"[\xe2\x80\xa81]",
        "n_structure_nul_after_the_value": b"1\x00",
        "n_structure_record_separator": b"\x1e1",
        "n_structure_markup": b"<null>",
        "n_structure_event": b"data: 1",
        "n_structure_single_quote": b"'",
        "n_structure_backslash": b"\\",
        "n_structure_colon": b":",
        "n_literal_in_part": b"nul",
        "n_literal_and_more": b"nulll",
        "n_literal_capital": b"True",
        "n_literal_in_capitals": b"NULL",
        "n_literal_of_python": b"None",
        "n_literal_of_script": b"undefined",
        "n_literal_glued": b"[truefalse]",
        "n_array_unclosed": b"[1",
        "n_array_opened_alone": b"[",
        "n_array_closed_alone": b"]",
        "n_array_comma_alone": b"[,]",
        "n_array_comma_first": b"[,1]",
        "n_array_comma_last": b"[1,]",
        "n_array_two_commas": b"[1,,2]",
        "n_array_without_commas": b"[1 2]",
        "n_array_with_a_colon": b"[1:2]",
        "n_array_with_a_member": b'["a":1]',
        "n_array_with_a_semicolon": b"[1;2]",
        "n_array_of_dots": b"[...]",
        "n_array_in_parentheses": b"(1)",
        "n_object_unclosed": b'{"a":1',
        "n_object_opened_alone": b"{",
        "n_object_key_alone": b'{"a"}',
        "n_object_without_a_value": b'{"a":}',
        "n_object_without_a_colon": b'{"a" 1}',
        "n_object_two_colons": b'{"a"::1}',
        "n_object_equals": b'{"a"=1}',
        "n_object_comma_alone": b"{,}",
        "n_object_comma_first": b'{,"a":1}',
        "n_object_comma_last": b'{"a":1,}',
        "n_object_two_commas": b'{"a":1,,"b":2}',
        "n_object_without_commas": b'{"a":1 "b":2}',
        "n_object_bare_key": b"{a:1}",
        "n_object_key_in_single_quotes": b"{'a':1}",
        "n_object_key_is_a_number": b"{1:1}",
        "n_object_key_is_null": b"{null:1}",
        "n_object_key_is_an_array": b"{[]:1}",
        "n_object_with_a_value_alone": b'{"a":1,2}',
        "n_object_spread": b"{...{}}",
        "n_number_plus": b"+1",
        "n_number_minus_alone": b"-",
        "n_number_two_minus": b"--1",
        "n_number_minus_after_space": b"- 1",
        "n_number_zero_first": b"01",
        "n_number_minus_zero_first": b"-01",
        "n_number_two_zeros": b"00",
        "n_number_ends_with_a_dot": b"1.",
        "n_number_begins_with_a_dot": b".5",
        "n_number_minus_dot": b"-.5",
        "n_number_two_dots": b"1.2.3",
        "n_number_dot_and_exponent": b"1.e5",
        "n_number_exponent_alone": b"e5",
        "n_number_without_exponent": b"1e",
        "n_number_exponent_of_a_sign": b"1e+",
        "n_number_exponent_of_a_decimal": b"1e1.5",
        "n_number_two_exponents": b"1e1e1",
        "n_number_hexadecimal": b"0x1F",
        "n_number_octal": b"0o17",
        "n_number_underscore": b"1_000",
        "n_number_comma": b"[1,000]",
        "n_number_of_another_script": "\u0661".encode(),
        "n_number_full_width": "\uff11".encode(),
        "n_number_with_a_letter": b"1a",
        "n_number_big": b"1n",
        "n_number_inf": b"inf",
        "n_number_nan_in_small_letters": b"nan",
        "n_number_minus_nan": b"-NaN",
        "n_number_plus_infinity": b"+Infinity",
        "n_string_unclosed": b'"a',
        "n_string_opened_alone": b'"',
        "n_string_single_quotes": b"'a'",
        "n_string_closed_by_an_escape": b'"\\"',
        "n_string_unknown_escape": b'"\\x41"',
        "n_string_escape_of_a_digit": b'"\\0"',
        "n_string_escape_of_bell": b'"\\a"',
        "n_string_escape_of_a_capital": b'"\\U0041"',
        "n_string_escape_in_part": b'"\\u004"',
        "n_string_escape_without_digits": b'"\\u"',
        "n_string_escape_of_wrong_digits": b'"\\u00g1"',
        "n_string_escape_with_a_sign": b'"\\u+041"',
        "n_string_escape_with_an_underscore": b'"\\u0_41"',
        "n_string_escaped_line_end": b'"a\\\nb"',
        "n_string_backslash_last": b'"\\',
        "n_string_tab": b'"a\tb"',
        "n_string_line_feed": b'"a\nb"',
        "n_string_carriage_return": b'"a\rb"',
        "n_string_nul": b'"a\x00b"',
        "n_string_unit_separator": b'"\x1f"',
        "n_string_two": b'"a" "b"',
        "n_string_of_python": b'u"a"',
    }.items()
}
"""The text, and how it is refused."""

_NO_UTF_8: Final = {
    "n_bytes_lone_continuation": (b'"\x80"', 1),
    "n_bytes_cut_character": (b'"\xe2\x82"', 1),
    "n_bytes_too_long_for_a_slash": (b'"\xc0\xaf"', 1),
    "n_bytes_too_long_for_nul": (b'"\xc0\x80"', 1),
    "n_bytes_too_long_by_three": (b'"\xe0\x80\xaf"', 1),
    "n_bytes_half_of_a_pair": (b'"\xed\xa0\xbd"', 1),
    "n_bytes_pair_of_cesu_8": (b'"\xed\xa0\xbd\xed\xb8\x80"', 1),
    "n_bytes_beyond_unicode": (b'"\xf4\x90\x80\x80"', 1),
    "n_bytes_five_of_them": (b'"\xf8\x88\x80\x80\x80"', 1),
    "n_bytes_latin_1": (b'["caf\xe9"]', 5),
    "n_bytes_after_the_value": (b"1\xff", 1),
    "n_bytes_in_a_key": (b'{"\xff":1}', 2),
    "n_bytes_byte_order_mark_of_utf_16": (b"\xff\xfe1\x00", 0),
    "n_bytes_gzip": (b"\x1f\x8b\x08\x00", 1),
}

BYTES: Final[dict[str, tuple[bytes, Refused]]] = {
    name: (text, Refused(f"expected UTF-8, an invalid byte came at offset {offset}"))
    for name, (text, offset) in _NO_UTF_8.items()
}
"""Bytes that are no text."""

_TWICE: Final = "expected every key once, a key came twice"
_TOO_LARGE: Final = "expected a number that a double can hold, a larger one came"
_TOO_LONG: Final = "expected an integer of at most 4300 digits, a longer one came"
_TOO_DEEP: Final = "objects and arrays inside each other, more came"

DECIDED: Final[dict[str, tuple[bytes, Any]]] = {
    "i_number_minus_zero_is_the_integer_zero": (b"-0", 0),
    "i_number_integer_as_long_as_may_be": (b"7" * 4300, int("7" * 4300)),
    "i_number_integer_too_long": (b"7" * 4301, Refused(_TOO_LONG)),
    "i_number_integer_too_long_below_zero": (b"[-" + b"7" * 4301 + b"]", Refused(_TOO_LONG, "/0")),
    "i_number_too_large": (b"1e400", Refused(_TOO_LARGE)),
    "i_number_too_large_below_zero": (b'{"a":[-1e400]}', Refused(_TOO_LARGE, "/a/0")),
    "i_number_just_too_large": (b"1.7976931348623159e308", Refused(_TOO_LARGE)),
    "i_number_too_small_is_zero": (b"1e-400", 0.0),
    "i_number_too_small_below_zero_is_minus_zero": (b"-1e-400", -0.0),
    "i_number_of_many_digits_is_the_nearest_double": (b"0.1000000000000000055511151231257827", 0.1),
    "i_number_halfway_is_even": (b"9007199254740993.0", 9007199254740992.0),
    "i_number_exponent_makes_a_decimal": (b"1E400000000000", Refused(_TOO_LARGE)),
    "i_literal_nan": (b'{"a":NaN}', Refused("expected JSON, NaN came", "/a")),
    "i_literal_infinity": (b"[0,Infinity]", Refused("expected JSON, Infinity came", "/1")),
    "i_literal_minus_infinity": (b"-Infinity", Refused("expected JSON, -Infinity came")),
    "i_object_key_twice": (b'{"a":1,"a":2}', Refused(_TWICE)),
    "i_object_key_twice_with_one_value": (b'{"b":{"a":1,"a":1}}', Refused(_TWICE, "/b")),
    "i_object_key_twice_in_two_spellings": (b'[{"a":1,"\\u0061":2}]', Refused(_TWICE, "/0")),
    "i_object_empty_key_twice": (b'{"":1,"":1}', Refused(_TWICE)),
    "i_object_key_twice_below_a_pointer_s_letters": (b'{"a/b":{"~":{"x":1,"x":1}}}', Refused(_TWICE, "/a~1b/~0")),
    "i_string_lone_high_surrogate": (b'"\\ud83d"', "\ud83d"),
    "i_string_lone_low_surrogate": (b'"\\ude00"', "\ude00"),
    "i_string_surrogates_the_wrong_way_round": (b'"\\ude00\\ud83d"', "\ude00\ud83d"),
    "i_string_high_surrogate_and_a_letter": (b'"\\ud83da"', "\ud83da"),
    "i_string_two_high_surrogates_and_a_low_one": (b'"\\ud83d\\ud83d\\ude00"', "\ud83d\U0001f600"),
    "i_string_lone_surrogate_in_a_key": (b'{"\\udfff":1}', {"\udfff": 1}),
    "i_structure_byte_order_mark": (b"\xef\xbb\xbf1", Refused("expected JSON")),
    "i_structure_utf_16": (b"1\x00", Refused("expected JSON")),
    "i_structure_deep": (b"[" * 300 + b"]" * 300, Refused(_TOO_DEEP)),
    "i_structure_deep_objects": (b'{"a":' * 300 + b"1" + b"}" * 300, Refused(_TOO_DEEP)),
    "i_structure_deep_beyond_any_stack": (b"[" * 100_000 + b"]" * 100_000, Refused(_TOO_DEEP)),
    "i_structure_deep_and_unclosed": (b"[" * 100_000, Refused(_TOO_DEEP)),
}
"""What RFC 8259 leaves to the reader: the text, and its value or how it is refused."""

CASES: Final[dict[str, bytes]] = {
    name: text for cases in (ACCEPTED, REFUSED, BYTES, DECIDED) for name, (text, _) in cases.items()
}
