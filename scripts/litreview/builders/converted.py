"""The HTML of pages that a preview has converted before: it holds until their Markdown changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

#: Attributes of a page that its conversion sets. The title that its first heading gives has no public name.
_TITLE: Final = "_title_from_render"


@dataclass(frozen=True, slots=True)
class _Html:
    """What a conversion made: of links to anchors the file is named, since each build has objects of its own."""

    made_of: tuple[object, ...]
    content: str
    toc: TableOfContents
    title: object
    anchors: frozenset[str]
    links: Mapping[str, Mapping[str, str]]


class Converted:
    """Converts pages, each only when it has changed."""

    def __init__(self) -> None:
        self._known: dict[str, _Html] = {}

    def attend(self, page: Page) -> None:
        """Let the page take what is known of it when it is told to convert itself."""
        page.render = partial(self._render, page, page.render)  # type: ignore[method-assign] # of this page alone

    def _render(
        self, page: Page, convert: Callable[[MkDocsConfig, Files], None], config: MkDocsConfig, files: Files
    ) -> None:
        path = page.file.src_uri
        settings = (tuple(config.markdown_extensions), dict(config.mdx_configs), config.use_directory_urls)
        made_of = (page.markdown, tuple(files.src_uris), *settings)
        known = self._known.get(path)
        if known is None or known.made_of != made_of:
            convert(config, files)
            links = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
            anchors = frozenset(page.present_anchor_ids or ())
            title = getattr(page, _TITLE)
            self._known[path] = _Html(made_of, page.content or "", page.toc, title, anchors, links)
            return
        page.content, page.toc = known.content, known.toc
        page.present_anchor_ids = set(known.anchors)
        # All of them are there: their names are among what the page was made of.
        page.links_to_anchors = {files.src_uris[name]: dict(found) for name, found in known.links.items()}
        setattr(page, _TITLE, known.title)
