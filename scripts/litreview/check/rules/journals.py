"""One journal, one name and one abbreviation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from litreview.check.fields import place_of
from litreview.check.registry import CheckContext, Finding, Rule
from litreview.model.diagnostics import Severity
from litreview.model.reference import Reference

_TYPES: Final = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_FULL: Final = "container-title"
_SHORT: Final = "container-title-short"
_FIELDS: Final = {_FULL: ("journal", "journaltitle"), _SHORT: ("shortjournal", "journal-iso", "journaltitleabbr")}
_WORDS: Final = {_FULL: "journal", _SHORT: "abbreviation"}


def _inconsistent(context: CheckContext) -> Iterator[Finding]:
    articles = [one for one in context.library.references.values() if one.type in _TYPES and one.text(_FULL)]
    for journal in _journals(articles):
        abbreviations = {_folded(str(one.text(_SHORT))) for one in journal}
        for variable in (_FULL, _SHORT):
            used = Counter(str(one.text(variable)) for one in journal if one.text(variable))
            if len(used) < 2:  # noqa: PLR2004 - one spelling agrees with itself
                continue
            # A full name goes before an abbreviation in its place, then the most used, then the earliest.
            usual = max(used, key=lambda name: (variable == _SHORT or _folded(name) not in abbreviations, used[name]))
            for reference in journal:
                name = str(reference.text(variable))
                if name and name != usual:
                    yield Finding(
                        place_of(reference, *_FIELDS[variable]),
                        f"{reference.key} writes the {_WORDS[variable]} as “{name}”, others as “{usual}”",
                        "write it in one way, or readers find two journals",
                        (reference.key,),
                    )


def _journals(articles: Iterable[Reference]) -> list[list[Reference]]:
    """The articles by journal: those that share a name or an abbreviation, whatever its case and punctuation."""
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader.setdefault(name, name) != name:
            # Each look-up shortens the way for the next.
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    titled = [(article, _folded(str(article.text(_FULL)))) for article in articles]
    for article, title in titled:
        if article.text(_SHORT):
            leader[lead(_folded(str(article.text(_SHORT))))] = lead(title)
    journals: dict[str, list[Reference]] = defaultdict(list)
    for article, title in titled:
        journals[lead(title)].append(article)
    return list(journals.values())


@lru_cache(10_000)
def _folded(name: str) -> str:
    words = "".join(char if char.isalnum() else " " for char in name.casefold().replace("&", " and ")).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


RULES: Final = (
    Rule("inconsistent-journal", Severity.WARNING, "a journal has one name in all references", _inconsistent),
)
