"""The benchmark's code works: every measurement is taken once, of little, and no time is looked at."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import normalizer
from bench import growth, imports, kept, logs, mixed, payloads, peers, shares
from bench.child import measured
from bench.collection import name_of, named_rows
from bench.environments import ENVIRONMENTS, ROOT
from bench.timing import ratios, unit
from normalizer import fast

SMALL = payloads.SIZES[:1]
every_payload = pytest.mark.parametrize(
    ("vendor", "size"), [(vendor, size) for vendor in payloads.VENDORS for size in payloads.SIZES]
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return logs.mixed_log(tmp_path, 40)


@every_payload
def test_a_payload_has_about_the_size_that_it_is_named_after(vendor: str, size: str) -> None:
    number, unit_of = size.split()
    named = int(number) * {"B": 1, "KB": 1_000}[unit_of]

    assert 0.9 * named < len(payloads.compact(payloads.payload(vendor, size))) < 1.1 * named


@every_payload
def test_a_payload_conforms_to_its_vendors_schema(vendor: str, size: str) -> None:
    payload = payloads.payload(vendor, size)

    assert normalizer.check(payload, vendor) == ()
    assert normalizer.detect(payload).vendor == vendor


def test_unknown_keys_are_in_every_object() -> None:
    plain, known = payloads.payload("opper", "3 KB"), payloads.with_unknown_keys(payloads.payload("opper", "3 KB"))

    assert payloads.compact(known).count(b'"x_gateway_note"') == payloads.compact(plain).count(b"{") - 3  # in arguments
    assert {name: known["usage"][name] for name in plain["usage"]} != plain["usage"]
    assert known["region"] is None


def test_our_ways_are_measured_and_write_back_what_they_read() -> None:
    rows = measured("ours", rounds=1, turn=0, sizes=SMALL)

    assert {row["variant"] for row in rows} == {"plain", "unknown keys", "white space", "form node", "form python"}
    assert {row["vendor"] for row in rows} == set(payloads.VENDORS)
    assert all(ratio > 0 for row in rows for ratio in row["ratios"])
    assert all(row["keeps"] for row in rows)


def test_a_peer_is_measured_by_an_interpreter_of_its_own() -> None:
    command = [sys.executable, "-m", "bench.child", "codecs", "--rounds", "2", "--turn", "0"]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    taken, losing = named_rows(json.loads(printed))

    assert {len(rounds) for rounds in taken.values()} == {2}
    assert "msgspec, typed/same/plain/opper/60 KB" in taken
    assert losing == set()


def test_our_ways_are_measured_without_msgspec_too() -> None:
    told = "from bench.child import measured; rows = measured('ours_alone', 1, 0, ['600 B'])"
    asked = "import normalizer.codec; print({row['variant'] for row in rows}, normalizer.codec.fast_codec())"
    printed = subprocess.run(
        [sys.executable, "-c", f"{told}\n{asked}"], cwd=ROOT, check=True, capture_output=True
    ).stdout

    assert printed == b"{'without msgspec'} None\n"


def test_a_struct_that_names_no_unknown_keys_is_told_to_lose_them() -> None:
    from bench.peers.codecs import candidates

    data = payloads.compact(payloads.with_unknown_keys(payloads.payload("orq", "600 B")))
    kept_by: dict[str, bool] = {one.who: one.keeps(data) for one in candidates("orq") if one.way == "same"}

    assert kept_by == {"msgspec, typed": False, "msgspec, untyped": True, "json": True, "pydantic": True}


def test_the_floor_leaves_out_what_can_be_left_out_and_still_gives_what_is_written() -> None:
    from bench.peers.floor import _sides, candidates, line_across

    fast._route_made.forget()  # what other tests converted, so that what is converted here is soon known by heart
    fast._route_of.cache_clear()  # as above
    fast._listed[0] = ()  # as above
    _sides.cache_clear()
    for vendor in payloads.VENDORS:
        data = payloads.compact(payloads.payload(vendor, "600 B"))
        works = {one.way: one.work for one in candidates(vendor)}
        across = normalizer.dumps(normalizer.loads(data), to=payloads.OTHER[vendor], lossy=True)

        assert works["other"](data) == line_across(data) == across
        assert works["same"](data) == normalizer.dumps(normalizer.loads(data))


def test_every_environment_has_its_peer_and_pins_the_same_unit() -> None:
    found = {path.stem for path in Path(peers.__file__).parent.glob("*.py")} - {
        "__init__",
        "ours",
        "ours_alone",
        "floor",
    }

    assert found == set(ENVIRONMENTS)
    assert len({environment.pins[-1] for environment in ENVIRONMENTS.values()}) == 1


def test_a_works_ratio_is_taken_of_each_round() -> None:
    taken = ratios([(unit, b"{}"), (lambda data: [unit(data) for _ in range(50)], b"{}")], rounds=3, turn=0)

    assert [len(rounds) for rounds in taken] == [3, 3]


def test_the_log_holds_both_vendors_and_no_record_twice(log: Path) -> None:
    records = [json.loads(line) for line in log.read_bytes().splitlines()]

    assert Counter(normalizer.detect(record).vendor for record in records).keys() == set(payloads.VENDORS)
    assert len({record["id"] for record in records}) == len(records) == 40
    assert any("provider" in record for record in records)
    assert logs.mixed_log(log.parent, 40) == log
    assert logs.first_records(log, 7).read_bytes() == b"".join(log.read_bytes().splitlines(keepends=True)[:7])


def test_every_record_of_the_log_goes_to_the_other_vendor(log: Path) -> None:
    for line in log.read_bytes().splitlines():
        vendors = {normalizer.detect(json.loads(text)).vendor for text in (line, mixed.converted(line))}

        assert vendors == set(payloads.VENDORS)


def test_the_log_is_measured_on_every_way_through_it(log: Path) -> None:
    taken = {**mixed.mixed_ratios(log), **mixed.unseen_ratio(logs.unseen_log(log.parent, 10))}

    assert len(taken) == 7
    assert all(ratio > 0 for ratio in taken.values())


def test_a_program_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="ended with 2"):
        mixed.program_seconds([sys.executable, "-c", "raise SystemExit(2)"])


def test_what_is_kept_is_weighed_with_all_it_holds_on_to() -> None:
    data = payloads.compact(payloads.payload("orq", "3 KB"))

    assert kept.weight(bytes, data) >= len(data)
    assert kept.weight(len, data) < 100
    assert all(rounds[0] > 0 for rounds in kept.kept_ratios(rounds=1, kept=20, weighed=3, sizes=SMALL).values())


def test_imports_are_measured_in_processes_of_their_own() -> None:
    assert {name: len(rounds) for name, rounds in imports.import_ratios(1).items()} == {
        "import": 1,
        "import and first conversion": 1,
    }


def test_growth_is_measured_for_everything_that_grows() -> None:
    rows = growth.growth_rows(rounds=1, turn=0, steps=1)

    assert {row["variant"] for row in rows} == set(growth.GROWING)
    assert len({name_of(row) for row in rows}) == len(rows) == 7 * len(growth.WAYS)


def test_shares_are_those_of_the_librarys_files() -> None:
    rows = shares.share_rows(seconds=0.05)

    assert all((shares.LIBRARY / row["variant"]).is_file() or " made " in row["variant"] for row in rows)
    assert sum(row["ratios"][0] for row in rows if (row["vendor"], row["size"]) == ("orq", "600 B")) <= 1.001
