"""Templates of an author that ask for too much: each ends in an error of its line, whatever it asks for."""

from __future__ import annotations

from typing import Final

import pytest
from jinja2 import DictLoader, StrictUndefined, TemplateError

from litreview.cite import sandbox
from litreview.cite.sandbox import BoundedEnvironment

LOOP: Final = "{% for i in range(100000) %}"
#: Templates that would take gigabytes or hours.
TOO_MUCH: Final = {
    "repetition": "{{ 'x' * 10**9 }}",
    "repetition of a list": "{{ 10**9 * [1] }}",
    "repetition that is asked and not printed": "{% if 'x' * 10**9 %}{% endif %}",
    "power": "{{ 10**(10**9) }}",
    "squares": "{% set n = namespace(x=9**999) %}" + LOOP + "{% set n.x = n.x * n.x %}{% endfor %}",
    "range": "{{ range(10**9)|list }}",
    "loops in loops": LOOP + LOOP + "{% endfor %}{% endfor %}",
    "a loop that chooses none": LOOP + "{% for j in range(100000) if j < 0 %}{% endfor %}{% endfor %}",
    "a long text in a loop": LOOP + "x" * 1000 + "{% endfor %}",
    "a long text in a loop of a macro": "{% macro m() %}" + LOOP + "x" * 1000 + "{% endfor %}{% endmacro %}{{ m() }}",
    "doubling": "{% set n = namespace(x='x') %}" + LOOP + "{% set n.x = n.x ~ n.x %}{% endfor %}",
    "doubling by plus": "{% set n = namespace(x='x') %}" + LOOP + "{% set n.x = n.x + n.x %}{% endfor %}",
    "doubling of blocks": "{% set n = namespace(x='x') %}"
    + LOOP
    + "{% set q %}{{ n.x }}{{ n.x }}{% endset %}{% set n.x = q %}{% endfor %}",
    "lists in lists": "{% set n = namespace(x=1) %}" + LOOP + "{% set n.x = [n.x] %}{% endfor %}",
    "lists twice in lists": "{% set n = namespace(x=1) %}" + LOOP + "{% set n.x = (n.x, n.x) %}{% endfor %}",
    "namespaces in namespaces": "{% set n = namespace(x=1) %}"
    + LOOP
    + "{% set n.x = namespace(a=n.x, b=n.x) %}{% endfor %}",
    "a namespace in itself": "{% set n = namespace() %}{% set n.x = n %}{{ n }}",
    "slices": "{% set s = 'x' * 10**7 %}" + LOOP + "{% set t = s[1:] %}{% endfor %}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "recursion twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(99) }}",
    "a template in itself": "{% include 'a template in itself' %}",
    "a template that extends itself": "{% extends 'a template that extends itself' %}",
    "a block in itself": "{% block b %}{{ self.b() }}{% endblock %}",
    "a loop in itself": "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "callers": "{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}"
    + "{% call m() %}" * 20
    + "{% endcall %}" * 20,
    "width": "{{ 'x'|center(10**9) }}",
    "width of a method": "{{ 'x'.ljust(10**9) }}",
    "width of %": "{{ '%1000000000d' % 1 }}",
    "width of % as a value": "{{ '%*d' % (10**9, 1) }}",
    "width of the filter": "{{ '%1000000000d'|format(1) }}",
    "width of format": "{{ '{:1000000000}'.format(1) }}",
    "width of format as a value": "{{ '{:{}}'.format(1, 10**9) }}",
    "a text in a format again and again": "{{ ('{0}' * 300).format('x' * 10**6) }}",
    "a text in % again and again": "{{ ('%(a)s' * 10**5) % {'a': 'x' * 10**6} }}",
    "bytes": "{{ (1).to_bytes(10**9, 'big') }}",
    "indent": "{{ ('\n' * 10**6)|indent(1000) }}",
    "replace": "{{ ('x' * 10**6)|replace('x', 'y' * 10**6) }}",
    "replace by the method": "{{ ('x' * 10**6).replace('', 'y' * 10**6) }}",
    "join": "{{ range(100000)|join('y' * 10**6) }}",
    "join by the method": "{{ ('y' * 10**6).join(range(100000)|map('string')) }}",
    "batch": "{{ [1]|batch(10**9, 'x')|list }}",
    "sum of lists": "{{ [[1], [2]]|sum(start=[]) }}",
    "comments to strip": "{{ ('<!---->' * 10**6)|striptags }}",
    "brackets": "{{ " + "(" * 100_000 + " }}",
    "an endless sum": "{{ 1" + " + 1" * 20_000 + " }}",
    "blocks in blocks": "{% if 1 %}" * 5_000 + "{% endif %}" * 5_000,
    "loops of the text": "{% for i in [1] %}" * 60 + "{% endfor %}" * 60,
    "a long file": "x" * 1_000_001,
}


