"""Everything that the pages are made of: the author's files read, their figures drawn, cited, and all of it checked.

Checking comes last, because some rules judge what the text cites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from litreview.builders.progress import Stage, counted, counting, current
from litreview.builders.project import Project, relative
from litreview.builders.snippets import snippet_problems
from litreview.builders.style import site_bibliography, site_titles
from litreview.check.run import KeptFindings, check_library
from litreview.cite.bibliography import Bibliography
from litreview.cite.keys import Keys
from litreview.cite.markdown import MOST_OPEN, Converter, overfull_line
from litreview.cite.site import CitedPage, CitedSite, cite_site
from litreview.cite.slips import unread_citations
from litreview.cite.tokens import TOKEN
from litreview.figures.context import FigureContext
from litreview.figures.expand import expand
from litreview.figures.references import pandoc_citation
from litreview.model.diagnostics import Diagnostic, Severity
from litreview.model.library import Library
from litreview.model.memo import Memo, Remember, make_anew
from litreview.model.source import Position
from litreview.pages.addresses import link, markdown_link, page_url, slugs, study_pages
from litreview.pages.answers import answers_text
from litreview.pages.figure_files import FigureFiles
from litreview.pages.prose import HandWritten, read_page
from litreview.pages.record import PATH as RECORD_PATH
from litreview.pages.texts import Texts
from litreview.read.library import read_library

#: Where the answers of the first page are written.
_REVIEW: Final = "refs/review.yml"
#: Bytes of bibliographies that take a moment to read.
_LARGE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class PreparedReview:
    """A project's library and pages, its references as they print, its citations, and all findings so far."""

    project: Project
    library: Library
    #: The texts of the interface in the review's language.
    texts: Texts
    pages: Mapping[str, HandWritten]
    #: What the first page answers, with its citations; none where the author has that page, or says nothing.
    answers: CitedPage | None
    cited: CitedSite
    bibliography: Bibliography
    diagnostics: tuple[Diagnostic, ...]
    #: The files of the figures on the author's pages.
    figure_files: FigureFiles


def prepare_review(project: Project, memo: Memo | None = None, found: Iterable[Diagnostic] = ()) -> PreparedReview:
    """Read, draw, cite and check a project; whatever is wrong in the author's files is among the diagnostics.

    Args:
        project: The project.
        memo: What earlier builds of a preview have made.
        found: What the builder that is to draw has to say of the project.
    """
    remember: Remember = memo or make_anew
    progress = current()
    progress.begin(Stage.READ, long=_is_large(project.root / "refs"))
    read = read_library(project.root, files=project.files, kept=memo)
    review = read.library.review
    pages, page_problems = _read_pages(project)
    references = len(read.library.references)
    progress.end(counted(references, "reference"), counted(len(pages), "page"))
    progress.begin(Stage.FORMAT, references)
    titles = site_titles(read.library, remember)
    bibliography, style_problems = site_bibliography(project.files, read.library, titles, counting(remember))
    progress.end(counted(references, "reference"))
    progress.begin(Stage.CHECK)
    own = project.settings.texts
    texts = remember("texts", (own, review.language), partial(Texts.load, own, review.language))
    answers = answers_text(review, texts) if RECORD_PATH not in pages else None
    if answers:
        # The first page comes first, and so do the numbers of what it cites.
        pages = {RECORD_PATH: read_page(RECORD_PATH, _REVIEW, answers.markdown)[0], **pages}
    pages, figure_problems, files = _expand(project, read.library, bibliography, pages, texts)
    cited = cite_site(
        [page.prose for page in pages.values()],
        read.library.references,
        style=bibliography.in_text,
        markdown=project.markdown,
        opening=bibliography.numbered or (review.companion.references if review.companion else ()),
        year_suffixes=bibliography.year_suffixes,
        openings=bibliography.openings,
        marks=dict.fromkeys(read.library.retracted(), texts("cited_retracted")),
        quotes=read.library.quoted(),
        remember=remember,
    )
    cited_answers = next((page for page in cited.pages if answers and page.path == RECORD_PATH), None)
    if answers:
        del pages[RECORD_PATH]
        cited = replace(
            cited,
            pages=tuple(page for page in cited.pages if page is not cited_answers),
            diagnostics=tuple(answers.placed(cited.diagnostics, _REVIEW)),
        )
        figure_problems = list(answers.placed(figure_problems, _REVIEW))
    keys = Keys(read.library.references)
    found = (
        *found,
        *project.problems,
        *read.diagnostics,
        *page_problems,
        *style_problems,
        *figure_problems,
        *cited.diagnostics,
        *snippet_problems(project, pages, keys.resolve),
        *_cited_titles(pages, keys),
    )
    findings = memo("findings", (), KeptFindings) if memo else None
    diagnostics = check_library(read.library, frozenset(cited.mentions), found, findings, titles.words)
    progress.end(counted(sum(map(len, cited.mentions.values())), "citation"))
    return PreparedReview(
        project, read.library, texts, MappingProxyType(pages), cited_answers, cited, bibliography, diagnostics, files
    )


