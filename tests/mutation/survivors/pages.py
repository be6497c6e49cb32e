"""Of `pages/`."""

from __future__ import annotations

from typing import Final

EQUIVALENT: Final[dict[str, str]] = {
    "pages/bars.py bar: 1 -> 2": "where there is no share, nothing is scaled",
}  # fmt: skip

ACCEPTED: Final[dict[str, str]] = {
    'pages/page.py _text: encoding="utf-8" -> nothing': "where these tests run, the system's encoding is UTF-8 as well",
}  # fmt: skip
