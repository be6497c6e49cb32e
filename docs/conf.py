"""How the pages of this folder become a site: `just docs`."""

from __future__ import annotations

import builtins
from importlib.metadata import version as version_of

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

project = "normalizer"
copyright = "The normalizer authors"  # noqa: A001  # Sphinx's own name
version = release = version_of("completion-normalizer")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
add_module_names = False
# Pages link to files of the repository, which are not on the site. tests/test_docs.py looks whether all links lead somewhere.
suppress_warnings = ["myst.xref_missing"]

html_theme = "furo"
html_title = "normalizer"
html_static_path = ["_static"]
html_css_files = ["wide-tables.css"]


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", _leave_builtins_alone)


def _leave_builtins_alone(_app: Sphinx, page: nodes.document) -> None:
    """``bytes`` in a signature is Python's, not the attribute of that name that some class here has."""
    for reference in list(page.findall(pending_xref)):
        if reference.get("refdomain") == "py" and hasattr(builtins, reference["reftarget"]):
            reference.replace_self(reference.children)
