"""Text from data, made harmless on its way into Markdown."""

from __future__ import annotations

import hashlib
import html
import re
from typing import Final

from markupsafe import Markup

# What could act is written as numeric character reference; the rest stays, for every reference costs Python-Markdown
# a detour and a human reader of the page's source a guess.
_ACTIVE: Final = re.compile(
    r"""
    (?![a-mo-qu-z0-9])(?:                          # nearly all text is letters that begin nothing
      [*_`\[\]<>{}|\\^~$&\#=+@"'\t\n\r]          # act anywhere, or end an attribute value
    | ^[^\w ]                                      # at the start of a line: lists, definitions, admonitions, fences
    | ^[ ] | [ ]\Z | (?<=[ ])[ ]                   # code blocks and line breaks
    | (?<=\.)\. | \.(?=\.) | (?<=\bwww)\.         # ellipses, bare addresses
    | (?<=-)- | -(?=-) | -\Z                       # dashes
    | (?<!\w): | :(?![ ])                          # emoji, addresses
    | (?<![^\W\d_])/ | /(?![^\W\d_]) | (?<=\bc)/(?=o\b)   # fractions, addresses, "care of"
    | (?<!\w)! | !(?![ ])                          # images
    | \((?=(?:c|r|tm)\))                           # symbols
    | (?<=[0-9])(?:s(?=t\b)|[nr](?=d\b)|t(?=h\b))  # ordinal numbers
    | [\u2028\u2029\U00100000-\U0010ffff]          # line separators, and the characters that `tokens` needs
    )""",
    re.VERBOSE | re.IGNORECASE,
)
#: "1. " and "iv) " begin lists.
_LIST_MARK: Final = re.compile(r"^([^\W_]+)([.)])")
#: What may stand as it is inside a tag: nothing that acts before Python-Markdown has put the tag aside.
_ACTIVE_IN_TAG: Final = re.compile(r"[^A-Za-z0-9_.:/\u00a0-\U000fffff-]|(?<=-)-")
# HTML has no way to write these; the replacement character shows that something stood here.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_TAG: Final = re.compile(r"(<[^<>]*>)")
_VALUE: Final = re.compile(r'="([^"]*)"')
_PLAIN_KEY: Final = re.compile(r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*")
_SAFE_PARTS: Final = re.compile(r"[A-Za-z0-9_]+")


def inert(text: str) -> str:
    """Plain text as HTML on which neither Markdown nor the syntax of any extension acts.

    The reader sees the same characters (control characters excepted, which HTML cannot hold). The result may stand in
    running Markdown, in a heading or table cell, in raw HTML and in a quoted attribute value, and at the start of
    a line: a text `--8<-- "x"`, `# x` or `- x` remains what it is. Abbreviations that the page itself defines
    (`*[CLL]: ...`) still apply, as to every other word of the page.
    """
    writable = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return _LIST_MARK.sub(lambda match: f"{match[1]}&#{ord(match[2])};", _encoded(_ACTIVE, writable))


def inert_attribute(text: str) -> str:
    """The value of an attribute inside a tag that stands in Markdown; it stays legible for keys and addresses."""
    return _encoded(_ACTIVE_IN_TAG, _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text))


def inert_markup(markup: Markup) -> Markup:
    """HTML of ours that holds text from data, on which neither Markdown nor any extension acts inside running Markdown.

    Tags stay tags; the text between them and the values of their attributes are encoded as `inert` encodes.
    """
    parts = _TAG.split(str(markup))
    for index, part in enumerate(parts):
        if index % 2:
            parts[index] = _VALUE.sub(lambda match: f'="{inert_attribute(html.unescape(match[1]))}"', part)
        elif part:
            parts[index] = inert(html.unescape(part))
    return Markup("".join(parts))  # noqa: S704 - it was markup before, and stays as safe


def _encoded(active: re.Pattern[str], text: str) -> str:
    return active.sub(lambda match: f"&#{ord(match.group())};", text)


def ref_id(key: str) -> str:
    """The id of a reference in a page's list: "ref-" and the key, or a safe form of it with a fingerprint.

    Two keys never share an id: only a fingerprint stands behind a double hyphen.
    """
    if _PLAIN_KEY.fullmatch(key):
        return f"ref-{key}"
    readable = "-".join(_SAFE_PARTS.findall(key))
    fingerprint = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"ref-{readable}--{fingerprint}"
