"""The site's pages from the top of the repository, and what Python-Markdown reads unlike GitHub."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

TOP = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changes.md"}
"""Files at the top of the repository, and the pages that they become."""

_LINK_INTO_DOCS = re.compile(r'(?<=\]\()docs/|(?<=src=")docs/|(?<=srcset=")docs/')
_CODE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_CELL = re.compile(r"<td.*?</td>", re.DOTALL)
_BLOCK_AFTER_TEXT = re.compile(r"^(?![-*>] |[|#<\s]|\d+\. )[^\n]+\n(?:(?:[-*]|\d+\.) |\|).*$", re.MULTILINE)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    top = Path(config.config_file_path).parent
    for name, page in TOP.items():
        text = _LINK_INTO_DOCS.sub("", (top / name).read_text(encoding="utf-8"))
        for other, its_page in TOP.items():
            text = text.replace(f"]({other}", f"]({its_page}")
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """GitHub lets a list or a table follow a line of text; Python-Markdown makes one paragraph of both."""
    if found := _BLOCK_AFTER_TEXT.search(_CODE.sub("", markdown)):
        raise PluginError(f"{page.file.src_path}: put an empty line before the list or table: {found.group()[:90]!r}")


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A bar within code in a table is written ``\\|``, of which Python-Markdown keeps the backslash."""
    return _CELL.sub(lambda cell: cell.group().replace(r"\|", "|"), html)
