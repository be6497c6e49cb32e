"""What the page shows is what was counted; what it cannot show, it says; and it never does more than show."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from normalizer.findings import OTHERS, Capped, Changed, Findings, Place
from normalizer.findings.changed import Example
from normalizer.findings.models import Count
from normalizer.logs import LogError
from normalizer.pages import need_package, page
from normalizer.pages.heat_map import heat_map
from normalizer.pages.names import Names, Shown
from tests.findings.outcomes import found, record, tokens

from .hostile import HOSTILE
from .reading import attributes, read, rows, section, tags, text_of, texts, tiles, tree_of

NONE = "\N{EN DASH}"
WRONG = [b'"index":[]', b'"index":{}', b'"finish_reason":5']
CALL = {"content": None, "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}


def _hostile() -> Findings:
    named = [record(name, reason=name, message={name: "v"}, usage=tokens(2**53, 1)) for name in HOSTILE]
    return found([*named, *(b'{"choices":[{"text":5}]}' for _ in range(3))])


def test_the_numbers_come_first() -> None:
    tree = read(found([record(usage=tokens(5, 7)), record(message=CALL), b"bad", b""]))

    assert text_of(tree.find(".//h1")) == "4 records for orq"
    assert tiles(tree) == {
        "records": "4",
        "converted": "2 50.0 %",
        "with losses": "1 50.0 % of converted",
        "rejected": "1 25.0 %",
        "blank": "1 25.0 %",
        "input tokens": "5 in 1 record",
        "output tokens": "7 in 1 record",
        "models": "1",
    }


def test_records_are_shown_by_vendor_form_and_outcome() -> None:
    orq = b'{"id":"a","object":"text_completion","created":1,"model":"m","choices":[{"text":"Hi","index":0,"finish_reason":"stop"}]}'
    shown = section(read(found([record(), record(message=CALL), orq])), "outcomes")

    assert [row[:3] for row in rows(shown, "groups")] == [["opper", "wire", "2"], ["orq", "wire", "1"]]
    assert texts(shown, ".//table//{*}title") == [
        "unchanged: 1 (50.0 %)",
        "with losses: 1 (50.0 %)",
        "unchanged: 1 (100 %)",
    ]
    assert texts(shown, "ul/li") == ["unchanged 2", "with losses 1"]


def test_losses_are_a_heat_map_with_one_redacted_example_each() -> None:
    lost = section(read(found([record(), record(), record(), record(message=CALL)])), "losses")
    first = rows(lost, "heatmap")[0]

    assert first == [
        "/choices/*/message/parts/*",
        "1",
        NONE,
        NONE,
        "1",
        "dropped tool call, 5 keys → nothing log.jsonl:4 respelled nothing → text, 2 keys log.jsonl:4",
    ]
    assert lost.find(".//tbody/tr/td").attrib["class"] == "heat loss-4"
    assert lost.find(".//tbody/tr/td/span").attrib["title"] == "dropped in 1 record (25.0 %), 1 change"


def test_rejects_are_shown_by_reason() -> None:
    twice = [b'{"choices":[],"choices":[]}'] * 2
    wrong = [
        *(b'{"choices":[{"text":"",%s}]}' % each for each in WRONG),
        b'{"choices":[{"text":5}]}',
        b'{"choices":[{"text":""}],"id":5}',
    ]
    shown = rows(section(read(found([*twice, *wrong])), "rejects"), "rejects")

    assert [row[:3] for row in shown] == [
        ["wrong-kind a value is not of the kind that the vendor's payloads have there", "5", "71.4 %"],
        ["duplicate-key an object has a key twice", "2", "28.6 %"],
    ]
    assert shown[0][3].startswith("/choices/*/index 2 /choices/*/finish_reason 1 /choices/*/text 1")
    assert shown[0][3].endswith("and 1 further place")
    assert shown[1][3:] == ["the whole record 2", "log.jsonl:1"]


def test_models_are_shown_with_their_tokens_and_finish_reasons() -> None:
    details = {"prompt_tokens_details": {"cached_tokens": 3}, "completion_tokens_details": {"reasoning_tokens": 4}}
    log = [
        record("a", usage=tokens(5, 7, **details)),
        record("a", None, "length", usage=tokens(-1, 1)),
        record("b", None, None),
    ]
    tree = read(found([*log, {**record("c"), "choices": []}], None))
    shown = section(tree, "models")

    assert [row[:4] for row in rows(shown, "models")] == [
        ["a 3 of the input cached 4 of the output reasoning 1 count unusable", "2", "5", "8"],
        ["b 1 record without an output count", "1", "not stated", "not stated"],
        ["c 1 record without an output count", "1", "not stated", "not stated"],
    ]
    assert texts(shown, "{*}svg/{*}rect/{*}title") == ["stop: 1 (33.3 %)", "length: 1 (33.3 %)", "null: 1 (33.3 %)"]
    assert rows(shown, "words") == [["length", "length", "1"], ["stop", "stop", "1"]]
    assert [row[4:] for row in rows(shown, "models")][1:] == [
        ["null: 1 (100 %)", "no times"],
        ["no choices", "no times"],
    ]


def test_a_model_without_a_name_is_told_in_words_of_the_page() -> None:
    nameless = record()
    del nameless["model"]
    shown = section(read(found([nameless, record(None), record(None), record("")], None)), "models")

    assert texts(shown, ".//tr/th/i") == ["null", "empty name", "no model named"]


def test_time_is_drawn_and_what_is_not_drawn_is_told() -> None:
    log = [record(usage=tokens(5, 0), created=1_756_112_345 + 60 * minute) for minute in range(20)]
    shown = section(read(found([*log, record(created=0), record(created=None), record(created=10**11)], None)), "time")

    assert texts(shown, ".//figcaption") == ["Input tokens by model", "Finish reasons of all choices"]
    assert text_of(shown.find("p")) == (
        "Times are in UTC; each column is 1 minute. Not drawn: 1 record without a time that can be read,"
        " 1 record long before all others, 1 record long after all others."
    )
    assert len(shown.findall(".//table/tbody/tr")) == 40


def test_many_names_are_folded_counted_and_never_dropped() -> None:
    many = found(
        (
            record(f"model-{number}", reason=f"r{number}", message={f"key-{number}": "v"}, usage=tokens(1, 1))
            for number in range(400)
        ),
        most=300,
    )
    tree = read(many)
    shown, lost = section(tree, "models"), section(tree, "losses")

    assert len(rows(shown, "models")) == 220
    assert tiles(tree)["models"] == "more than 300"
    assert texts(shown, "p") == [
        "Why choices ended, in all:",
        "81 more models with fewer tokens not listed, but in all sums.",
        "300 models were told apart, those that came first; all later ones are counted together.",
    ]
    assert len(rows(lost, "heatmap")) == 230
    assert texts(lost, "p[@class='note']") == [
        "71 more places with 170 changes not listed.",
        "300 places were told apart, those that came first; all later ones are counted together.",
    ]
    assert "281 more words not listed." in text_of(shown)
    assert "all other models" in text_of(section(tree, "time"))


def test_all_that_was_not_told_apart_has_a_row_of_its_own() -> None:
    tree = read(
        found((record(f"m{number}", reason=f"r{number}", message={f"k{number}": "v"}) for number in range(6)), most=2)
    )

    assert rows(section(tree, "models"), "models")[-1][:2] == [
        "all later models 4 records without an output count",
        "4",
    ]
    assert rows(section(tree, "losses"), "heatmap")[-1][:2] == ["all later places", "4"]
    assert rows(section(tree, "models"), "words")[-1] == ["all later words", "several", "4"]


@pytest.mark.parametrize(
    ("findings", "name", "told"),
    [
        (found([]), "outcomes", "There was no record to read."),
        (found([]), "losses", "No record was converted."),
        (found([record()]), "losses", "Nothing: every record that was converted says what it said before."),
        (found([record()], look=False), "losses", "It was not looked for (--no-look)."),
        (found([record()]), "rejects", "Nothing was."),
        (found([]), "models", "No record could be read, so there is no model."),
        (found([record(created=None)]), "time", "No record has a time that can be read."),
        (found([{**record(), "choices": []}, record(reason=None, usage=tokens(0, 0))], None), "time", ""),
    ],
)
def test_what_is_not_there_is_said(findings: Findings, name: str, told: str) -> None:
    assert told in text_of(section(read(findings), name))


def test_without_a_target_there_is_nothing_about_losses() -> None:
    tree = read(found([record()], None))

    assert text_of(tree.find(".//h1")) == "1 record"
    assert section(tree, "losses") is None
    assert "readable" in tiles(tree)
    assert "with losses" not in tiles(tree)


def test_a_hostile_name_is_shown_and_does_nothing() -> None:
    tree = read(_hostile())
    shown = text_of(section(tree, "models"))

    assert tags(tree).isdisjoint({"script", "img", "a", "link"})
    assert len(tree.findall(".//style")) == len(tree.findall(".//title")) == 1
    assert all(not name.startswith("on") for name, _ in attributes(tree))
    assert "<script>document.title='broken'</script>" in shown
    assert "{{ 7 * 7 }}{% raw %}" in shown
    assert "&amp;&lt;&#60;" in shown
    assert "\\u202eevil\\u202c\\u2066" in shown
    assert "a\\x00b\\x1b[31m\\x0d\\n\\x85\\u2028" in shown
    assert "\\ud800" in shown
    assert "… (10,000 characters, " in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page(_hostile()).decode())


def test_large_counts_are_exact_beside_their_short_form() -> None:
    assert tiles(read(_hostile()))["input tokens"] == "108 quadrillion 108,086,391,056,891,904"


def test_the_page_loads_nothing_and_its_policy_forbids_it() -> None:
    tree = read(_hostile())
    digest = base64.b64encode(hashlib.sha256(tree.find(".//style").text.encode()).digest()).decode()
    policy = tree.find(".//meta[@http-equiv]").attrib["content"]

    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert {name for name, _ in attributes(tree)}.isdisjoint({"href", "src", "style", "action", "srcset"})
    assert "url(" not in tree.find(".//style").text


def test_hidden_names_are_nowhere() -> None:
    marked = record("secret-m", reason="secret-r", message={"secret-k": "v", "content": None, **CALL})
    rejected = b'{"choices":[{"text":"","logprobs":{"secret-p":5},"index":""}]}'
    findings = found([marked, rejected, b'{"choices":[{"text":"","index":0}],"secret":[}'])
    findings.sources = ("secret.jsonl", "-")
    text = page(findings, hide_names=True)
    tree = tree_of(text)

    assert b"secret" not in text
    assert b"log.jsonl" not in text
    assert rows(section(tree, "models"), "models")[0][0].startswith("model 1")
    assert "/choices/*/message/extra/…" in text_of(section(tree, "losses"))
    assert ["hidden", "other", "1"] in rows(section(tree, "models"), "words")
    assert text_of(tree.find(".//p[@class='sources']")) == "out of input 1, input 2"
    assert b"secret-m" in page(findings)


def test_an_empty_word_is_told_from_none() -> None:
    shown = section(read(found([record(reason=""), record(reason=None)])), "models")

    assert rows(shown, "words") == [["empty word", "other", "1"]]


def test_the_inputs_are_named_as_far_as_there_is_room() -> None:
    findings = found([record()])
    findings.sources = ("-", *(f"{number}.jsonl" for number in range(6)))

    assert text_of(read(findings).find(".//p[@class='sources']")) == (
        "out of stdin, 0.jsonl, 1.jsonl, 2.jsonl, 3.jsonl and 2 more inputs"
    )


@pytest.mark.parametrize(("inputs", "told"), [(5, "4.jsonl"), (6, "4.jsonl and 1 more input")])
def test_further_inputs_are_counted_where_there_are_any(inputs: int, told: str) -> None:
    findings = found([record()])
    findings.sources = tuple(f"{number}.jsonl" for number in range(inputs))

    assert text_of(read(findings).find(".//p[@class='sources']")).endswith(f"3.jsonl, {told}")


def test_where_every_record_is_drawn_nothing_is_told_of_others() -> None:
    assert "0 records" not in text_of(section(read(found([record()], None)), "time"))


def test_equal_logs_give_equal_bytes() -> None:
    program = "import sys; from tests.pages.test_page import _hostile, page; sys.stdout.buffer.write(page(_hostile()))"
    root = Path(__file__).parents[2]
    seen = [
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            cwd=root,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root), "PATH": ""},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]

    assert seen[0] == seen[1] != b""


def test_without_jinja_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    missing: dict[str, Any] = {"jinja2": None}
    for name, module in missing.items():
        monkeypatch.setitem(sys.modules, name, module)

    with pytest.raises(
        LogError, match=re.escape('a report needs its extra: pip install "completion-normalizer[report]"')
    ):
        need_package("report.html")


@pytest.mark.parametrize(("models", "last"), [(6, "m5"), (7, "m6"), (8, "all other models")])
def test_a_chart_folds_models_only_where_more_than_one_would_have_no_colour(models: int, last: str) -> None:
    log = [record(f"m{number}", usage=tokens(100 - number, 1)) for number in range(models)]
    shown = section(read(found(log, None)), "time")

    assert texts(shown.find(".//figure"), ".//*[@class='legend']/li")[-1].startswith(last)


@pytest.mark.parametrize(
    ("models", "most", "words"),
    [(7, 1000, []), (8, 1000, ["all other models"]), (8, 6, ["all later models"])],
)
def test_a_chart_tells_words_of_the_page_from_names(models: int, most: int, words: list[str]) -> None:
    log = [record(f"m{number}", usage=tokens(100 - number, 1)) for number in range(models)]
    shown = section(read(found(log, None, most=most)), "time")

    assert texts(shown.find(".//figure"), ".//*[@class='legend']/li//i") == words


def test_what_is_only_respelled_is_ordered_by_records_and_all_later_places_are_no_name() -> None:
    findings = found([record()] * 3)
    for pointer, records in (("/a", 1), ("/b", 2), (OTHERS, 3)):
        findings.changes.by_pointer.held[pointer] = {"respelled": Changed(records, records)}
    drawn = heat_map(findings, Names())

    assert [row.pointer for row in drawn.rows] == [Shown("/b"), Shown("/a"), Shown("all later places", is_ours=True)]


def test_the_examples_of_a_place_come_in_the_order_of_the_columns() -> None:
    findings = found([record()])
    example = Example("text, 1 character", "null", Place("log.jsonl", 1))
    findings.changes.by_pointer.held["/a"] = {
        kind: Changed(1, 1, example) for kind in ("respelled", "altered", "invented", "dropped")
    }
    (drawn,) = heat_map(findings, Names()).rows

    assert [sample.kind for sample in drawn.samples] == [cell.kind for cell in drawn.cells]


def test_records_that_were_only_read_are_readable_and_those_that_were_not_looked_at_are_converted() -> None:
    for to, word in ((None, "readable"), ("orq", "converted")):
        shown = section(read(found([record()], to, look=False)), "outcomes")
        assert texts(shown, "ul/li") == [f"{word} 1"]


def test_of_models_with_equal_tokens_those_with_more_records_come_first() -> None:
    shown = section(
        read(found([record("a"), record("b"), record("b"), record("c"), record("c"), record("c")], None)), "models"
    )

    assert [row[0].split()[0] for row in rows(shown, "models")] == ["c", "b", "a"]


def test_places_that_were_not_told_apart_come_last_also_among_rejects() -> None:
    findings = found(
        [*(b'{"choices":[{"text":"",%s}]}' % each for each in WRONG), *([b'{"choices":[{"text":5}]}'] * 3)]
    )
    rejects = findings.rejects["wrong-kind"]
    rejects.pointers = Capped(1, Count)
    for pointer in ("/choices/*/index", "/a", "/b", "/c"):
        rejects.pointers.at(pointer).number += 1
    [shown] = rows(section(read(findings), "rejects"), "rejects")

    assert shown[3] == "/choices/*/index 1 all later places 3"
