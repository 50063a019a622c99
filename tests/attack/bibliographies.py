"""Hostile bibliographies: texts that would act, in every reader's syntax, and files that are broken on purpose."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final
from xml.sax.saxutils import escape

from tests.builders.test_hostile import PAYLOADS, in_tex


def _bibtex(text: str) -> bytes:
    value = in_tex(text)
    fields = ("title", "author", "journal", "note", "url", "doi", "abstract", "keywords", "file", "pages")
    return f"@article{{k,\n{''.join(f'  {name} = {{{value}}},{chr(10)}' for name in fields)}}}\n".encode()


def _lines(*, separator: str, tags: tuple[str, ...], first: str, last: str) -> Callable[[str], bytes]:
    def made(text: str) -> bytes:
        flat = " ".join(text.split("\n"))
        return "\n".join([first, *(f"{tag}{separator}{flat}" for tag in tags), last, ""]).encode()

    return made


def _pubmed(text: str) -> bytes:
    value = escape("".join(char if char >= " " or char in "\t\n" else " " for char in text))
    article = f"<ArticleTitle>{value}</ArticleTitle><Abstract><AbstractText>{value}</AbstractText></Abstract>"
    author = f"<AuthorList><Author><LastName>{value}</LastName></Author></AuthorList>"
    citation = f"<PMID>1</PMID><Article>{article}{author}</Article>"
    whole = f"<PubmedArticle><MedlineCitation>{citation}</MedlineCitation></PubmedArticle>"
    return f"<PubmedArticleSet>{whole}</PubmedArticleSet>".encode()


def _csl(text: str) -> bytes:
    item = {
        "id": text,
        "type": "article-journal",
        "title": text,
        "author": [{"family": text, "given": text}],
        "URL": text,
        "DOI": text,
        "note": text,
        "issued": {"raw": text},
        "custom": {text: text},
    }
    return json.dumps([item]).encode()


#: How each format holds a text, by the name of its reader in `tests.fuzz.targets`.
CARRIERS: Final[Mapping[str, Callable[[str], bytes]]] = {
    "bibtex": _bibtex,
    "ris": _lines(separator="  - ", tags=("TI", "AU", "JO", "UR", "DO", "N1", "AB"), first="TY  - JOUR", last="ER  - "),
    "nbib": _lines(separator="", tags=("TI  - ", "FAU - ", "JT  - ", "AB  - ", "AID - "), first="PMID- 1", last=""),
    "pubmed-xml": _pubmed,
    "csl-json": _csl,
}
TEXTS: Final = PAYLOADS


def _bomb(number: int) -> str:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, number))
    return f'<!DOCTYPE x [<!ENTITY e0 "ha">{steps}]><PubmedArticleSet>&e{number - 1};</PubmedArticleSet>'


_OPEN = "@misc{a, title = {"
#: Files that are broken, endless, or nothing of what they say, by reader and what is wrong with them. SECRET stands for
#: the path of a file outside.
BROKEN: Final[Mapping[str, Mapping[str, bytes]]] = {
    "bibtex": {
        "empty": b"",
        "zeros": bytes(1_000),
        "every byte": bytes(range(256)),
        "UTF-16": "@misc{a, title={T}}".encode("utf-16"),
        "UTF-32": "@misc{a, title={T}}".encode("utf-32"),
        "half a character": "@misc{a, title={caf\xe9}}".encode()[:-3],
        "surrogates": b"@misc{a, title={\xed\xa0\x80}}",
        "cut off": _OPEN.encode(),
        "open braces": _OPEN.encode() + b"{" * 100_000,
        "closed braces": b"}" * 100_000,
        "at signs": b"@" * 100_000,
        "quotes": b'@misc{a, title = "' + b'"' * 100_000,
        "hashes": b"@misc{a, title = " + b"x # " * 20_000 + b"x}",
        "deep": _OPEN.encode() + b"{" * 20_000 + b"}" * 20_000 + b"}}",
        "a circle of abbreviations": b"@string{a = b}@string{b = a}@misc{k, title = a}",
        "abbreviations that double": b"@string{a0 = {ha}}"
        + b"".join(b"@string{a%d = a%d # a%d}" % (n, n - 1, n - 1) for n in range(1, 60))
        + b"@misc{k, title = a59}",
        "a circle of parents": b"@misc{a, crossref={b}}@misc{b, crossref={a}}",
        "its own parent": b"@misc{a, crossref={a}}",
        "a chain of parents": b"".join(b"@misc{k%d, crossref={k%d}}" % (n, n + 1) for n in range(500)),
        "one key": b"@misc{k, title={T}}" * 2_000,
        "many names": b"@misc{a, author={" + b" and ".join(b"A, B" for _ in range(5_000)) + b"}}",
        "commas in a name": b"@misc{a, author={" + b"," * 50_000 + b"}}",
        "accents": b"@misc{a, title={" + rb"\'" * 40_000 + b"e}}",
        "commands": b"@misc{a, title={" + rb"\textbf{" * 5_000 + b"x" + b"}" * 5_000 + b"}}",
        "input of a file": rb"@misc{a, title={\input{SECRET} \include{SECRET} \verbatiminput{SECRET}}}",
        "a shell of TeX": rb"@misc{a, title={\write18{touch boom}\immediate\write18{touch boom}}}",
        "a preamble": rb"@preamble{\def\x{\x}\x}@misc{a, title={\x}}",
        "a date": b"@misc{a, date={-99999999999-13-45/99999}, year={" + b"9" * 5_000 + b"}}",
        "a number": b"@article{a, volume={" + b"1" * 100_000 + b"}, pages={1--" + b"9" * 50_000 + b"}}",
        "a long key": b"@misc{" + b"k" * 100_000 + b", title={T}}",
        "a key of dots": b"@misc{../../../etc/x, title={T}}@misc{.., title={T}}@misc{., title={T}}",
        "bells": b"@misc{a, title={\x07\x1b]0;boom\x07\x1b[2J}}",
        "directions": "@misc{a, title={\N{RIGHT-TO-LEFT OVERRIDE}moob\N{POP DIRECTIONAL FORMATTING}}}".encode(),
    },
    "ris": {
        "no end": b"TY  - JOUR\n" * 500,
        "ends alone": b"ER  - \n" * 5_000,
        "unknown types": b"".join(b"TY  - X%d\nER  - \n" % n for n in range(500)),
        "no tag": b"a line\n" * 20_000,
        "a long line": b"TY  - JOUR\nTI  - " + b"x" * 500_000 + b"\nER  - \n",
        "many authors": b"TY  - JOUR\n" + b"AU  - A, B\n" * 2_000 + b"ER  - \n",
        "carriage returns": b"TY  - JOUR\rTI  - T\rER  - \r",
        "a file as link": b"TY  - JOUR\nL1  - file://SECRET\nUR  - file://SECRET\nTI  - T\nER  - \n",
        "UTF-16": "TY  - JOUR\nTI  - T\nER  - \n".encode("utf-16"),
        "zeros": b"TY  - JOUR\nTI  - " + bytes(5_000) + b"\nER  - \n",
        "a date": b"TY  - JOUR\nPY  - 99999/99/99/" + b"x" * 1_000 + b"\nDA  - ////\nER  - \n",
    },
    "nbib": {
        "no number": b"PMID-\nTI  - T\n",
        "folded for ever": b"PMID- 1\nTI  - a\n" + b"      b\n" * 20_000,
        "a long line": b"PMID- 1\nTI  - " + b"x" * 500_000 + b"\n",
        "numbers": b"PMID- " + b"1" * 50_000 + b"\nTI  - T\n",
        "unknown tags": b"PMID- 1\n" + b"".join(b"X%03d- x\n" % n for n in range(1_000)),
        "many records": b"PMID- 1\nTI  - T\n\n" * 300,
        "corrections": b"PMID- 1\nTI  - T\n" + b"RIN - J. 2001;1:1. PMID: 2\n" * 5_000,
    },
    "pubmed-xml": {
        "an outer entity": b'<!DOCTYPE x [<!ENTITY s SYSTEM "file://SECRET">]><PubmedArticleSet><PubmedArticle>'
        b"<MedlineCitation><PMID>1</PMID><Article><ArticleTitle>&s;</ArticleTitle></Article></MedlineCitation>"
        b"</PubmedArticle></PubmedArticleSet>",
        "an outer parameter": b'<!DOCTYPE x [<!ENTITY % s SYSTEM "file://SECRET"> %s;]><PubmedArticleSet/>',
        "an outer document type": b'<!DOCTYPE x SYSTEM "file://SECRET"><PubmedArticleSet/>',
        "an inclusion": b'<PubmedArticleSet xmlns:xi="http://www.w3.org/2001/XInclude">'
        b'<xi:include href="SECRET" parse="text"/></PubmedArticleSet>',
        "a bomb": _bomb(12).encode(),
        "a bomb of one": b'<!DOCTYPE x [<!ENTITY a "'
        + b"x" * 50_000
        + b'">]><PubmedArticleSet>'
        + b"&a;" * 10_000
        + b"</PubmedArticleSet>",
        "deep": b"<PubmedArticleSet>" + b"<a>" * 50_000,
        "no end": b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1",
        "wrong ends": b"<PubmedArticleSet></a></b></PubmedArticleSet>",
        "attributes": b"<PubmedArticleSet " + b" ".join(b'a%d="x"' % n for n in range(20_000)) + b"/>",
        "a number of nothing": b"<PubmedArticleSet>&#0;&#xD800;&#x110000;</PubmedArticleSet>",
        "an encoding that is none": b'<?xml version="1.0" encoding="x-none"?><PubmedArticleSet/>',
        "UTF-7": b'<?xml version="1.0" encoding="UTF-7"?><PubmedArticleSet/>',
    },
    "csl-json": {
        "deep": b"[" * 100_000,
        "deep and closed": b"[" * 5_000 + b"]" * 5_000,
        "deep objects": b'{"a":' * 50_000,
        "no array": b'"x"',
        "not even an object": b"[1, null, true, [], {}]",
        "numbers": b'[{"id": 1e999, "type": "book", "volume": ' + b"9" * 10_000 + b"}]",
        "not a number": b'[{"id": NaN, "type": Infinity}]',
        "half a surrogate": b'[{"id": "\\ud800", "type": "book", "title": "\\udfff"}]',
        "one name twice": b'[{"id": "a", "id": "b", "type": "book", "type": "chapter"}]',
        "wrong kinds": b'[{"id": {"a": 1}, "type": [], "author": "x", "issued": 1, "title": null, "custom": 2}]',
        "dates": b'[{"id": "a", "type": "book", "issued": {"date-parts": [[99999999999, -5, "x"], [], null]}}]',
        "markup": b'[{"id": "a", "type": "book", "title": "' + b"<i>" * 20_000 + b'"}]',
        "many": b"[" + b",".join(b'{"id": "k%d", "type": "book"}' % n for n in range(500)) + b"]",
        "prototypes": b'[{"id": "__proto__", "type": "book", "constructor": {"prototype": 1}}]',
    },
    "yaml": {
        "code": b"!!python/object/apply:os.system ['touch boom']",
        "a module": b"title: !!python/name:os.system\n",
        "a map of maps": b"a: &a {x: y}\nb: {<<: *a, <<: *a}\n",
        "a circle": b"title: &a [*a]\n",
        "deep": b"[" * 5_000,
        "tabs": b"title:\n\t- a\n",
        "documents": b"--- \ntitle: A\n--- \ntitle: B\n",
        "a date": b"title: 9999-99-99\nversion: 0o9\n",
        "wrong kinds": b"title: {a: [1, {b: null}]}\nkeywords: 1\ncontributors: x\n",
        "keys of all kinds": b"? [a, b]\n: 1\n? {c: d}\n: 2\nnull: 3\n1: 4\ntrue: 5\n",
        "a number": b"title: " + b"9" * 10_000 + b"\n",
        "binary": b"title: !!binary aGVsbG8=\n",
        "zeros": b"title: a\x00b\n",
        "a long line": b"title: " + b"x" * 300_000 + b"\n",
        "anchors": b"".join(b"a%d: &a%d x\n" % (n, n) for n in range(1_000)),
        "an inclusion": b"title: !include SECRET\nabstract: !ENV HOME\n",
    },
    "any": {
        "nothing": b"",
        "spaces": b" \n" * 50_000,
        "a program": b"\x7fELF\x02\x01\x01" + bytes(100),
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "an archive": b"PK\x03\x04" + bytes(100),
        "two formats": b"@misc{a, title={T}}\nTY  - JOUR\nER  - \nPMID- 1\n",
        "HTML": b"<!doctype html><script>boom()</script>",
        "EndNote": b"%0 Journal Article\n%T T\n",
    },
}
