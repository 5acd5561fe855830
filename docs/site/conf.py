"""The site: `make docs` builds it into build/site from the Markdown that GitHub shows as well.

Sources are looked for from the repository's root, so that links from docs/ to the other folders
hold here as they do there.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))

project = "javagym"
author = "the javagym maintainers"
release = re.findall(r"<revision>(.*)</revision>", (ROOT / "pom.xml").read_text())[0]
language = "en"

root_doc = "docs/index"
include_patterns = [
    "docs/*.md",
    "docs/**/*.md",
    "README.md",
    "CHANGELOG.md",
    "benchmarks/*.md",
    "deploy/README.md",
    "examples/*/README.md",
    "native/README.md",
    "proto/README.md",
]
# Looked into for sources, and slow to look into.
exclude_patterns = [".*", "build", "dist", "**/target", "**/build", "python", "java-*", "**/src"]

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_click",
    "sphinx_copybutton",
    "sphinx_design",
    "check_links",
    "docstrings",
    "navigation",
    "repository_files",
    "side_by_side",
]

myst_heading_anchors = 4
myst_url_schemes = ["http", "https", "mailto", "repository"]
myst_enable_extensions = ["colon_fence"]

default_role = "py:obj"  # docstrings name functions in single backticks
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autoclass_content = "both"
napoleon_numpy_docstring = False
napoleon_use_ivar = True
autodoc_mock_imports = ["ray"]
python_use_unqualified_type_names = True

# Two classes are called Server; a signature does not say which.
suppress_warnings = ["ref.python"]

html_theme = "furo"
html_title = f"javagym {release}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_extra_path = [str(ROOT / "build/docs/extra")]  # Javadoc, and the first page's address
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
copybutton_prompt_text = "$ "
pygments_style = "friendly"
