"""Hostile pages, figure blocks, values, styles and templates of an author's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.builders.test_hostile import PAYLOADS

#: Texts that do something, or take for ever, as Markdown or as syntax of ours; all may be published, or named.
PAGES: Final[Mapping[str, str]] = {
    "empty": "",
    "zeros": "\0" * 50,
    "our own marks": "litreviewMarktitlex \ue000\ue001\uf8ff \U000f0000",
    "open brackets": "[" * 2_000,
    "open citations": "[@" * 2_000,
    "stars": "*a **b " * 2_000,
    "quotes": ">" * 300 + " deep",
    "lists": "\n".join("  " * n + "- a" for n in range(100)),
    "open fences": "```\n" * 301,
    "a fence in a fence": "````\n```references\n```\n````\n",
    "open comments": "<!-- " * 1_000,
    "open tags": "<div>" * 500,
    "tables": "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + "|b" * 1_000,
    "definitions": "".join(f"[a{n}]: http://example.org/{n}\n" for n in range(1_000)),
    "a footnote of itself": "x[^1]\n\n[^1]: y[^1]\n",
    "a footnote of another": "x[^1]\n\n[^1]: y[^2]\n\n[^2]: z[^1]\n",
    "abbreviations": "*[boom]: <b>x</b>\n\nboom boom\n",
    "citations": "[" + "; ".join(["@alpha2020"] * 1_000) + "]",
    "a citation's words": "[see <script>boom()</script> @alpha2020, p. <b>3</b>]",
    "a citation of another": "[@<script>boom()</script>]",
    "keys": "[@{../../etc/passwd}] [@{{{}}}] [@a;;@b] [-@] [@]",
    "attributes": "[x](y){onclick=boom() #id .c style='x'}",
    "values": "{{ 7*7 }} {{ study('x') }} {{ ''.__class__.__mro__ }} {{ self }}",
    "many values": "{{ references }}\n" * 200,
    "statements": "{% for a in range(10**9) %}{% endfor %}",
    "an inclusion": '--8<-- "../../../secret"\n\n;--8<-- "x"\n',
    "a link out": "[a](../../../../etc/passwd) ![b](file:///etc/passwd) [c](//boom.example)",
    "schemes": "[a](java\nscript:boom()) [b](JaVaScRiPt:boom()) <javascript:boom()> [c](data:text/html,boom)",
    "headings": "# a\n" * 500,
    "a title of many": "# " + "a" * 50_000,
    "a title that closes": "---\ntitle: '</title><script>boom()</script>'\n---\n# T\n",
    "a description that closes": "---\ndescription: '\"><img src=x onerror=boom()>'\n---\n# T\n",
    "front matter of ours": "---\nhead: <script>boom()</script>\nlitreview: {csp: false}\n---\n# T\n",
    "front matter that hides": "---\nhide: [<script>boom()</script>]\ntags: ['<b>boom</b>']\n---\n# T\n",
    "line ends": "# T\r\rText\r\n\r\n[@alpha2020]\r",
    "a byte order": "\ufeff\ufeff# T\n",
    "directions": "# \u202eT\n\n\u2066[@alpha2020]\u2069\n",
    "Zalgo": "a" + "\u0301" * 5_000,
    "surrogate names": "[@caf\u00e9] [@cafe\u0301] [@\u212bngstrom]",
}
KINDS: Final = (
    "references",
    "evidence-table",
    "forest-plot",
    "evidence-map",
    "prisma-flow",
    "risk-of-bias",
    "timeline",
    "publications-by-year",
)
#: Bodies of a figure block; {payload} stands for a text that would act.
BODIES: Final = (
    "{payload}",
    "caption: {payload}\n",
    "outcome: {payload}\ncolumns: [{payload}]\nkeywords: {payload}\n",
    "a: &a [*a]\n",
    "[" * 500,
    "outcome: !!python/object/apply:os.system [touch boom]\n",
    "limit: -1\nfrom: 99999999999\nto: .nan\n",
)
PAYLOADS_IN_BLOCKS: Final = ('"<script>boom()</script>"', "'{{ 7*7 }}'", "\"' onclick=boom() '\"")
#: Templates that ask for too much, or for what is not theirs; each ends in a diagnostic at its file, or does nothing.
TEMPLATES: Final[Mapping[str, str]] = {
    "the class of a text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "the globals of a function": "{{ joiner.__init__.__globals__ }}",
    "an attribute by a filter": "{{ ''|attr('__class__') }}",
    "a format": "{{ '{0.__class__}'.format(1) }}",
    "another file": "{% include '/etc/passwd' %}",
    "a file above": "{% include '../../mkdocs.yml' %}",
    "itself": "{% include 'reference.md.j2' %}",
    "a loop": "{% for a in range(10**9) %}{% endfor %}",
    "loops in loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "a long text": "{{ 'x' * 10**10 }}",
    "a wide text": "{{ 'x'.center(10**10) }}",
    "a number": "{{ 10 ** 10 ** 10 }}",
    "a recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a syntax that is none": "{% if %}",
    "an unknown filter": "{{ 'x'|nothing }}",
    "the environment": "{{ config }} {{ self._TemplateReference__context }} {{ request.environ }}",
}
TEXTS: Final = PAYLOADS
