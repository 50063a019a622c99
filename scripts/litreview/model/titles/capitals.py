"""Titles in sentence case: which capitals of a title are those of names, and which those of a headline.

A title that stands in sentence case already is left as it was written. In one that stands in title case, a word keeps
its capital where something says that it is a name: braces, capitals or digits inside it, a list of names, or the
library, whose sentences show how it writes the word elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from litreview.model.text import Mark, Run, Text, merge_runs
from litreview.model.titles.english import is_english, signed
from litreview.model.titles.words import POSSESSIVE, Words, is_hardly_a_name, names_of_several_words

_KEPT: Final = Mark.NOCASE | Mark.MATH | Mark.SMALLCAPS | Mark.SUP | Mark.SUB | Mark.ITALIC
_WORD: Final = re.compile(r"[^\W_](?:(?:[\w&@\u0300-\u036f]|[’'.](?=\w))*[\w\u0300-\u036f])?")
#: The end of a sentence, behind which a capital stands in any style.
_END: Final = re.compile(r"[?!.…][”’\"')\]]*\s+[“‘\"'(\[]*\Z")
_SHORT_FORM: Final = re.compile(r"\b(?:vs|v|st|dr|no|vol|[a-hj-uwyz])\Z", re.IGNORECASE)
#: What begins a subtitle: a colon, a dash.
_SUBTITLE: Final = re.compile(r"(?::\s+|(?<!\s)\s+[–—-]\s+|—)[“‘\"'(\[]*\Z")
#: Only a title with one of these can change: a capital within it, a subtitle, a sentence that begins small.
_MAY_CHANGE: Final = re.compile(
    r"[\s(/“‘\"'-][A-ZÀ-Þ][a-zß-ÿ]|[A-Z]{5}|[:—]|\s[–-]\s|\sA\s|[.?!…]\W{1,4}[a-zß-ÿ]|\A\W{0,8}[a-zß-ÿ]"
)
#: What is quoted may be a title or a sentence, whose capital says nothing of the case of the title round it.
_OPENING_QUOTES: Final = frozenset('“‘"«')
_DAY_OF_MONTH: Final = re.compile(r"\A\s+\d")
#: "Vitamin A": a letter behind these is a name, and no article.
_BEFORE_LETTERS: Final = frozenset(
    "vitamin hepatitis type group class influenza part grade protein factor appendix phase category stage level".split()
)
#: Small in title case, so that their small letters say nothing of the case of a title.
_SMALL_IN_HEADLINES: Final = frozenset(
    """
    with from into onto over upon under after before during between through against among about above across along
    around behind below beneath beside beyond despite following inside near outside since than that toward towards
    until using versus within without when where which while
    """.split()
)
#: A name that its bearers write small: alone, or before a colon or a dash ("seaborn: a library").
_SMALL_NAME: Final = re.compile(r"\W*+\w[\w./+-]*+(?:\Z|:\s|\s[–—-]\s)")
_SMALL_IN_NAMES: Final = frozenset("a an and as at by for from in of on or the to with".split())
_SHORT_IN_NAMES: Final = frozenset("acta asia ear eye gene gut mayo nose skin".split())
#: Where most of the words that can show it have a capital, a title stands in title case.
_SHARE: Final = 0.7
#: Where so few of them have one, it stands in sentence case, and the capitals in it are those of names.
_FEW: Final = 0.3
_SHOUTED: Final = 0.8
_LONG: Final = 4
#: An author puts braces round a name or two.
_BRACES_OF_EXPORTERS: Final = 2
_SHOWN_ENOUGH: Final = 3


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a title, or a part of a compound with hyphens."""

    start: int
    end: int
    word: str
    #: What stands before it: "first", "end" of a sentence, "subtitle", "hyphen", "quote", or nothing of these.
    behind: str
    kept: bool


def _tokens(title: Text) -> list[_Token]:
    whole = str(title)
    kept: list[tuple[int, int]] = []
    place = 0
    for run in title.runs:
        if run.mark & _KEPT:
            kept.append((place, place + len(run.text)))
        place += len(run.text)
    kept += [*signed(whole), *(match.span() for match in names_of_several_words().finditer(whole))]
    tokens: list[_Token] = []
    end = 0
    for index, match in enumerate(_WORD.finditer(whole)):
        start, stop = match.span()
        between = whole[end:start]
        behind = (
            "first" if not index
            else "hyphen" if between in ("-", "‐", "‑")
            else "" if between == " "
            else "end" if _END.search(whole, max(0, end - 3), start) and not _ends_abbreviation(whole, end)
            else "subtitle" if _SUBTITLE.search(between)
            else "quote" if between[-1:] in _OPENING_QUOTES
            else ""
        )  # fmt: skip
        # "{I}NSIGHTS" in a title that is all capitals: the rest of the word is as free as the others.
        initial = (start, start + 1) if match.group().isupper() else None
        inside = any(first < stop and start < last and (first, last) != initial for first, last in kept)
        tokens.append(_Token(start, stop, match.group(), behind, inside))
        end = stop
    return tokens


