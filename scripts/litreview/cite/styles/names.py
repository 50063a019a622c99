"""Names as styles print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import ClassVar, Final, Literal

from markupsafe import Markup
from pydantic import ConfigDict

from litreview.cite.intext_style import SETTINGS
from litreview.cite.styles.values import escaped, held, safe
from litreview.model.names import Name, NameList, behind

_FEWEST_FOR_COMMA: Final = 2
#: Databases run so many initials together at most; more letters are a name in capitals.
_RUN: Final = 3
_MARK_WITHOUT_SPACE: Final = re.compile(r"\.(?=\w)")
#: What parts the words of given names.
_BETWEEN: Final = re.compile("([.\u00a0 -]++)")
#: A particle that stands close to its name: "d’Almeida", "al-Hassan".
_CLOSE_PARTICLE: Final = re.compile(r"\A([a-z]+[’'-])([A-Z].*)")


@dataclass(frozen=True, slots=True)
class NameForm:
    """How a style prints a list of names.

    From `et_al_min` names on, the first `et_al_first` stand for all, with `et_al_last` also the last one, after an
    ellipsis. Without `initials`, given names are printed in full; else each becomes an initial with this behind it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = SETTINGS

    #: Whose family name comes first.
    inverted: Literal["all", "first", "none"] = "none"
    sort_separator: str = ", "
    initials: str | None = None
    #: Given names in full for all that: only letters that stand for one get `initials` behind them ("Jane C.").
    full_given: bool = False
    #: "Jean-Paul" as "J.-P." instead of "J. P."
    hyphens: bool = True
    delimiter: str = ", "
    #: Before the last name: " and ", " & "; nothing for the delimiter alone.
    conjunction: str = ""
    #: Whether the delimiter stands before the conjunction; "contextual" from three names on.
    before_last: Literal["always", "never", "contextual"] = "contextual"
    et_al_min: int = 0
    et_al_first: int = 1
    et_al_last: bool = False
    et_al: str = "et al."
    et_al_italic: bool = False
    #: The delimiter before "et al." even behind a single name.
    et_al_comma: bool = False
    #: "van Gogh, V." keeps its particle in front; "Gogh, V. van" (true) sends it behind the given names.
    demote_particle: bool = False
    #: Family names alone, as in "Smith and Jones".
    short: bool = False


def format_names(names: NameList, form: NameForm, at_least: int = 0) -> Markup:
    """A list of names as HTML, `at_least` so many of them where "et al." stands for others; empty for nobody."""
    people = names.names
    count = len(people)
    first = max(form.et_al_first, at_least)
    cut = count > first and 0 < form.et_al_min <= count + names.others
    shown = people[:first] if cut else people
    every, first_too = form.inverted == "all", form.inverted == "first"
    printed = [_printed(name, form, inverted=every or (first_too and not index)) for index, name in enumerate(shown)]
    if cut and form.et_al_last and not names.others:
        last = _printed(people[-1], form, inverted=every)
        return safe(held(f"{form.delimiter.join(printed)}{form.delimiter}… {last}"))
    if cut or names.others:
        comma = form.delimiter if form.et_al_comma or len(printed) > 1 else " "
        html = held(form.delimiter.join(printed)) + comma
        et_al = escaped(form.et_al)
        return safe(f"{html}<i>{et_al}</i>" if form.et_al_italic else f"{html}{et_al}")
    if count > 1 and form.conjunction:
        between = form.delimiter.rstrip() if _delimited(count, form) else ""
        start = form.delimiter.join(printed[:-1])
        return safe(held(f"{start}{between}{form.conjunction}{printed[-1]}"))
    return safe(held(form.delimiter.join(printed)))


def _delimited(count: int, form: NameForm) -> bool:
    return form.before_last == "always" or (form.before_last == "contextual" and count > _FEWEST_FOR_COMMA)


