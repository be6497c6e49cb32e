"""How the pages of this folder become a site: `just docs`."""

from __future__ import annotations

import builtins
from importlib.metadata import version as version_of
from pathlib import Path

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

REPOSITORY = Path(__file__).parent.parent

# Pages of the repository that the site has under a name of its own.
COPIES = {
    "CHANGELOG": "changelog",
    "CONTRIBUTING": "contributing",
    "SECURITY": "security",
    "bench/results": "measured",
    "fixtures/README": "recordings",
}

html_theme = "furo"
pygments_dark_style = "github-dark"  # furo's own underlines names of modules, which then look like links
html_title = "normalizer"
html_static_path = ["_static"]
html_css_files = ["wide-tables.css"]


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", _leave_builtins_alone)
    app.connect("doctree-read", _stay_on_the_site)


def _leave_builtins_alone(_app: Sphinx, page: nodes.document) -> None:
    """``bytes`` in a signature is Python's, not the attribute of that name that some class here has."""
    for reference in list(page.findall(pending_xref)):
        if reference.get("refdomain") == "py" and hasattr(builtins, reference["reftarget"]):
            reference.replace_self(reference.children)


def _stay_on_the_site(_app: Sphinx, page: nodes.document) -> None:
    """A link to a file that the site has a copy of leads to the copy; one to another file of the repository is only its text."""
    for reference in [found for found in page.findall(pending_xref) if found.get("reftype") == "myst"]:
        path = reference["reftarget"].removesuffix(".md")
        copies = [copy for file, copy in COPIES.items() if f"/{path}".endswith(f"/{file}")]
        if copies:
            reference.attributes |= {"refdomain": "doc", "reftarget": copies[0], "reftargetid": None}
        elif (REPOSITORY / reference["reftarget"]).is_file():
            reference.replace_self(reference.children)
