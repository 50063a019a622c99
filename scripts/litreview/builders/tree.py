"""The docs tree: everything that a site is built from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from litreview.builders.ahead import Ahead
from litreview.builders.browser import browser_files
from litreview.builders.citing import cite_formatter
from litreview.builders.gather import Gathered, gather
from litreview.builders.kept import Kept
from litreview.builders.made import Made
from litreview.builders.progress import Stage, current
from litreview.builders.project import Project, relative
from litreview.builders.records import RECORDS, RecordFiles, Records
from litreview.exports.registry import EXPORTS
from litreview.figures.dates import in_words
from litreview.model.diagnostics import Diagnostic, Severity, has_errors, in_order
from litreview.model.frozen import nothing
from litreview.model.memo import Remember, make_anew
from litreview.model.source import Position
from litreview.pages.addresses import page_url, slugs
from litreview.pages.environment import Templates
from litreview.pages.evidence import MAP_PATH, TIMELINE_PATH, evidence_map_page, timeline_page
from litreview.pages.glossary import GLOSSARY_PATH, explained, glossary_page
from litreview.pages.prose import prose_pages
from litreview.pages.record import ABOUT_PATH, PageTitle, about_page, described_work, record_page
from litreview.pages.record import PATH as RECORD_PATH
from litreview.pages.reference_lists import list_pages
from litreview.pages.references import REFERENCES_PATH, ReferencePages, reading_order, references_page, type_name
from litreview.pages.selection import APPRAISAL_PATH, SCREENING_PATH, appraisal_page, screening_page
from litreview.pages.similar import Related
from litreview.pages.site import Download, Page, Site
from litreview.pages.studies import STUDIES_PATH, studies_page
from litreview.pages.texts import Texts

#: Generated pages that a reader looks for by name: path, its text, and what makes it.
_LISTED: Sequence[tuple[str, str, Callable[[Site, Templates], Page | None]]] = (
    (STUDIES_PATH, "studies", studies_page),
    (MAP_PATH, "evidence_map", evidence_map_page),
    (TIMELINE_PATH, "timeline", timeline_page),
    (SCREENING_PATH, "screening", screening_page),
    (APPRAISAL_PATH, "appraisal", appraisal_page),
    (GLOSSARY_PATH, "glossary", glossary_page),
    (REFERENCES_PATH, "all_references", references_page),
    (ABOUT_PATH, "about_title", about_page),
)


def _settled() -> None:
    """Nothing is waited for."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages and files that are made of the same references, so that one process makes them in less time than two."""

    pages: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocsTree:
    """What rendering gave: Markdown pages and other files by their path, and all findings of the run in order.

    Pages and files are made when they are asked for, which raises RenderError where a template of the author's fails
    on one of them. Where a finding is an error there are no files.
    """

    diagnostics: tuple[Diagnostic, ...]
    pages: Mapping[str, str] = field(default_factory=nothing)
    files: Mapping[str, bytes] = field(default_factory=nothing)
    #: The pages that are front matter, a heading and HTML, each with its kind.
    html_pages: Mapping[str, str] = field(default_factory=nothing)
    #: Of each kind of these the first page: its path, and what it is but for what depends on all references.
    samples: Mapping[str, tuple[str, str]] = field(default_factory=nothing)
    #: Waits for what all pages need; to be called before other processes make some.
    settle: Callable[[], None] = _settled
    batches: tuple[Batch, ...] = ()
    #: Files that are quickly made once all that is waited for is there.
    downloads: tuple[str, ...] = ()
    #: Texts of the interface for the theme and the scripts: the author's own, and the names of the types that occur.
    texts: Mapping[str, str] = field(default_factory=nothing)

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return has_errors(self.diagnostics)


