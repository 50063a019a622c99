"""What of a reference only its owner should see: one registry for every format that is read.

Reference managers write paths, groups and private notes into a file, screening tools the votes and names of those who
screened, databases their own bookkeeping. None of it is for readers unless the author says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from litreview.model.reference import HeldBack, Reference, SourceField
from litreview.model.text import Text

#: For `hold_back`: nothing is.
EVERYTHING: Final = ("*",)

#: Fields by their names in small letters with hyphens. A line each for: files and where they lie; notes of one's own
#: (RN is RIS's tag for them); groups and owners; when a program touched an entry; marks of its reader; BibSonomy.
_FIELDS: Final = frozenset(
    """
    file files file-attachments pdf-file localfile local-file local-url localurl attachment attachments internal-pdf
    annote annotation annotations annot comment comments privnote privatenote private-note review rn research-notes
    groups group groupsearch owner collections folder folders username user users assigned-to
    timestamp creationdate modificationdate date-added date-modified added-at posted-at date-created
    read readstatus read-status ranking rating priority printed qualityassured relevance --markedentry searchranking
    interhash intrahash privacy
    votes vote labels decision decisions screener screeners reviewer-1 reviewer-2 inclusion exclusion-reason
    exclusion-reasons user-notes
    """.split()
)
_PREFIXES: Final = (
    *("bdsk-", "mendeley-", "jabref-", "rayyan-", "covidence", "zotero-", "papers2-", "papers3-", "citavi-"),
    *("citeulike-", "paperpile-", "readcube-", "comment-", "refworks-"),
)
#: The variable that private notes become, and the fields that give it.
_NOTES: Final = "annote"
_NOTE_FIELDS: Final = frozenset(("annote", "annotation", "rn", "research-notes"))
#: Fields of free text or of words, in which programs leave lines of their own.
_FREE: Final = frozenset(
    """
    note notes n1 gn ot addendum extra howpublished keywords keyword kw tags usera userb userc userd usere userf
    u1 u2 u3 u4 u5 c1 c2 c3 c4 c5 c6 c7 c8 m1 m2 m3 lb label custom1 custom2 custom3 custom4 custom5 custom6 custom7
    """.split()
)
_KEYWORDS: Final = frozenset(("keywords", "keyword", "kw", "tags"))
#: The variables of free text.
_FREE_TEXTS: Final = frozenset(("note", "annote", "medium"))
#: Text that is for readers: what looks like a path there is what it tells of.
_PROSE: Final = frozenset(("abstract", "ab", "n2", "title", "ti", "t1", "author", "au", "fau", "x-annotation"))

_SCREENING: Final = "votes, labels and names of a screening"
_BOOKKEEPING: Final = "lines of a database"
_PATH: Final = "paths of files"
_SLASH: Final = r"(?:[\\/]|\{?\\(?:text)?backslash|\$\\backslash)"
_PATHS: Final = re.compile(
    rf"(?<![\w.])(?:file:/|(?:internal-pdf|papers[23]?|smb|afp|nfs|zotero)://|[A-Za-z]\\?:{_SLASH}(?!/)|\\\\[\w.$-]+\\"
    r"|~/(?=\w)|(?<![/-])/(?:Users|home|Volumes|media|mnt|root|tmp|var|private|srv|opt|data|net|export|Library)/)"
    r"[^\n;|\"<>]*+",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"\s*+(?:\\url\{)?https?://\S++\s*+", re.IGNORECASE)
#: Rayyan's lines, and Covidence's remarks with their author and time: both go on to the end of the line.
_VOTES: Final = re.compile(r"\bRAYYAN-[A-Z]|\bUSER-NOTES: *\\?\{|\brayyan-\d{4,}")
_REMARK: Final = re.compile(r"\(\d{4}-\d\d-\d\d[^()\n]*+\) ?\([A-Z]\w+\) ?:")
_LABELS: Final = re.compile(
    r"\s*+(?:(?:first|second|third|title|abstract|title/abstract|full[- ]?text|rayyan|covidence|data|and) )*"
    r"(?:(?:screened|voted|(?:in|ex)cluded|adjudicated|extracted|resolved) by\b"
    r"|(?:screen(?:er|ing|ed)(?: (?:decision|status))?|reviewer|votes?|labels?|decision|conflicts?|consensus"
    r"|(?:in|ex)clusion(?: (?:status|decision|reasons?))?|reasons? for exclusion|adjudicator|extractor|assigned to"
    r"|covidence|rayyan)"
    r"(?:['’]?s)?(?: (?:\d+|[A-Z]|id|number))?(?: (?:votes?|decision|notes?|comments?))? ?[:=#]).*+",
    re.IGNORECASE | re.DOTALL,
)
_LINES: Final = re.compile(
    r"\s*+(?:[\w ]{0,24}\baccession(?: (?:number|no\.?|id))?|unique[- ]id|(?:times )?cited(?: by)?"
    r"|cited references?(?: count)?|total times cited|(?:export|entry|update) date|database(?: name| provider)?|an|ut"
    r"|eid|record (?:number|owner|status)|coden|conference code) ?:.*+"
    r"|\s*+(?:copyright|last updated|date (?:completed|created|revised)|number of references|citation subset"
    r"|suppnotes|correctnumber|subjectstermnotlitgenretext) - .*+"
    r"|\s*+(?:PUBMED|EMBASE|CTgov|ICTRP|CINAHL|PsycINFO) (?:NCT)?\d+(?:,(?:PUBMED|EMBASE|CTgov|ICTRP|CINAHL) \w+)*+\s*+"
    r"|\s*+(?:WOS|ISI|BIOSIS|BCI|CABI|KJD|SCIELO|INSPEC|ZOOREC|MEDLINE):\w+\s*+"
    r"|\s*+2-s2\.0-\d+\s*+",
    re.IGNORECASE | re.DOTALL,
)
#: The one to write to, with what stands between the name and the address.
_CORRESPONDENCE: Final = re.compile(
    r"\bcorrespondence address ?:[^\n]*?(?:\be-?mail ?: ?[^\s;]++|(?=\n)|\Z)", re.IGNORECASE
)
_PIECES: Final = re.compile(r"((?:(?<!\s)\s++|)[;|\n]\s*+)")
_WORDS: Final = re.compile(r"((?:(?<!\s)\s++|)[,;|\n]\s*+)")


@lru_cache(maxsize=4096)
def normal_name(name: str) -> str:
    """A field's name as the registry has it: "Local_URL" and "local url" are "local-url"."""
    return name.lower().replace("_", "-").replace(" ", "-")


