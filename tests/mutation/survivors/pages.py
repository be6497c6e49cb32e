"""Of `pages/`."""

from __future__ import annotations

from typing import Final

from . import reasons

EQUIVALENT: Final[dict[str, str]] = {
    "pages/bars.py bar: 1 -> 2": "where there is no share, nothing is scaled",
    "pages/bars.py bar: strict=True -> nothing": reasons.LONG,
    "pages/bars.py bar: True -> False": reasons.LONG,
    "pages/columns.py on import: \"\" -> 'another text'": "no series is drawn before it has its path",
    "pages/heat_map.py _row: changed.example is not None -> nothing": "whatever was counted has an example",
    "pages/page.py _template: loader=BaseLoader() -> nothing": "the template asks for no other",
    "pages/page.py _template: undefined=StrictUndefined -> nothing": "the template asks for nothing that is not there",
    "pages/model_rows.py row: timeline is not None and place < MOST -> timeline is not None": "of the models that are folded away no times are drawn",
    "pages/model_rows.py row: place < MOST -> place <= MOST": "of the models that are folded away no times are drawn",
    "pages/page.py _template: lstrip_blocks=True -> nothing": "no line of the template begins with white space and a block",
    "pages/page.py _template: True -> False #3": "no line of the template begins with white space and a block",
    "pages/timeline.py _after_gap: break -> continue": "what is left to spare never grows again",
    "pages/names.py on import: False -> True #3": reasons.GIVEN,
    "pages/names.py on import: False -> True #4": reasons.GIVEN,
    "pages/names.py on import: init=False -> nothing": reasons.GIVEN,
    "pages/names.py on import: init=False -> nothing #2": reasons.GIVEN,
    "pages/timeline.py on import: 0 -> 1": "a part of a second makes no second",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {
    'pages/page.py _text: encoding="utf-8" -> nothing': "where these tests run, the system's encoding is UTF-8 as well",
}  # fmt: skip