def _is_large(refs: Path) -> bool:
    try:
        return sum(path.stat().st_size for path in refs.glob("*.bib")) >= _LARGE
    except OSError:  # which reading the file will name
        return False


def _read_pages(project: Project) -> tuple[dict[str, HandWritten], list[Diagnostic]]:
    pages: dict[str, HandWritten] = {}
    found: list[Diagnostic] = []
    addresses: dict[str, str] = {}
    for path in project.pages:
        place = project.docs / path
        file = relative(place, project.root)
        problem = _without_address(project, path, file, addresses)
        if problem:
            found.append(problem)
            continue
        try:
            data = place.read_bytes()
            # Whatever ends a line there, what is made of it is the same.
            source = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except OSError as error:
            message = f"the page cannot be read: {error.strerror}"
            found.append(Diagnostic(Severity.ERROR, "unreadable-file", Position(file), message))
            continue
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            found.append(Diagnostic(Severity.ERROR, "encoding", Position(file, line), "the page is not UTF-8"))
            continue
        if line := overfull_line(source):
            message = f"more than {MOST_OPEN} brackets stand open here, which would take the builder for ever"
            hint = "close them, or write \\[ for a bracket that is text"
            found.append(Diagnostic(Severity.ERROR, "open-brackets", Position(file, line), message, hint))
            continue
        pages[path], problems = read_page(path, file, source)
        found.extend(problems)
    return pages, found


def _without_address(project: Project, path: str, file: str, addresses: dict[str, str]) -> Diagnostic | None:
    """Why a page can have no address of its own; `addresses` are those of the pages before it, and gain its own.

    Of two pages at one address, the builder would keep one and say nothing.
    """
    try:
        address = page_url(path, directory_urls=project.settings.directory_urls)
    except UnicodeEncodeError:
        message = "no address can hold this page's name, which is not UTF-8"
        return Diagnostic(Severity.ERROR, "unreadable-file", Position(file), message, "rename the file")
    first = addresses.setdefault(address, path)
    if first == path:
        return None
    message = f"the page has the address of {first}: {address or '/'}"
    return Diagnostic(Severity.ERROR, "same-address", Position(file), message, "rename one of the two")


def _cited_titles(pages: Mapping[str, HandWritten], keys: Keys) -> Iterator[Diagnostic]:
    """Citations in titles of front matter, where none is read."""
    for page in pages.values():
        title = page.meta.get("title")
        for slip in (
            unread_citations(title, "the title of the front matter", keys.resolve) if isinstance(title, str) else ()
        ):
            lines = enumerate(page.split.yaml.splitlines(), 2)
            line = next((number for number, text in lines if text.startswith("title")), 1)
            yield Diagnostic(Severity.WARNING, slip.rule, Position(page.file, line), slip.message, slip.hint)


def _expand(
    project: Project,
    library: Library,
    bibliography: Bibliography,
    pages: Mapping[str, HandWritten],
    texts: Texts,
) -> tuple[dict[str, HandWritten], list[Diagnostic], FigureFiles]:
    """The pages with their figures and values, what is wrong with these, and the files of figures."""
    files = FigureFiles(directory_urls=project.settings.directory_urls)
    folders = slugs(library.references)
    of_studies = study_pages(study.id for study in library.studies.studies) if library.studies else {}
    converter = cache(lambda: Converter(project.markdown, TOKEN))
    expanded: dict[str, HandWritten] = {}
    found: list[Diagnostic] = []
    for path, page in pages.items():
        context = FigureContext(
            library=library,
            texts=texts,
            cite=pandoc_citation,
            page_of=partial(_page_of, folders, path),
            link=partial(_link, path),
            formatted=lambda reference: bibliography.entries[reference.key],
            study_pages=of_studies,
            attach=partial(files.attach, path),
            reference_address=partial(_address, folders, path, project.settings.directory_urls),
        )
        rewritten, problems = expand(page.split.body, page.file, page.split.lines, context, converter)
        expanded[path] = replace(page, rewritten=rewritten) if rewritten else page
        found.extend(problems)
    return expanded, found, files


def _page_of(folders: Mapping[str, str], path: str, key: str, label: str) -> Markup:
    """A link from a page to that of a reference: Markdown, which every builder resolves."""
    return markdown_link(label, path, f"references/{folders[key]}/index.md")


def _address(folders: Mapping[str, str], path: str, directory_urls: bool, key: str) -> str:  # noqa: FBT001 - of a site
    """The address of a reference's page as seen from a page."""
    return link(path, f"references/{folders[key]}/index.md", directory_urls=directory_urls)


def _link(path: str, label: str, target: str, section: str) -> Markup:
    """A link from a page to a section of another."""
    return markdown_link(label, path, target, section)