class RenderError(Exception):
    """A template cannot make a page; `diagnostic` says which and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)  # its one argument, by which it also passes between processes
        self.diagnostic = diagnostic


def build_tree(project: Project, kept: Kept | None = None) -> DocsTree:
    """Read, check, cite and render a project.

    Everything wrong in the author's files is a diagnostic; all of a run's findings come at once.

    Args:
        project: The project.
        kept: What earlier calls read and made, for a preview that is built again and again.
    """
    if kept:
        kept.memo.turn()
    ahead = Ahead(kept.relations if kept else None)
    tree = _tree(gather(project, kept, ahead), ahead, kept)
    if tree.failed:
        ahead.stop()
    return tree


def _tree(gathered: Gathered, ahead: Ahead, kept: Kept | None) -> DocsTree:
    if has_errors(gathered.diagnostics):
        return DocsTree(gathered.diagnostics)
    try:
        return _render(gathered, ahead, kept)
    except RenderError as error:
        return DocsTree(in_order((*gathered.diagnostics, error.diagnostic)))
    except TemplateError as error:
        return DocsTree(in_order((*gathered.diagnostics, _template_problem(gathered.project, error))))


def _template_problem(project: Project, error: TemplateError) -> Diagnostic:
    """A page template of the author's that does not work; ours are held to by tests."""
    own = project.root / "refs" / "templates"
    name, line = "", 1
    if isinstance(error, TemplateSyntaxError):
        name, line = error.filename or "", error.lineno
    else:
        trace = error.__traceback__
        while trace:
            if Path(trace.tb_frame.f_code.co_filename).is_relative_to(own):
                name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
    place = Position(relative(Path(name or own), project.root), line)
    return Diagnostic(Severity.ERROR, "template", place, f"the template cannot be used: {error.message}")


def _site(gathered: Gathered, ahead: Ahead, kept: Kept | None) -> Site:
    library, bibliography = gathered.library, gathered.bibliography
    remember: Remember = kept.memo if kept else make_anew
    own = gathered.project.settings.texts
    return Site(
        settings=gathered.project.settings,
        library=library,
        texts=remember("texts", (own,), partial(Texts.load, own)),
        cited=gathered.cited,
        entries=bibliography.entries,
        slugs=slugs(library.references),
        titles={path: page.title for path, page in gathered.pages.items()},
        downloads=tuple(Download(e.file_name, e.label, e.media_type) for e in EXPORTS.values()),
        related=ahead.related,
        order={} if bibliography.by_citation else {key: n for n, key in enumerate(bibliography.entries)},
        cite=cite_formatter(bibliography),
        remember=remember,
    )


def _contents(gathered: Gathered, listed: Mapping[str, str]) -> Iterator[PageTitle]:
    """The table of contents of the first page: the navigation, or all pages, without that page itself."""
    titles = {path: page.title for path, page in gathered.pages.items()} | dict(listed)
    entries = [(entry.path, entry.title) for entry in gathered.project.nav] or [(path, "") for path in titles]
    for path, title in entries:
        shown = title or titles.get(path, "")
        if shown and path != RECORD_PATH:
            yield PageTitle(shown, path)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes a page: its Markdown with the glossary's terms explained, and what every page ends with."""

    project: Project
    source: Callable[[], str]
    explain: Callable[[str], str]
    foot: str

    def __call__(self) -> str:
        try:
            return f"{self.explain(self.source()).rstrip()}\n{self.foot}"
        except TemplateError as error:
            raise RenderError(_template_problem(self.project, error)) from error


