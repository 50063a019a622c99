"""The block of YAML that opens a Markdown file."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from litreview.read.yaml import load_known

_BLOCK = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST_DESCRIPTION = 155
#: What YAML takes for a line end or does not print, although JSON may hold it as it is.
_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Split:
    """A Markdown file in two: the front matter's YAML without its fences, and the text after it."""

    yaml: str
    body: str
    #: Lines of the file before `body`.
    lines: int


def split_front_matter(source: str) -> Split:
    """Take the front matter off; a file without one gives empty YAML."""
    match = _BLOCK.match(source)
    if match is None:
        return Split("", source, 0)
    return Split(match["body"], source[match.end() :], source.count("\n", 0, match.end()))


def front_matter(values: Mapping[str, object]) -> str:
    """A front matter block; every value stands in its line as JSON that is YAML too."""
    lines = [front_line(name, value) for name, value in values.items() if value not in ("", None)]
    return "---\n" + "".join(lines) + "---\n"


def completed(source: str, values: Mapping[str, object]) -> str:
    """A page whose front matter says these things too, as far as it does not say something of each itself.

    Args:
        source: A Markdown file whose front matter can be read.
        values: What is added, by name.
    """
    split = split_front_matter(source)
    meta = load_known(split.yaml) or {}
    added = "".join(front_line(name, value) for name, value in values.items() if value and name not in meta)
    if not added:
        return source
    # A mapping in braces, or one that is indented, takes no line of ours at its end.
    plain = not meta or split.yaml.startswith(tuple(map(str, meta)))
    own = split.yaml if plain else yaml.safe_dump(dict(meta), sort_keys=False)
    return f"---\n{own}{added}---\n{split.body}"


def front_line(name: str, value: object) -> str:
    """A line of front matter, from which no value can break out.

    Characters beyond the Basic Multilingual Plane stand as they are: JSON would escape them in halves, which YAML does
    not put together again.
    """
    text = _LONE_SURROGATE.sub("\ufffd", _ENCODE(value))
    written = _UNPRINTED.sub(lambda match: rf"\u{ord(match.group()):04x}", text)
    return f"{name}: {written}\n"


def head_text(text: str) -> str:
    """Text for the page's title or description: the theme prints both raw into the head, so it is escaped here."""
    return html.escape(" ".join(text.split()), quote=True)


def shorten(text: str, longest: int = _LONGEST_DESCRIPTION) -> str:
    """The text cut between words to at most `longest` characters, with an ellipsis where something went."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"