@lru_cache(maxsize=4096)
def is_private(name: str) -> bool:
    """Whether a field of that name is for its owner alone."""
    normal = normal_name(name)
    return normal in _FIELDS or normal.startswith(_PREFIXES)


def hold_back(reference: Reference, publish: Collection[str] = ()) -> Reference:
    """The reference as its readers may see it: what is private stands in its `held_back` alone.

    Args:
        reference: A reference as it was read.
        publish: The names of fields that are shown all the same; `*` stands for any letters.
    """
    patterns = tuple(normal_name(name) for name in publish)
    fields: list[SourceField] = []
    held: list[HeldBack] = []
    for field in reference.fields:
        if patterns and any(fnmatchcase(normal_name(field.name), pattern) for pattern in patterns):
            fields.append(field)
        elif is_private(field.name):
            held.append(HeldBack(field))
        else:
            value, part = _public_value(field, reference.format)
            if part:
                held.append(HeldBack(field, part))
                field = replace(field, value=value)  # noqa: PLW2901 - what may be seen of it
            if value or not part:
                fields.append(field)
    public = reference
    if any(one.part for one in held):
        public = _without_parts(reference, {normal_name(one.field.name) for one in held if one.part})
    if _NOTES in public.texts and not any(normal_name(field.name) in _NOTE_FIELDS for field in fields):
        texts = {name: text for name, text in public.texts.items() if name != _NOTES}
        public = replace(public, texts=MappingProxyType(texts))
    if not held and public is reference:
        return reference
    return replace(public, fields=tuple(fields), held_back=tuple(held))


