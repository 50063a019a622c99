"""Rules for the prose of docs/: what counts as a statement, as a number and as a citation.

The rules read the Markdown sources with regular expressions alone, so that a page can be judged without a build and
without the generator, whose own reading of citations they must not share.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

LOOK_UP_DATE = re.compile(r"\b21 November(?: to 1 December)? 2026\b")
"""The days of our look-ups: facts about this site, which no reference can support; allowed on the methods page."""

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FENCE = re.compile(r"^\s*(```|~~~)")
_HEADING = re.compile(r"^#{1,6} ")
_ADMONITION = re.compile(r'^(?:!!!|\?\?\?\+?) [^"]*(?:"(.*)")?')
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
_TABLE_RULE = re.compile(r"^\s*\|[\s:|-]+\|\s*$")
_CITATION = re.compile(r"(?<![\w@])@([A-Za-z0-9_]+(?:[:.#$%&+?<>~/-][A-Za-z0-9_]+)*)")
_BRACKETED = re.compile(r"\[[^\[\]]*@[^\[\]]*\]")
_CODE = re.compile(r"(`+).+?\1")
_LINK_TARGET = re.compile(r"\]\(\s*[^\s)]*")  # a link's title, which a reader sees, stays
# Any mark that may end a sentence ends one, whatever follows: a small letter, a link, a value. What must not end one is
# listed, so that a number cannot hide behind the citation of the sentence before.
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\bal\.)(?<!\bvs\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bcf\.)[*_\"'”’)]{0,4}\s+|<br\s*/?>"
)

# Names that hold a digit without stating a quantity. A letter joined to a digit (CD19, TP53, NCT01029366) is a name;
# joined by a hyphen only if it is listed, because "day-28" is a quantity.
_NAMES = re.compile(
    r"""
    \b(?:PD-L?\d|IL-\d+|TIM-3|Siglec-6|PGC-1alpha|4-1BB|FMC63-28z|19-28z|17p)\b
    | \bTRANSCEND\ CLL\ 004\b | \bZUMA-8\b | \bBRUIN\ CLL-321\b | \bCOVID-19\b | \bLFA-1\b
    | \b[Pp]hase\ [123](?:/[123])?\b   # a part of a trial
    | \b[Dd]ose\ level\ [12]\b         # a part of a trial
    | \b95\s?%\s?CI\b                 # what the figures after it are
    | \b[A-Za-z]*[A-Z][A-Za-z]*\d\w*
    """,
    re.VERBOSE,
)
_QUANTITY = re.compile(
    r"""
    \d|[⁰¹²³⁴-⁹½]
    | \{\{                              # a value from the data prints as a number
    | (?<![^\W_])(?:
        (?:two|three|four|five|six|seven|eight|nine|ten|twenty)(?:fold)?
        | eleven | twelve | (?:thir|four|fif|six|seven|eigh|nine)teen | (?:thir|for|fif|six|seven|eigh|nine)ty
        | half | quarters? | thirds | (?:a|one)[ ]third[ ]of | twice | dozens? | hundreds? | thousands? | millions?
    )(?![^\W_])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_YEAR_OR_ORDINAL = re.compile(r"^#+ \d+\. |\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W_](?:[\w'’.,/-]*[^\W_])?")
_HOW_SURE = re.compile(r"\*How sure: (?:high|moderate|low)\.\*\s*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, or one row of a table, which stands or falls by the citations that it holds."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A page of docs/: its front matter, and its body with the line on which the body begins."""

    name: str
    front_matter: dict[str, str]
    body: str
    first_line: int


def read_prose(path: Path) -> Prose:
    """Read one page. Without front matter the mapping is empty, and the tests say so."""
    return parse_prose(path.name, path.read_text(encoding="utf-8"))


def parse_prose(name: str, text: str) -> Prose:
    """Split a page into front matter and body."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return Prose(name, {}, text, 1)
    fields = {str(key): str(value) for key, value in dict(yaml.safe_load(found[1]) or {}).items()}
    return Prose(name, fields, text[found.end() :], text[: found.end()].count("\n") + 1)


def read_answers(path: Path) -> Prose:
    """Read what review.yml has the first page answer, with lines of its own."""
    review = yaml.safe_load(path.read_text(encoding="utf-8"))
    points = [f"- {' '.join(point['text'].split())}\n" for point in review["key_points"]]
    changes = [f"- {' '.join(change['text'].split())}\n" for change in review["changes"]]
    texts = [review["summary"], *points, *review["plain_language"], *changes]
    return Prose(path.name, {}, "\n".join(f"{text.strip()}\n" for text in texts), 1)


def blocks(prose: Prose) -> Iterator[Statement]:
    """Yield paragraphs, list items and table rows; headings, fenced figure blocks and table heads hold no statement."""
    lines = prose.body.splitlines()
    held: list[str] = []
    start = fenced = 0
    for index, line in enumerate([*lines, ""]):
        if _FENCE.match(line):
            fenced = not fenced
            continue
        row = line.lstrip().startswith("|")
        ends = not line.strip() or row or _HEADING.match(line) or _ADMONITION.match(line)
        if held and (ends or fenced or _BULLET.match(line)):
            yield Statement(prose.first_line + start, " ".join(held))
            held = []
        if fenced or (ends and not row):
            continue
        if row:
            if not _is_head(lines, index) and not _TABLE_RULE.match(line):
                yield Statement(prose.first_line + index, line.strip())
            continue
        if not held:
            start = index
        held.append(_BULLET.sub("", line, count=1).strip() if not held else line.strip())


def _is_head(lines: list[str], index: int) -> bool:
    return index + 1 < len(lines) and _TABLE_RULE.match(lines[index + 1]) is not None


def statements(prose: Prose) -> Iterator[Statement]:
    """Yield every sentence of the page, and every row of its tables as one statement."""
    for block in blocks(prose):
        if block.text.startswith("|"):
            yield block
        else:
            # "[see @key, p. 33]" does not end a sentence: its spaces are hidden from the split and given back.
            text = _BRACKETED.sub(lambda found: found[0].replace(" ", "\0"), block.text)
            parts = (part.replace("\0", " ") for part in _SENTENCE_END.split(text))
            yield from (Statement(block.line, sentence) for sentence in parts if sentence)


def labels(prose: Prose) -> Iterator[Statement]:
    """Yield what can hold no citation, and so no figure: the front matter, headings without their years and ordinals,
    titles of admonitions, heads of tables and captions of figure blocks."""
    yield from (Statement(1, text) for text in prose.front_matter.values())
    lines = prose.body.splitlines()
    fence: list[str] | None = None
    for index, line in enumerate(lines):
        number = prose.first_line + index
        if _FENCE.match(line):
            if fence is not None:
                yield from (Statement(number, caption) for caption in _captions("\n".join(fence)))
            fence = [] if fence is None else None
        elif fence is not None:
            fence.append(line)
        elif _HEADING.match(line):
            yield Statement(number, _YEAR_OR_ORDINAL.sub(" ", line))
        elif (title := _ADMONITION.match(line)) and title[1]:
            yield Statement(number, title[1])
        elif _is_head(lines, index):
            yield Statement(number, line.strip())


def _captions(block: str) -> list[str]:
    try:
        fields = yaml.safe_load(block)
    except yaml.YAMLError:
        return []  # a listing, not a figure block
    return [str(fields["caption"])] if isinstance(fields, dict) and "caption" in fields else []


def citations(text: str) -> list[str]:
    """Return the keys that a text cites, in order, whether bracketed or narrative; code cites nothing."""
    return _CITATION.findall(_CODE.sub(" ", text))


def without_names(text: str) -> str:
    """Return a text without what may hold a digit and states nothing: names, citations and the targets of links."""
    return _NAMES.sub(" ", without_citations(text))


def without_citations(text: str) -> str:
    """Return a text without its citations and the targets of its links."""
    return _CITATION.sub(" ", _LINK_TARGET.sub("]", _BRACKETED.sub(" ", text)))


def quantities(text: str, page: str = "") -> list[str]:
    """Return the numbers that a text states, with names, citations, links and the days of our look-ups set aside."""
    return _QUANTITY.findall(without_names(LOOK_UP_DATE.sub(" ", text) if page == "methods.md" else text))


def uncited_numbers(prose: Prose) -> list[Statement]:
    """Return the statements that give a number without a citation beside it, and the labels that give a number."""
    uncited = (item for item in statements(prose) if not citations(item.text))
    return [item for item in (*uncited, *labels(prose)) if quantities(item.text, prose.name)]


def word_count(prose: Prose) -> int:
    """Count the words that a reader reads: no front matter, no citation, no link target, no fenced block."""
    headings = [line for line in prose.body.splitlines() if _HEADING.match(line)]
    texts = [*headings, *(item.text for item in blocks(prose))]
    return sum(len(_WORD.findall(_LINK_TARGET.sub("]", _BRACKETED.sub(" ", text)))) for text in texts)


def key_points(prose: Prose) -> list[str]:
    """Return the bullet points of the admonition "Key points", each as one line."""
    found = re.search(r'^!!! abstract "Key points"\n((?:[ \t]*\n|    .*\n)+)', prose.body, re.MULTILINE)
    if found is None:
        return []
    return [" ".join(point.split()) for point in re.split(r"^    - ", found[1], flags=re.MULTILINE)[1:]]


def states_how_sure(point: str) -> bool:
    """Tell whether a key point ends in how sure its figure is, in a word of the scale on the methods page."""
    return _HOW_SURE.search(point) is not None


def known_keys(bibliographies: list[Path]) -> set[str]:
    """Return the citation keys of BibTeX files."""
    entry = re.compile(r"^@(?!comment|string|preamble)\w+\s*\{\s*([^,\s]+)\s*,", re.MULTILINE | re.IGNORECASE)
    return {key for path in bibliographies for key in entry.findall(path.read_text(encoding="utf-8"))}