def _render(gathered: Gathered, ahead: Ahead, kept: Kept | None) -> DocsTree:
    current().begin(Stage.PAGES)
    site = _site(gathered, ahead, kept)
    order = reading_order(site)
    references = [site.library.references[key] for key in order]
    records = {name: Records(export, references, partial(ahead.record, name)) for name, export in EXPORTS.items()}
    files = RecordFiles(records, references)
    site = replace(site, files=files, work_files=files(described_work(site), "record"))
    own_templates = gathered.project.root / "refs" / "templates"
    stamps = [(str(path), path.stat().st_mtime_ns) for path in sorted(own_templates.rglob("*")) if path.is_file()]
    templates = site.remember("templates", (stamps,), partial(Templates.load, own_templates))
    listed = {path: (site.texts(name), page) for path, name, make in _LISTED if (page := make(site, templates))}
    contents = tuple(_contents(gathered, {path: title for path, (title, _) in listed.items()}))
    generated = [record_page(site, templates, contents), *(page for _, page in listed.values())]
    of_references = ReferencePages(site, templates, order)
    lists = dict(list_pages(site, templates, order))
    paths = of_references.paths
    html_pages = dict.fromkeys(paths.values(), "reference") | dict.fromkeys(lists, "list")
    diagnostics = in_order(
        (*gathered.diagnostics, *_replaced(gathered, (*(page.path for page in generated), *html_pages)))
    )
    if has_errors(diagnostics):
        return DocsTree(diagnostics)
    own = prose_pages(site, templates, gathered.pages, gathered.cited.pages)
    sources: dict[str, Callable[[], str]] = {path: partial(of_references.source, key) for key, path in paths.items()}
    sources |= lists
    sources |= {page.path: partial(str, page.source) for page in (*generated, *own)}
    foot = _foot(site, templates)
    explain = explained(site.library.glossary)
    # In the author's own pages, Python-Markdown explains the terms.
    makers = {
        path: _Maker(
            gathered.project, source, str if path in gathered.pages or path == GLOSSARY_PATH else explain, foot
        )
        for path, source in sorted(sources.items())
    }
    # What is wrong with a template shows on the first page of its kind, before anything is written. What is related
    # is not waited for.
    tried = ReferencePages(replace(site, related=lambda _key: Related()), templates, order)
    samples = {kind: (path, makers[path]) for path, kind in reversed(html_pages.items())}
    if order:
        first = paths[order[0]]
        samples["reference"] = first, replace(makers[first], source=partial(tried.source, order[0]))
    return DocsTree(
        diagnostics=diagnostics,
        pages=Made(makers),
        html_pages={path: kind for path, kind in html_pages.items() if path not in gathered.pages},
        files=Made(dict(_files(site, templates, order, records))),
        samples={kind: (path, maker()) for kind, (path, maker) in samples.items()},
        settle=ahead.settle,
        batches=_batches(list(paths.values()), records),
        downloads=tuple(export.file_name for export in EXPORTS.values()),
        texts={
            f"type_{kind}": type_name(site.texts, kind)
            for kind in sorted({reference.type for reference in gathered.library.references.values()})
        }
        | dict(gathered.project.settings.texts),
    )


def _foot(site: Site, templates: Templates) -> str:
    review = site.library.review
    return templates.block.get_template("foot.md.j2").render(
        t=site.texts, notice=review.notice, searched_to=in_words(review.searched_to)
    )


def _batches(pages: Sequence[str], records: Mapping[str, Records]) -> tuple[Batch, ...]:
    return tuple(
        Batch(tuple(pages[piece * RECORDS : (piece + 1) * RECORDS]), files)
        for piece, files in enumerate(zip(*(made.paths for made in records.values()), strict=True))
    )


def _files(
    site: Site, templates: Templates, order: Sequence[str], records: Mapping[str, Records]
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The downloads and the data of the reference browser."""
    for file in site.work_files:
        yield file.name, partial(_encoded, file.text)
    for name, export in EXPORTS.items():
        yield export.file_name, records[name].download
    yield from browser_files(site, templates, order, records)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _replaced(gathered: Gathered, generated: Iterable[str]) -> Iterator[Diagnostic]:
    """What is to be said of the author's pages that have the address of a generated one."""
    address = partial(page_url, directory_urls=gathered.project.settings.directory_urls)
    own = {address(path): page for path, page in gathered.pages.items()}
    for path in generated:
        beside = own.get(address(path))
        if beside and beside.path != path:
            # Links lead to the generated page's file, which two pages at one address would not both become.
            message = f"this page has the address of the generated page {path}"
            hint = f"call it {path} to let it stand in, or anything else to have both"
            yield Diagnostic(Severity.ERROR, "same-address", Position(beside.file), message, hint)
        if path in gathered.pages:
            message = f"this page stands in for the generated page {path}"
            yield Diagnostic(Severity.INFO, "page-replaced", Position(gathered.pages[path].file), message)
