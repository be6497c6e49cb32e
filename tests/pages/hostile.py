"""Names that have broken other pages."""

from __future__ import annotations

from typing import Final

HOSTILE: Final = (
    "<script>document.title='broken'</script>",
    "</title></style></svg><img src=x onerror=alert(1)>",
    '" onload="alert(1)" x=\'',
    "{{ 7 * 7 }}{% raw %}",
    "&amp;&lt;&#60;",
    "\u202eevil\u202c\u2066",
    "דגם-שפה-גדול",
    "a\x00b\x1b[31m\r\n\x85\u2028",
    "\ud800",
    "x" * 10_000,
    "W" * 300,
    " ",
)
