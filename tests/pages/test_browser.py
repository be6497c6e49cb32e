"""The page in a real browser: nothing is asked for, nothing goes wrong, nothing sticks out, by day and in the dark."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from normalizer.findings import Findings
from normalizer.logs import convert_log
from normalizer.pages import page
from tests.cli.command import MIXED
from tests.findings.outcomes import found, record, tokens

from .hostile import HOSTILE

pytestmark = pytest.mark.browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (320, 360, 768, 1280, 2560)


def _mixed() -> Findings:
    findings = Findings("orq", (str(MIXED),))
    for outcome in convert_log([str(MIXED)], "orq"):
        findings.count(outcome)
    return findings


def _many() -> Findings:
    names = [*HOSTILE, *(f"vendor/model-{number}" for number in range(300))]
    log = [
        record(name, 1_756_112_345 + 7000 * place, name, message={name: "v"}, usage=tokens(2**53, place))
        for place, name in enumerate(names)
    ]
    return found([*log, *(b'{"choices":[{"text":5}]}' for _ in range(9))])


PAGES: dict[str, Callable[[], Findings]] = {
    "mixed": _mixed,
    "many": _many,
    "empty": lambda: found([]),
    "read": lambda: found([record(usage=tokens(1, 1))], None),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright: Any = pytest.importorskip("playwright.sync_api")
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "no Chromium: apt install chromium, or name it in CHROMIUM"
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(params=PAGES)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    written = tmp_path / "report.html"
    written.write_bytes(page(PAGES[request.param]()))
    return written


def _opened(browser: Any, path: Path, width: int, scheme: str) -> tuple[Any, list[str]]:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    opened, told = context.new_page(), []
    opened.on("console", lambda message: told.append(message.text))
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.on("dialog", lambda dialog: told.append(dialog.message))
    opened.on("request", lambda request: told.append(request.url) if request.url != path.as_uri() else None)
    opened.goto(path.as_uri())
    return opened, told


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_loads_nothing_and_nothing_goes_wrong(browser: Any, path: Path, scheme: str) -> None:
    opened, told = _opened(browser, path, 1280, scheme)
    opened.wait_for_load_state("networkidle")

    assert told == []
    assert opened.title().endswith("normalizer report")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out_at_any_width(browser: Any, path: Path, width: int) -> None:
    opened, told = _opened(browser, path, width, "light")
    opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    sticking = """width => [...document.querySelectorAll('body *')]
        .filter(each => !each.closest('.wide') && each.tagName != 'THEAD' && !each.closest('thead'))
        .filter(each => { const box = each.getBoundingClientRect(); return box.right > width + 1 || box.left < -1 })
        .map(each => each.outerHTML.slice(0, 80))"""
    assert opened.evaluate(sticking, width) == []
    assert told == []


def test_text_is_large_enough_to_be_read_on_a_phone(browser: Any, path: Path) -> None:
    opened, _ = _opened(browser, path, 360, "light")
    smallest = """Math.min(...[...document.querySelectorAll('body *')].filter(each => each.textContent.trim())
        .map(each => parseFloat(getComputedStyle(each).fontSize)))"""

    assert opened.evaluate(smallest) >= 10.5


def test_the_dark_page_is_dark(browser: Any, path: Path) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        opened, _ = _opened(browser, path, 1280, scheme)
        grounds.append(opened.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert grounds == ["rgb(244, 245, 247)", "rgb(16, 19, 24)"]


def test_every_drawing_has_a_height_and_a_colour(browser: Any, path: Path) -> None:
    opened, _ = _opened(browser, path, 360, "dark")
    flat = """[...document.querySelectorAll('svg')].filter(each => !each.closest('details'))
        .filter(each => { const box = each.getBoundingClientRect(); return box.height < 5 || box.height > 300 }).length"""
    black = """[...document.querySelectorAll('svg rect:not(.hit), svg path:not(.line)')]
        .filter(each => getComputedStyle(each).fill == 'rgb(0, 0, 0)').map(each => each.outerHTML.slice(0, 60))"""

    assert opened.evaluate(flat) == 0
    assert opened.evaluate(black) == []