def _public_value(field: SourceField, written_in: str) -> tuple[str, str]:
    """What may be seen of a field's value, and what it is that may not."""
    name, value = normal_name(field.name), field.value
    if name in _PROSE or _ADDRESS.fullmatch(value):
        return value, ""
    if written_in == "csl-json":
        text = _string(value)
        kept, part = _cut(value if text is None else text, name, lines=True)
        # A part of an array or an object is no value.
        whole = text is None or not kept or name not in _FREE
        return ("" if whole else json.dumps(kept, ensure_ascii=False)) if part else value, part
    kept, part = _cut(value, name, lines=written_in != "bibtex")
    whole = name not in _FREE or kept.count("{") != kept.count("}")
    return ("" if whole else kept) if part else value, part


def _string(written: str) -> str | None:
    """The text that a member of an object in JSON is, if it is one."""
    try:
        value = json.loads(written)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, str) else None


def _without_parts(reference: Reference, names: set[str]) -> Reference:
    """The reference whose texts and words say nothing of what was cut out of some of its fields."""
    lines = reference.format != "bibtex"
    texts: dict[str, Text] = {}
    for variable, text in reference.texts.items():
        free = variable in _FREE_TEXTS
        kept, part = ("", "") if variable in _PROSE else _cut(str(text), "note" if free else "", lines=lines)
        if part and kept and free:
            texts[variable] = Text.plain(kept)
        # TeX may print what was cut out in such a way that nothing tells it any more.
        elif not part and not (free and not lines and names & {variable, "addendum", "howpublished"}):
            texts[variable] = text
    words = reference.keywords
    if not _KEYWORDS.isdisjoint(names):
        words = tuple(word for word in words if not _cut(word, "keywords", lines=True)[1])
    sources = tuple(source for source in reference.sources if not _PATHS.search(source))
    return replace(reference, texts=MappingProxyType(texts), keywords=words, sources=sources)


def _cut(text: str, name: str, *, lines: bool) -> tuple[str, str]:
    """A text without its private parts, and what they are; in free text programs leave lines of their own.

    Where a line end means nothing (as in BibTeX), what goes on to the end of a line goes on to the end.
    """
    found = {_PATH: None} if _PATHS.search(text) else {}
    kept = _PATHS.sub("", text).strip() if found else text
    if name in _FREE:
        divide = _WORDS if name in _KEYWORDS else _PIECES
        cut = [_cut_line(line, divide, found) for line in (kept.split("\n") if lines else (kept,))]
        kept = "\n".join(line for line in cut if line)
    return (kept, ", ".join(found)) if found else (text, "")


def _cut_line(line: str, divide: re.Pattern[str], found: dict[str, None]) -> str:
    """A line without what a screening or a database left in it, which is noted in `found`."""
    if votes := _VOTES.search(line):
        found[_SCREENING] = None
        line = line[: votes.start()]
    if remark := _REMARK.search(line):
        found[_SCREENING] = None
        line = line[: max(line.rfind(sign, 0, remark.start()) for sign in ";|") + 1]
    if _CORRESPONDENCE.search(line):
        found[_BOOKKEEPING] = None
        line = _CORRESPONDENCE.sub("", line)
    pieces = divide.split(line)
    kept: list[str] = []
    for piece, sign in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        kind = _SCREENING if _LABELS.fullmatch(piece) else _BOOKKEEPING if _LINES.fullmatch(piece) else ""
        if kind:
            found[kind] = None
        else:
            kept += (piece, sign)
    return "".join(kept).strip(" \t\n;|,") if found else line


def count_held_back(references: Iterable[Reference]) -> Mapping[str, int]:
    """What was held back, in words for the author, each with the number of references."""
    counts: dict[str, int] = {}
    for reference in references:
        for what in dict.fromkeys(str(one) for one in reference.held_back):
            counts[what] = counts.get(what, 0) + 1
    return counts
