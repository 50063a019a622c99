"""CSL-JSON: what citation processors and reference managers exchange.

Variables are those of CSL 1.0.2. A year that the source does not print is shown in brackets (`literal`, which
reference managers display), marked `circa` for styles, and keeps its number for sorting.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from litreview.exports.base import Export, Loss, lost_names, missing, reads_as_markup, remarks, withheld
from litreview.model.csl import DATE_VARIABLES, IDENTIFIERS, NAME_VARIABLES, TEXT_VARIABLES
from litreview.model.dates import Date
from litreview.model.names import Name, NameList
from litreview.model.reference import RESOLVERS, Reference
from litreview.model.text import Mark, Run, Text

_HELD: Final = TEXT_VARIABLES | NAME_VARIABLES | DATE_VARIABLES | {*IDENTIFIERS, "arXiv", "keyword"}

#: Variables that programs read as numbers, in which a tag would be a part of the number.
_NUMBERS: Final = frozenset({"page"})
#: Outermost first, where nothing else decides.
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode
_TAGS: Final = (
    (Mark.NOCASE, '<span class="nocase">', "</span>"),
    (Mark.SMALLCAPS, '<span style="font-variant:small-caps;">', "</span>"),
    (Mark.BOLD, "<b>", "</b>"),
    (Mark.ITALIC, "<i>", "</i>"),
    (Mark.SUP, "<sup>", "</sup>"),
    (Mark.SUB, "<sub>", "</sub>"),
)


def record(reference: Reference) -> Export:
    """One reference as a JSON object, indented to stand in an array."""
    if reference.format == "csl-json":
        # Each member as the source wrote it, so that no number is rounded and no escape resolved.
        members = {field.name: field.value for field in reference.fields}
        # An item of a registry has no id, without which it is no CSL-JSON.
        return Export(
            _object(members if "id" in members else {"id": _ENCODE(reference.key), **members}),
            partial(withheld, reference),
        )
    item = {name: _ENCODE(value) for name, value in _item(reference).items()}
    return Export(_object(item), partial(_losses, reference))


def _object(members: Mapping[str, str]) -> str:
    lines = (f"    {_ENCODE(name)}: {written}" for name, written in members.items())
    return "  {\n" + ",\n".join(lines) + "\n  }"


def markup(text: Text) -> str:
    """Text with its setting in the tags that CSL-JSON knows; formulas stand as TeX between dollars."""
    if len(text.runs) == 1 and text.runs[0].mark is Mark.NONE:
        return text.runs[0].text
    return _tagged(text.runs, Mark.NONE)


def _tagged(runs: Sequence[Run], within: Mark) -> str:
    """Runs in their tags but for those that are open already; what neighbours share is tagged once, around them."""
    parts: list[str] = []
    start = 0
    while start < len(runs):
        mark = runs[start].mark & ~within
        shared = [(_reach(runs, start, tag[0]), tag) for tag in _TAGS if tag[0] in mark]
        if shared:
            # Of two that reach as far, the first of the list is outermost.
            end, (flag, opening, closing) = max(shared, key=lambda found: found[0])
            parts += [opening, _tagged(runs[start:end], within | flag), closing]
        else:
            end = start + 1
            parts.append(f"${runs[start].text}$" if Mark.MATH in mark else runs[start].text)
        start = end
    return "".join(parts)


def _reach(runs: Sequence[Run], start: int, flag: Mark) -> int:
    """Where the stretch ends that begins at `start` and is set so."""
    return next((place for place in range(start, len(runs)) if flag not in runs[place].mark), len(runs))


def _item(reference: Reference) -> dict[str, Any]:
    item: dict[str, Any] = {"id": reference.key, "type": reference.type}
    texts = {name: text for name, text in reference.texts.items() if text and name in TEXT_VARIABLES}
    item |= {name: str(text) if name in _NUMBERS else markup(text) for name, text in texts.items()}
    item |= {name: _people(names) for name, names in reference.names.items() if names and name in NAME_VARIABLES}
    item |= {name: _date(date) for name, date in reference.dates.items() if date and name in DATE_VARIABLES}
    item |= {name: reference.identifiers[name] for name in IDENTIFIERS if reference.identifiers.get(name)}
    if arxiv := reference.identifiers.get("arXiv"):
        if reference.type == "article":
            # As reference managers have it for a preprint; the number of anything else is another.
            item.setdefault("number", f"arXiv:{arxiv}")
        item.setdefault("URL", RESOLVERS["arXiv"].format(arxiv))
    if reference.keywords:
        # A keyword such as "Leukemia, Lymphocytic" must not fall apart.
        listed = ("; " if any("," in word for word in reference.keywords) else ", ").join(reference.keywords)
        item["keyword"] = f"{listed};" if "," in listed and len(reference.keywords) == 1 else listed
    if notes := [note for note in (item.get("note", ""), *remarks(reference)) if note]:
        item["note"] = "\n".join(notes)
    return item


def _people(names: NameList) -> list[dict[str, str]]:
    # A name "others" or "et al." would be printed as a person by most programs: the note says it (see remarks).
    return [_person(name) for name in names.names]


def _person(name: Name) -> dict[str, str]:
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.non_dropping_particle,
        "dropping-particle": name.dropping_particle,
        "suffix": name.suffix,
        "literal": name.literal,
    }
    return {part: value for part, value in parts.items() if value}


def _date(date: Date) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if date.start:
        # A second date of 0 is how processors are told of a range without an end.
        end = [[0]] if date.open_end else []
        written["date-parts"] = [*(_parts(part) for part in (date.start, date.end) if part), *end]
    if date.season:
        written["season"] = date.season
    if date.approximate or date.uncertain or date.inferred:
        written["circa"] = True
    if date.literal:
        written["literal"] = date.literal
    elif date.inferred:
        written["literal"] = f"[{date.year}]"
    return written


def _parts(date: tuple[int, ...]) -> list[int]:
    # CSL has no year 0: the year before 1 is -1.
    year, *rest = date
    return [year if year > 0 else year - 1, *rest]


def _losses(reference: Reference) -> Iterator[Loss]:
    yield from missing(reference, _HELD)
    yield from lost_names(reference, NAME_VARIABLES)
    if (arxiv := reference.identifiers.get("arXiv")) and reference.type != "article":
        address = RESOLVERS["arXiv"].format(arxiv)
        if reference.identifiers.get("URL", address) != address:
            yield Loss(reference.key, "arXiv")
    for name, text in reference.texts.items():
        if any(Mark.MATH in run.mark for run in text.runs):
            yield Loss(reference.key, name, "mathematics")
        if name in _NUMBERS and any(run.mark is not Mark.NONE for run in text.runs):
            yield Loss(reference.key, name, "its setting")
        if any(reads_as_markup(run.text) for run in text.runs):
            yield Loss(reference.key, name, "text that reads as markup")
    for name, date in reference.dates.items():
        if date.uncertain:
            yield Loss(reference.key, name, "uncertain, which is written as approximate")
