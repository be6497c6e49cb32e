"""Names are told apart as long as they fit, and nothing is lost count of where they do not."""

from __future__ import annotations

from collections import Counter
from re import search

from hypothesis import given
from hypothesis import strategies as st

from normalizer.findings import OTHERS, Capped
from normalizer.findings.capped import held_name
from normalizer.findings.models import Count


@given(st.lists(st.integers(0, 20)), st.integers(0, 8))
def test_each_name_is_counted_exactly_or_among_the_others(names: list[int], most: int) -> None:
    capped = Capped(most, Count)
    for name in names:
        capped.at(name).number += 1
    counts = Counter(names)
    first = list(dict.fromkeys(names))[:most]

    assert {name: counts[name] for name in first} == {
        name: count.number for name, count in capped.held.items() if name is not OTHERS
    }
    assert sum(count.number for count in capped.held.values()) == len(names)
    assert capped.is_full == (len(counts) > most)


def test_long_names_are_cut_and_differ_still() -> None:
    one, other = held_name("x" * 10_000), held_name("x" * 9_999 + "\ud800")

    assert one != other
    assert len(one) < 200
    assert search(r"^x{160}… \(10,000 characters, [0-9a-f]{8}\)$", one)
    assert held_name("x" * 160) == "x" * 160