def _ends_abbreviation(whole: str, end: int) -> bool:
    """Whether the full stop at an offset ends a short form: "vs. ", "St. ", "E. "."""
    return whole[end : end + 1] == "." and _SHORT_FORM.search(whole, max(0, end - 4), end) is not None


def _is_headline_word(token: _Token, words: Words) -> bool:
    """Whether the case of a word shows that of its title."""
    word = token.word
    return (
        len(word) >= _LONG
        and not token.kept
        and token.behind == ""
        and word.isalpha()
        and word[1:].islower()
        and word.lower() not in _SMALL_IN_HEADLINES
        and not words.spelled(word)
    )


def stands_in_sentence_case(title: Text) -> bool:
    """Whether the capitals in a title are those of names, as far as its words can show it."""
    return not _is_shouted(title) and _capital_share(_tokens(title), Words())[0] <= _FEW


def is_title_case(title: Text, words: Words) -> bool:
    """Whether a title stands in title case, as far as its words can show it."""
    return _is_headline(_tokens(title), words)


def _is_headline(tokens: Iterable[_Token], words: Words) -> bool:
    share, shown = _capital_share(tokens, words)
    # One word alone may be a name: "Anna Karenina", "Deep Learning".
    return share >= _SHARE and (len(shown) > 1 or words.is_ordinary(shown[0]))


def _capital_share(tokens: Iterable[_Token], words: Words) -> tuple[float, list[str]]:
    """How many of the words that show the case of a title have a capital, and these words."""
    shown = [token.word for token in tokens if _is_headline_word(token, words)]
    return sum(word[0].isupper() for word in shown) / len(shown) if shown else 0.0, shown


def _is_shouted(title: Text) -> bool:
    free = "".join(run.text for run in title.runs if not run.mark & _KEPT)
    letters = [char for char in free if char.isalpha()]
    long = [word for word in re.findall(r"[^\W\d_]{5,}", free) if word.isupper()]
    return len(long) > 1 and sum(map(str.isupper, letters)) >= _SHOUTED * len(letters)


def sentence_case(
    title: Text, words: Words, subtitle: str = "capital", language: object = "", *, named: bool = False
) -> Text:
    """A title in sentence case; one that stands in it already, or is not English, is left as it is.

    Args:
        title: The title. What is protected, set as a formula or in italics stays as it is.
        words: What is known of its words.
        subtitle: Whether a capital stands behind a colon: "capital", "small", or "kept" as it is.
        language: The language that its entry names.
        named: Whether the title up to its colon is a name, as that of software is.
    """
    whole = str(title)
    name_ends = (whole.find(": ") if ": " in whole else len(whole)) if named else 0
    if not _MAY_CHANGE.search(whole) or not is_english(whole, language):
        return title
    title = _without_braces_of_exporters(title, words)
    shouted = _is_shouted(title)
    tokens = _tokens(title)
    headline = shouted or _is_headline(tokens, words)
    letters = list(whole)
    before = ""
    for token in tokens:
        if not token.kept and token.start >= name_ends and token.end - token.start == len(token.word):
            changed = _in_sentence(token, words, subtitle, before, headline=headline, shouted=shouted, whole=whole)
            if len(changed) == len(token.word):
                letters[token.start : token.end] = changed
        before = token.word
    return _with_letters(title, "".join(letters))


def _without_braces_of_exporters(title: Text, words: Words) -> Text:
    """A title without its braces, where they stand round every capital of title case and say no more than that.

    Zotero's exports look so: "Spatial {Model} {Search}: {Another} {Look}".
    """
    title = _without_braces_behind_colons(title, words)
    if sum(Mark.NOCASE in run.mark for run in title.runs) < _BRACES_OF_EXPORTERS:
        return title
    free = Text(merge_runs(Run(run.text, run.mark & ~Mark.NOCASE) for run in title.runs))
    pairs = zip(_tokens(title), _tokens(free), strict=True)
    shown = [(bare.word[0].isupper(), braced.kept) for braced, bare in pairs if _is_headline_word(bare, words)]
    everywhere = len(shown) >= _SHOWN_ENOUGH and all(capital and kept for capital, kept in shown)
    return free if everywhere else title


def _without_braces_behind_colons(title: Text, words: Words) -> Text:
    """A title without braces round a common word behind a colon, where exporters see a capital: "Trials: {A} guide"."""
    runs = [*title.runs]
    for place in range(1, len(runs)):
        run = runs[place]
        if run.mark is Mark.NOCASE and _SUBTITLE.search(runs[place - 1].text) and words.is_ordinary(run.text):
            runs[place] = Run(run.text)
    return title if runs == [*title.runs] else Text(merge_runs(runs))


