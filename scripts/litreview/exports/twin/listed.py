"""What the twin's lists name: each page and file of the site, with what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from litreview.model.library import Library
from litreview.model.review import Contributor


@dataclass(frozen=True, slots=True)
class Listed:
    """A page or a file: its address below the site's, its title, its media type, and what it says, in a line."""

    address: str
    title: str
    media_type: str = "text/html"
    description: str = ""
    #: Its Markdown, where a page has one beside it.
    markdown: str = ""


@dataclass(frozen=True, slots=True)
class Inventory:
    """A site by its parts. `url` is where it will stand, with a closing slash, or empty."""

    library: Library
    url: str
    #: The page of the site's own work: the first, or that about it where the first shows a published article.
    own: str
    pages: Sequence[Listed]
    #: The pages of references, each with the address of the work itself.
    references: Sequence[tuple[Listed, str]] = ()
    files: Sequence[Listed] = ()

    def at(self, address: str) -> str:
        """An address as others may have it: absolute where the site has one."""
        return f"{self.url}{address}" if self.url else (address or "./")


def persistent(contributors: Iterable[Contributor]) -> list[str]:
    """The addresses that stand for people: those of ORCID."""
    return [f"https://orcid.org/{one.orcid}" for one in contributors if one.orcid]
