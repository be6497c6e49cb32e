"""A batch of lines becomes a batch of their outcomes, as the plain loop has them, whatever the lines are."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it has no stubs
import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from normalizer.engines import convert_batch, lines_to_write
from normalizer.errors import UnknownVendorError
from normalizer.logs import Order
from normalizer.wrappers.wrapper import Wrapper
from tests.cli.command import OPPER, ORQ

from . import corpus

ORDERS = [
    Order("source"),
    Order("opper"),
    Order("canonical", verify=True),
    Order("orq", strict=True, strict_blank=True),
]


@frozen
class Failing(Order):
    """An order whose every record ends in an error."""

    error: BaseException = field(kw_only=True)

    def refuse_losses(self, *_: object, **_found: object) -> None:
        raise self.error


def batch(lines: list[bytes], **more: list[Any]) -> Any:
    return pa.RecordBatch.from_pydict({"raw": pa.array(lines, pa.binary()), **more})


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_a_batch_says_what_the_plain_loop_says_row_by_row(order: Order) -> None:
    outcomes = convert_batch(batch(corpus.LINES), order)

    assert outcomes.column("raw").to_pylist() == corpus.LINES
    assert corpus.in_batch(outcomes) == corpus.plain([b"\n".join(corpus.LINES)], order)


@given(st.lists(st.one_of(st.binary(max_size=40), st.sampled_from([ORQ, OPPER, b"", b" "])), max_size=8))
def test_rows_out_are_rows_in_whatever_the_bytes_are(lines: list[bytes]) -> None:
    outcomes = convert_batch(batch(lines, place=list(range(len(lines)))), Order("source"), keep=("place",))

    assert outcomes.column("raw").to_pylist() == lines
    assert outcomes.column("place").to_pylist() == list(range(len(lines)))
    assert None not in outcomes.column("outcome").to_pylist()
    assert [row["text"] is not None for row in outcomes.to_pylist()] == [
        row["outcome"] == "converted" for row in outcomes.to_pylist()
    ]


def test_each_row_says_what_the_summary_counts() -> None:
    lines = [ORQ, OPPER.replace(b'"content":"Hi"', b'"refusal":"No"'), b"", b'{"choices":[{"text":5}]}']

    rows = convert_batch(batch(lines), Order("orq")).to_pylist()

    assert [row["outcome"] for row in rows] == ["converted", "converted", "blank", "rejected"]
    assert [row["vendor"] for row in rows] == ["orq", "opper", None, None]
    assert [row["form"] for row in rows] == ["wire", "wire", None, None]
    assert [(row["partial"], row["lossy"]) for row in rows] == [
        (False, False),
        (False, True),
        (None, None),
        (None, None),
    ]
    assert [(row["code"], row["pointer"]) for row in rows] == [(None, None)] * 3 + [("wrong-kind", "/choices/0/text")]


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.string(), pa.large_string()])
def test_lines_may_be_binary_or_text_large_or_not(kind: Any) -> None:
    lines = pa.table({"value": pa.array([ORQ, b"5"], pa.binary()).cast(kind), "id": [7, None]})

    outcomes = convert_batch(lines, Order("orq"), column="value", keep=("id",))

    is_large = kind in (pa.large_binary(), pa.large_string())
    assert isinstance(outcomes, pa.Table)
    assert outcomes.column_names[:3] == ["id", "raw", "outcome"]
    assert outcomes.schema.field("raw").type == outcomes.schema.field("text").type
    assert outcomes.schema.field("text").type == (pa.large_binary() if is_large else pa.binary())
    assert corpus.in_batch(outcomes) == corpus.plain([ORQ + b"\n5\n"], Order("orq"))
    assert outcomes.column("id").to_pylist() == [7, None]


def test_a_wrapped_body_is_converted_where_it_is() -> None:
    order = Order("opper", wrapper=Wrapper("/body", id="/id"))
    lines = [b'{"id":"a", "body":' + ORQ + b"}", b'{"id":7, "body":5}', b'{"id":"b"}', b""]

    outcomes = convert_batch(batch(lines), order)

    assert corpus.in_batch(outcomes) == [*corpus.plain([b"\n".join(lines)], order), ("blank", b"", "", "", "")]
    assert outcomes.column("record_id").to_pylist() == ['"a"', "7", '"b"', None]
    assert outcomes.column("text")[0].as_py().startswith(b'{"id":"a", "body":{')
    assert [json.loads(row["line"]).get("id") for row in lines_to_write(outcomes).to_pylist()[1:3]] == [7, "b"]


def test_a_line_may_have_as_many_bytes_as_the_limit_says() -> None:
    outcomes = convert_batch(batch([ORQ, ORQ + b"\r", b""]), Order("orq"), max_line=len(ORQ))

    assert corpus.in_batch(outcomes) == corpus.plain([ORQ + b"\n" + ORQ + b"\r\n\n"], Order("orq"), len(ORQ))
    assert outcomes.column("code").to_pylist() == [None, "too-long", None]
    assert outcomes.column("raw").to_pylist() == [ORQ, ORQ + b"\r", b""]


def test_a_table_without_rows_has_the_same_columns() -> None:
    empty = pa.Table.from_batches([], batch([]).schema)

    assert convert_batch(empty, Order("orq")).schema == convert_batch(batch([ORQ]), Order("orq")).schema


def test_what_only_a_fault_of_the_library_raises_ends_one_row() -> None:
    faults = [ValueError, TypeError, KeyError, IndexError, ZeroDivisionError, AttributeError, RecursionError]
    for fault in faults:
        (row,) = convert_batch(batch([ORQ]), Failing("orq", error=fault("secret"))).to_pylist()

        assert (row["outcome"], row["code"], row["raw"]) == ("rejected", "fault", ORQ)
        assert fault.__name__ in row["message"]
        assert "secret" not in row["message"]


@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt, SystemExit, OSError])
def test_what_the_system_or_the_user_does_is_not_swallowed(error: type[BaseException]) -> None:
    with pytest.raises(error):
        convert_batch(batch([ORQ]), Failing("orq", error=error()))


def test_what_cannot_be_done_is_refused_before_any_line() -> None:
    with pytest.raises(UnknownVendorError):
        convert_batch(batch([]), Order("nobody"))
    with pytest.raises(ValueError, match="an engine writes lines"):
        convert_batch(batch([]), Order("orq", replay=True))
    with pytest.raises(ValueError, match=r"^expected lines in the column 'raw', null came: leave such rows out$"):
        convert_batch(pa.table({"raw": pa.array([ORQ, None], pa.binary())}), Order("orq"))
    with pytest.raises(TypeError, match="binary or text in the column 'raw', int64 came"):
        convert_batch(pa.table({"raw": [1]}), Order("orq"))
    for name in ("raw", "outcome", "lossy"):
        with pytest.raises(ValueError, match=f"a column '{name}' of its own"):
            convert_batch(batch([ORQ], **{name: ["mine"]} if name != "raw" else {}), Order("orq"), keep=(name,))
    with pytest.raises(KeyError):
        convert_batch(batch([ORQ]), Order("orq"), column="line")


def test_an_order_can_be_sent_to_a_worker() -> None:
    for order in ORDERS:
        sent = pickle.loads(pickle.dumps(order))

        assert sent == order
        assert convert_batch(batch(corpus.LINES[:20]), sent).equals(convert_batch(batch(corpus.LINES[:20]), order))


WITHOUT = """
import sys

class Without:
    def find_spec(self, name, *_):
        if name in ("pandas", "pyspark", "ray"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Without())
"""

SEAM = f"""
import pyarrow as pa
from normalizer.engines import convert_batch, lines_to_write
from normalizer.logs import Order

lines = pa.table({{"raw": pa.array([{ORQ!r}, b"5"], pa.binary())}})
print(*lines_to_write(convert_batch(lines, Order("opper"))).column("outcome").to_pylist())
"""


def test_the_seam_needs_no_pandas_and_no_engine() -> None:
    ended = subprocess.run([sys.executable, "-c", WITHOUT + SEAM], check=True, capture_output=True, text=True)

    assert ended.stdout == "converted rejected\n"