def _in_sentence(  # noqa: PLR0911, PLR0913 (one way a kind of word)
    token: _Token, words: Words, subtitle: str, before: str, *, headline: bool, shouted: bool, whole: str
) -> str:
    word = token.word
    opens = token.behind in ("first", "end") or (token.behind == "subtitle" and subtitle == "capital")
    if token.behind == "subtitle" and subtitle == "kept":
        return word
    if opens:
        return _opening(token, words, whole, shouted=shouted)
    if shouted:
        return _of_shouted(word, words, opens=False)
    if len(word) == 1:
        article = word == "A" and before.lower() not in _BEFORE_LETTERS and whole[token.end : token.end + 1] == " "
        return "a" if article and (headline or token.behind == "subtitle") else word
    if not (word[0].isupper() and POSSESSIVE.sub("", word)[1:].islower()) or any(map(str.isdigit, word)):
        return word
    if not headline and not (token.behind == "subtitle" and words.is_ordinary(word)):
        return word
    if word in _SYMBOLS:
        return word
    if token.behind == "hyphen" and before.isupper() and not words.is_ordinary(word):
        return word  # "NKI-Rockland"
    return word if is_name(word, words, whole[token.end :]) else word.lower()


def _opening(token: _Token, words: Words, whole: str, *, shouted: bool) -> str:
    """A word that opens a title, a sentence or a subtitle."""
    word = token.word
    if shouted and word.isupper():
        return _of_shouted(word, words, opens=True)
    # "mRNA" and "iPSC" open as they are, and so do "k-means" and "sva".
    symbol = len(word) == 1 and whole[token.end : token.end + 1] == "-"
    if token.behind == "first" and (symbol or _SMALL_NAME.match(whole)):
        return word
    return word[0].upper() + word[1:] if word[1:].islower() or len(word) == 1 else word


def is_name(word: str, words: Words, after: str = "") -> bool:
    """Whether a word with a capital is a name, from all that is known; `after` is what follows it."""
    if words.spelled(word):
        return True
    if word in ("March", "May") and _DAY_OF_MONTH.match(after):
        return True
    # "Wilson’s disease": what has a possessive is a person, unless the word is known.
    return len(word) > 2 and word[-2:] in ("’s", "'s") and not words.is_ordinary(word)  # noqa: PLR2004


#: Symbols of chemical elements that are no words.
_SYMBOLS: Final = frozenset(
    """
    Li Ne Na Mg Al Si Cl Ar Ca Ti Cr Mn Fe Ni Cu Zn Ga Ge Se Br Kr Rb Sr Zr Nb Mo Ru Rh Pd Ag Cd Sn Sb Te Xe Cs Ba Ce
    Nd Eu Gd Hf Ta Ir Pt Au Hg Tl Pb Bi Th Pu
    """.split()
)
_ACRONYMS: Final = frozenset(
    "DNA RNA HIV AIDS COVID USA UK EU US NASA WHO MRI FMRI CT PET EEG ECG PCR FDA NIH CDC CLL CAR IBM SQL".split()
)


def _of_shouted(word: str, words: Words, *, opens: bool) -> str:
    """A word of a title that is all capitals."""
    if word in _ACRONYMS or any(map(str.isdigit, word)) or not re.search("[AEIOUYaeiouy]", word):
        return word
    if len(word) == 1 and word != "A":
        return word
    if re.fullmatch("[IVX]+", word):
        return word
    if spelled := words.spelled(word):
        return spelled + word[len(spelled) :].lower()
    return word[0] + word[1:].lower() if opens else word.lower()


def unshouted_name(name: str) -> str:
    """The name of a journal that stands in capitals alone, as Web of Science writes it, in title case.

    Short words that are no words of English may be acronyms, and stay: "JAMA Oncology".
    """
    words = re.findall(r"[^\W\d_]+", name)
    if not any(len(word) > _LONG for word in words) or not all(word.isupper() for word in words):
        return name

    def cased(match: re.Match[str]) -> str:
        word = match.group()
        small = word.lower()
        if len(word) <= _LONG and small not in _SHORT_IN_NAMES and not is_hardly_a_name(small):
            return word
        inside = match.start() and name[match.start() - 1] == " "
        return small if inside and small in _SMALL_IN_NAMES else word[0] + small[1:]

    return re.sub(r"[^\W\d_]+", cased, name)


def doubtful(title: Text, words: Words, language: object = "", *, named: bool = False) -> tuple[str, ...]:
    """The words of a title in title case that would lose their capitals, and might be names for all that is known."""
    whole = str(title)
    if not _MAY_CHANGE.search(whole) or not is_english(whole, language):
        return ()
    if _is_shouted(title) or not is_title_case(title, words):
        return ()
    changed = str(sentence_case(title, words, "small", language, named=named))
    return tuple(
        token.word
        for token in _tokens(title)
        if changed[token.start : token.end] != token.word
        and len(token.word) >= _LONG
        and token.word.lower() not in _SMALL_IN_HEADLINES
        and not words.is_ordinary(token.word)
    )


def _with_letters(title: Text, letters: str) -> Text:
    runs: list[Run] = []
    place = 0
    for run in title.runs:
        runs.append(run if run.mark & _KEPT else Run(letters[place : place + len(run.text)], run.mark))
        place += len(run.text)
    return Text(tuple(runs))
