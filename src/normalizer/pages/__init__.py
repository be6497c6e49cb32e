"""What happened in a log, as one page of HTML. It needs the extra ``report`` (Jinja2)."""

from __future__ import annotations

from .page import need_package, page

__all__ = ["need_package", "page"]
