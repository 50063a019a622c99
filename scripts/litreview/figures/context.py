"""What a figure is drawn from, and how it says that it cannot be drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import Final, TypeVar

from markupsafe import Markup

from litreview.figures.dates import in_words
from litreview.figures.html import drawn, tag, text
from litreview.figures.words import Words
from litreview.model.evidence import Outcome, Panel, Studies
from litreview.model.frozen import nothing
from litreview.model.library import Library
from litreview.model.reference import Reference
from litreview.model.review import Review
from litreview.model.source import Step
from litreview.read.nearest import nearest_hint

T = TypeVar("T")

#: A table of fewer rows is seen whole, and has nothing that filters it.
_FILTERED_ROWS: Final = 6


class FigureError(Exception):
    """A figure cannot be drawn as its block asks.

    `path` leads to the option at fault, `hint` says what to do about it.
    """

    def __init__(self, message: str, *path: Step, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a figure brings along: its path below docs/, and its address for what no Markdown reads."""

    path: str
    address: str


@dataclass(frozen=True, slots=True)
class FigureContext:
    """A library, and the ways in which the page around the figure names things.

    `cite` prints the keys of known references as a citation, `page_of` a link to a reference's own page under a
    label, `link` one under a label to a page by its path below docs/ and the id of a section, `formatted` a reference
    in the review's style. `study_pages` has the path of each study's page by the study's id. `attach` puts a file of
    that name and content beside the page, and `reference_address` that of a reference's own page,
    for what no Markdown reads. `id` begins every id inside the figure.
    """

    library: Library
    texts: Words
    cite: Callable[[Sequence[str]], Markup]
    page_of: Callable[[str, str], Markup]
    link: Callable[[str, str, str], Markup]
    formatted: Callable[[Reference], Markup]
    attach: Callable[[str, str], Attached]
    reference_address: Callable[[str], str]
    study_pages: Mapping[str, str] = field(default_factory=nothing)
    id: str = "figure-1"

    def citation(self, keys: Iterable[str]) -> Markup | None:
        """The keys as a citation; one that the bibliography lacks, which has its own finding, as text."""
        wanted = list(dict.fromkeys(keys))
        known = [key for key in wanted if key in self.library.references]
        missing = [tag("span", key, class_="citation-missing") for key in wanted if key not in self.library.references]
        parts = [*([self.cite(known)] if known else []), *missing]
        return Markup(" ").join(parts) if parts else None

    def studies(self) -> Studies:
        """The content of studies.yml.

        Raises:
            FigureError: The review has none.
        """
        if self.library.studies is None:
            raise FigureError("there is no refs/studies.yml to draw this from")
        return self.library.studies

    def outcome(self, name: str, *path: Step) -> Outcome:
        """The outcome of that name; otherwise a FigureError about the option at `path`."""
        return known(name, {outcome.id: outcome for outcome in self.studies().outcomes}, "outcome", *path)

    def panel(self, name: str, *path: Step) -> Panel:
        """The panel of that name; otherwise a FigureError about the option at `path`."""
        return known(name, {panel.id: panel for panel in self.studies().panels}, "panel", *path)


def known(name: str, things: Mapping[str, T], kind: str, *path: Step) -> T:
    """The thing of that name.

    Raises:
        FigureError: There is none; the hint names the nearest.
    """
    if name not in things:
        hint = nearest_hint(name, things) or f"known are: {', '.join(things)}"
        raise FigureError(f"there is no {kind} “{name}”", *path, hint=hint)
    return things[name]


def figure(
    context: FigureContext, name: str, caption: object, *parts: object, title: str = "", **data: str | None
) -> Markup:
    """A figure as it is published: its title, a link to it, what it shows, and where its data come from.

    Args:
        context: What it is drawn from.
        name: Of its kind, which is its hook in the page.
        caption: What it shows; stands under the title, or in its place where there is none.
        parts: The figure itself.
        title: A sentence of the author's that says what it shows.
        data: What scripts are told: `data_plot`, the address of the data by which readers can question it, and
            `data_filtered`, that a field above it filters its rows, which needs a place.
    """
    label = f"{context.id}-caption"
    words = context.texts
    link = tag(
        "a", "#", class_="headerlink figure-permalink", href=f"#{context.id}", aria_label=words("figure_permalink")
    )
    head = tag(
        "figcaption",
        drawn("span", text(title or caption), id=label, class_="figure-title"),
        " ",
        link,
        drawn("span", text(caption), class_="figure-subtitle") if title and caption else None,
    )
    source = tag("p", source_line(context.library.review, words), class_="figure-source")
    return tag(
        "figure",
        head,
        *parts,
        source,
        data_figure=name,
        id=context.id,
        aria_labelledby=label,
        **data,
    )


def filtered(rows: Sized) -> str | None:
    """What `data_filtered` says of a table of these rows."""
    return "true" if len(rows) >= _FILTERED_ROWS else None


def source_line(review: Review, words: Words) -> str:
    """Which work a figure or a page is from, its version, and how far its literature reaches."""
    parts = [
        words("figure_source", title=review.title),
        *([words("figure_version", version=review.version)] if review.version else []),
        *([words("figure_searched", date=in_words(review.searched_to, words))] if review.searched_to.start else []),
        *([words("figure_licence", name=review.licence.name)] if review.licence else []),
    ]
    return " ".join(parts)
