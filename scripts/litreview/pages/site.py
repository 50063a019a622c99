"""What every page of a site needs to know."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from litreview.cite.site import CitedSite
from litreview.figures.tongues import tongue
from litreview.model.frozen import nothing
from litreview.model.library import Library
from litreview.model.memo import Remember, make_anew
from litreview.model.reference import Reference
from litreview.model.versions import ReleasedVersion
from litreview.pages.addresses import link, study_pages
from litreview.pages.figure_files import FigureFiles
from litreview.pages.frontmatter import front_matter
from litreview.pages.similar import Related
from litreview.pages.texts import Texts


@dataclass(frozen=True, slots=True)
class FrozenCopy:
    """That a site is the frozen copy of a released version; `home` is the address of the review as it is now."""

    version: str
    home: str


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the builder's configuration says about the site.

    `url` is where it will stand, with a closing slash, or empty. `directory_urls` tells whether pages are
    addressed by their folder.
    """

    name: str = ""
    url: str = ""
    directory_urls: bool = True
    #: Texts of the interface in place of ours, by name.
    texts: Mapping[str, str] = field(default_factory=nothing)
    #: Set where the site is a frozen copy of a version.
    frozen: FrozenCopy | None = None


@dataclass(frozen=True, slots=True)
class Formatted:
    """A reference printed in one style."""

    style: str
    label: str
    html: Markup


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A single reference as a file for reference managers."""

    label: str
    name: str
    media_type: str
    text: str

    @property
    def link(self) -> str:
        """The file inside an address: it needs no file beside the page and no script, and works from a disk too."""
        return f"data:{self.media_type};charset=utf-8;base64,{b64encode(self.text.encode('utf-8', 'replace')).decode()}"


def _no_files(_reference: Reference, _stem: str) -> Sequence[RecordFile]:
    return ()


def _no_styles(_reference: Reference) -> Sequence[Formatted]:
    return ()


def _nothing_related(_key: str) -> Related:
    return Related()


@dataclass(frozen=True, slots=True)
class KeyPicture:
    """The drawing (SVG) of the figure that stands for a review where a link to it is shown, and its title."""

    drawing: str
    title: str


@dataclass(frozen=True, slots=True)
class Site:
    """The whole of the input of the pages: the library, its citations, and where everything stands.

    `entries` holds each reference in the site's own style and `slugs` the folder names of reference pages;
    `titles` are the hand-written pages' by path.
    """

    settings: SiteSettings
    library: Library
    texts: Texts
    cited: CitedSite
    entries: Mapping[str, Markup]
    slugs: Mapping[str, str]
    titles: Mapping[str, str]
    #: Paths of the downloads at the root of the site, with their labels and media types.
    downloads: tuple[Download, ...] = ()
    #: What a reader of the reference with that key may want to read next.
    related: Callable[[str], Related] = _nothing_related
    #: The whole review as documents, likewise.
    documents: tuple[Download, ...] = ()
    #: The place of each reference in an alphabetical list; empty where the style lists in the order of citation.
    order: Mapping[str, int] = field(default_factory=nothing)
    #: A reference as files, which are named by the second argument; made when a page asks for them.
    files: Callable[[Reference, str], Sequence[RecordFile]] = _no_files
    #: Gives what an earlier build of a preview has made.
    remember: Remember = make_anew
    #: A reference in the styles of the "Cite" sections.
    cite: Callable[[Reference], Sequence[Formatted]] = _no_styles
    #: Files at the root of the site that hold the record of the work on its first page.
    work_files: Sequence[RecordFile] = ()
    #: What is made a picture, where the review asks for one.
    picture: KeyPicture | None = None
    #: The versions that were released, the newest first.
    versions: Sequence[ReleasedVersion] = ()
    #: The keys of references that came after the newest of them.
    unreleased: frozenset[str] = frozenset()
    #: The files of its figures, which come together while the pages are made.
    figure_files: FigureFiles = field(default_factory=FigureFiles)

    def place(self, key: str) -> int:
        """Where a list has a reference: by its number, or where the style's alphabet puts it; the others come last."""
        numbers = self.cited.numbers
        return numbers.get(key, len(numbers) + 1) if numbers else self.order.get(key, 0)

    def reference_page(self, key: str) -> str:
        """The source file of a reference's page."""
        return f"references/{self.slugs[key]}/index.md"

    @property
    def study_pages(self) -> Mapping[str, str]:
        """The source file of each study's page, by the study's id."""
        studies = self.library.studies
        return study_pages(study.id for study in studies.studies) if studies else {}

    def tongue(self, reference: Reference) -> Mapping[str, str]:
        """The attributes that say in which language a reference is read, where it is not the review's."""
        return tongue(reference, self.library.review.language)

    def link(self, source: str, target: str) -> str:
        """The relative address from one source file to another, for raw HTML on `index.md` pages."""
        return link(source, target, directory_urls=self.settings.directory_urls)

    def known(self, keys: tuple[str, ...]) -> tuple[Reference, ...]:
        """The references of `keys` that exist; the others have their diagnostic."""
        return tuple(self.library.references[key] for key in keys if key in self.library.references)


@dataclass(frozen=True, slots=True)
class Download:
    """A file at the root of the site that holds the whole bibliography."""

    path: str
    label: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file of the docs tree, by its path there."""

    path: str
    source: str


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page of a kind that comes in numbers: a heading, and below it HTML.

    A builder draws one page of a kind, whose parts are filled in for all others; `markdown` is the same page for a
    builder that draws each. Title and description are escaped, as the theme prints them raw.
    """

    path: str
    kind: str
    title: str
    description: str
    #: Text as HTML on which Markdown does not act.
    heading: Markup
    body: str
    #: Tags for the page's head, in one line.
    head: str = ""
    #: What else stands in the front matter, alike for all pages of a kind.
    front: Mapping[str, object] = field(default_factory=nothing)

    def markdown(self, foot: str) -> str:
        """The page as a file of Markdown that ends with `foot`.

        The heading has an id of its own, the same for all pages of a kind.
        """
        values = {"title": self.title, "description": self.description, "head": self.head, **self.front}
        heading = f"# {self.heading} {{ #{self.kind} }}"
        return f"{front_matter(values)}{heading}\n\n{self.body.strip()}\n{foot}"