def _printed(name: Name, form: NameForm, *, inverted: bool) -> str:
    if name.literal:
        return name.literal
    if together := unspaced(name):
        return name.family if form.short else together
    family = name.surname
    if form.short:
        return family or name.given
    given = name.given
    if form.initials is not None:
        given = _dotted(given, form.initials) if form.full_given else initials(given, form.initials, form.hyphens)
    if not inverted:
        return " ".join(filter(None, (given, behind(name.dropping_particle, family), name.suffix)))
    if name.dropping_particle or form.demote_particle:
        particle, family = parted(name) if form.demote_particle else ("", family)
        given = " ".join(filter(None, (given, name.dropping_particle, particle)))
    return form.sort_separator.join(filter(None, (family, given, name.suffix)))


def parted(name: Name) -> tuple[str, str]:
    """The particle before a family name, and the name itself; small words before it are one where none is marked."""
    if name.non_dropping_particle or name.dropping_particle:
        return name.non_dropping_particle, name.family
    if close := _CLOSE_PARTICLE.fullmatch(name.family):
        return close[1], close[2]
    words = name.family.split()
    small = len(list(takewhile(str.islower, words[:-1])))
    return " ".join(words[:small]), " ".join(words[small:])


#: Writing without spaces between words, where the family name comes first and has no initials.
_UNSPACED: Final = re.compile(
    "[\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff·・]+"
)


def unspaced(name: Name) -> str:
    """A Chinese, Japanese or Korean name in its own script and order ("王小明"); nothing for any other."""
    if not (name.family and name.given) or name.family.isascii():
        return ""
    together = f"{name.family}{name.given}".replace(" ", "")
    return together if _UNSPACED.fullmatch(together) else ""


def _apart(given: str) -> str:
    """Initials that a database runs together ("JQ") with full stops behind each; other given names as they are."""
    return f"{'. '.join(given)}." if given.isalpha() and given.isupper() and 1 < len(given) <= _RUN else given


@lru_cache(maxsize=4096)
def _dotted(given: str, mark: str) -> str:
    """Given names with a mark behind each letter that stands for one, and a space behind that ("E.R." as "E. R.")."""
    words = _MARK_WITHOUT_SPACE.sub(". ", _apart(given)).split()
    return " ".join(f"{word}{mark.strip()}" if len(word) == 1 and word.isupper() else word for word in words)


@lru_cache(maxsize=4096)
def initials(given: str, mark: str, hyphens: bool = True) -> str:  # noqa: FBT001, FBT002 (a cache is faster without names)
    """Given names as initials with `mark` behind each: "Jean-Paul M." as "J.-P. M." for ". ".

    What is no capitalised name ("de", "’t") stands as it is.
    """
    bare = mark.strip()
    space = " " if mark.endswith(" ") else ""
    printed = ""
    for word, dotted, hyphen in _words(_apart(given)):
        if dotted or word[0].isupper():
            initial = word if dotted else _initial(word)
            joined = ("-" if hyphens else "") if hyphen and printed else space if printed else ""
            printed = f"{printed.rstrip() if hyphen else printed}{joined}{initial}{bare}"
        elif word[0].islower() or not word[0].isalpha():
            if hyphen:
                continue
            printed = f"{printed} {word} " if printed else f"{word} "
        else:
            printed += f"{space if printed else ''}{word[0]}{bare}"
    return " ".join(printed.split()) if space or "  " in printed else printed.strip()


def _words(given: str) -> list[tuple[str, bool, bool]]:
    """The parts of given names: the word, whether a full stop stands behind it, and whether a hyphen before it."""
    words, between = (parts := _BETWEEN.split(given))[::2], parts[1::2]
    around = zip(words, ["", *between], [*between, ""], strict=True)
    return [(word, after.startswith("."), "-" in before) for word, before, after in around if word]


def _initial(word: str) -> str:
    # Transliterations such as "TSvetan" keep the letters that stand for one.
    if word[1:2].isupper() and word[2:].islower():
        return word[0] + word[1].lower()
    return word[0]
