"""How the templates of the package become Python: what is printed, and what they may not say."""

from __future__ import annotations

import pytest
from jinja2 import TemplateSyntaxError

from litreview.cite.styles.compiling import compiled
from litreview.cite.styles.values import TextValue, released
from litreview.cite.styles.vocabulary import functions

SHARED = {"shared": "{% set words = ['a', 'b'] %}{% macro twice(value) %} {{ value }}{{ value }} {% endmacro %}"}


def printed(body: str, value: object = "", before: str = "") -> str:
    """What a macro with this body prints for a value."""
    source = f"{before}{{% macro reference(value, other='o') %}}{body}{{% endmacro %}}"
    html: str = compiled(source, SHARED, functions({}, "as-given"))["reference"](value)
    return released(html)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("{{ value }}", "&lt;b&gt;"),
        ("{{ 'a & b' }}", "a &amp; b"),
        ("{{ '<b>'|safe }}", "<b>"),
        ("<i>{{ value }}</i>", "<i>&lt;b&gt;</i>"),
        ("{{ value ~ ' & ' ~ 3 }}", "&lt;b&gt; &amp; 3"),
        ("{{ group(' & ', value, 'x', '', around('<', value, '>')) }}", "&lt;b&gt; &amp; x &amp; &lt;&lt;b&gt;&gt;"),
    ],
)
def test_words_of_the_template_and_of_data_are_escaped_once(body: str, html: str) -> None:
    assert printed(body, TextValue.plain("<b>")) == html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("\n  a\n  b\n", "a b"),
        ("{% if value %}{% endif %}", ""),
        ("\n{% if value %}\n x\n{% else %}\n y\n{% endif %}\n", "x"),
        ("{% if not value %}x{% elif other == 'o' %}z{% endif %}", "z"),
        ("{% if not value %}x{% endif %}", ""),
        ("a{% if value %} b {% endif %}c", "a b c"),
        ("a{% if not value %}{% else %}{% set value = 'd' %}{% endif %}{{ value }}", "ad"),
        ("{% set value = 'x' if other != 'o' else 'y' %}\n{{ value }}", "y"),
        ("{{ 'x' if other in ['p', 'q'] }}{{ 'y' if other not in ['p'] }}", "y"),
        ("{{ {'o': 'x'}[other] }}{{ (['a'] + ['b'])[1] }}", "xb"),
        ("{{ group(', ', *['a', 'b']) }}", "a, b"),
        ("{{ value or other }}{{ value and other }}", "vo"),
    ],
)
def test_statements_print_what_they_say_without_white_space_around_it(body: str, html: str) -> None:
    assert printed(body, TextValue.plain("v")) == html


def test_what_a_template_shares_can_be_imported() -> None:
    imports = "{% from 'shared' import twice, words %}"
    assert printed("{{ twice('x') }}{{ twice(words[1]) }}", before=imports) == "xxbb"


@pytest.mark.parametrize(
    "body",
    [
        "{% for letter in value %}{{ letter }}{% endfor %}",
        "a{% for letter in value %}{{ letter }}{% endfor %}",
        "{{ group(delimiter=', ') }}",
        "{{ value|italic(*value) }}",
        "{{ 1 < 2 < 3 }}",
        "{{ -1 }}",
        "{% set a, b = value %}{{ a }}",
    ],
)
def test_what_has_no_python_is_a_mistake_with_its_line(body: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="templates of the package have no") as caught:
        printed(f"\n{body}")
    assert caught.value.lineno == 2


def test_what_stands_between_macros_is_no_statement() -> None:
    with pytest.raises(TemplateSyntaxError, match="have no For"):
        printed("", before="{% for letter in 'ab' %}{% endfor %}")