def made(**templates: str) -> BoundedEnvironment:
    return BoundedEnvironment(
        loader=DictLoader({**TOO_MUCH, **templates}), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_asks_for_too_much_is_an_error(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "STEPS", 20_000)
    with pytest.raises(TemplateError):
        made().get_template(name).render()


def test_what_only_takes_long_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 0.02)
    searching = "{% set b = range(100000)|list %}" + LOOP + "{% if -1 in b %}{% endif %}{% endfor %}"
    with pytest.raises(TemplateError, match="seconds"):
        made(x=searching).get_template("x").render()


def test_an_error_of_any_kind_is_one_of_the_template() -> None:
    for wrong in ("{{ 1 + 'a' }}", "{{ 1 / 0 }}", "{{ {}|sum(1, 2, 3) }}", "{{ [1, 'a']|sort }}"):
        with pytest.raises(TemplateError):
            made(x=wrong).get_template("x").render()


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ 'a' ~ 1 ~ '<' }}", "a1&lt;"),
        ("{{ 'a<' ~ ('<i>'|safe) }}", "a&lt;<i>"),
        ("{% for a, b in [(1, 2), (3, 4)] if a > 1 %}{{ loop.index }}{{ a }}{{ b }}{% endfor %}", "134"),
        ("{% set n = namespace(x=0) %}{% for i in range(9) %}{% set n.x = n.x + i %}{% endfor %}{{ n.x }}", "36"),
        ("{% macro m(a, b='c') %}[{{ a }}{{ b }}]{% endmacro %}{{ m(1) }}{{ m(b=2, a=3) }}", "[1c][32]"),
        ("{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}x{% endcall %}", "<x>"),
        ("{% for x in [1, [2, [3]]] recursive %}{{ loop(x) if x is iterable else x }}{% endfor %}", "123"),
        ("{% block b %}x{% endblock %}{{ self.b() }}", "xx"),
        ("{% set q %}<b>{{ '&' }}{% endset %}{{ q }}", "<b>&amp;"),
        ("{% filter upper %}abc{% endfilter %}", "ABC"),
        (
            "{{ '%s is %.1f' % ('a', 2) }} {{ '%d'|format(3) }} {{ '{:,} {x}'.format(4000, x='y') }}",
            "a is 2.0 3 4,000 y",
        ),
        ("{{ [3, 1, 2]|sort|map('string')|join(', ') }}", "1, 2, 3"),
        ("{{ 'abc'[1:] }}{{ 'abc'[::-1] }}{{ (1, 2)[0] }}{{ {'k': 'v'}.k }}", "bccba1v"),
        ("{{ [1, 2, 3]|select('odd')|list }}", "[1, 3]"),
        ("{{ 'a b'.split()|length }}{{ 'abc'.upper() }}{{ missing|default(2020) }}{{ 2 ** 10 }}", "2ABC20201024"),
        (
            "{{ 'x'|indent(2, first=true) }}{{ 'a-b'.replace('-', '+') }}{{ ('a ' * 999)|truncate(2000)|length }}",
            "  xa+b1998",
        ),
        ("{{ {'a': 1}|tojson }}{{ [1, 2]|sum }}{{ 'x'|center(3) }}", '{"a": 1}3 x '),
    ],
)
def test_everything_else_prints_as_in_jinja(template: str, printed: str) -> None:
    assert made(x=template).get_template("x").render() == printed


def test_each_rendering_has_a_budget_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "STEPS", 20_000)
    template = made(x="{% for i in range(9000) %}{% endfor %}").get_template("x")
    for _ in range(5):
        assert template.render() == ""
