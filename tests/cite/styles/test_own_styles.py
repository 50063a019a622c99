"""Styles of an author: what they may say, and what their mistakes are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from litreview.cite.intext_style import InTextForm
from litreview.cite.styles.format import format_reference, plain_text
from litreview.cite.styles.front import StyleError
from litreview.cite.styles.registry import builtin_styles, load_style

from .making import person, reference

_STYLE = """---
label: House style
in-text: {like: author-date-comma, et-al-min: 4}
sorting: author-year-title
pages: minimal
names:
  author: {inverted: all, initials: ". ", conjunction: " & "}
---
{% macro reference(item) %}
{{ names(item.author, "author") }}. <i>{{ item.title|sentence_case }}</i>.
{{ group(":", item.volume, pages(item.page)) }}.
{% endmacro %}
"""
_ITEM = reference(
    type="article-journal",
    author=[person("Roe", "Jane")],
    title="The Big <i>Story</i>",
    volume="3",
    page="101-108",
    issued=[2000],
)


def write(folder: Path, source: str, name: str = "house") -> Path:
    path = folder / f"{name}.html.j2"
    path.write_text(source, encoding="utf-8")
    return path


def test_a_style_of_ones_own_is_one_file(tmp_path: Path) -> None:
    write(tmp_path, _STYLE)
    style = load_style("house", folders=(tmp_path,))
    assert (style.name, style.label) == ("house", "House style")
    assert (style.in_text.form, style.in_text.et_al_min) == (InTextForm.AUTHOR_DATE, 4)
    assert plain_text(format_reference(style, _ITEM)) == "Roe, J. The big story. 3:101–8."


def test_a_style_is_loaded_from_its_path(tmp_path: Path) -> None:
    assert load_style(write(tmp_path, _STYLE)).name == "house"
    assert load_style(str(write(tmp_path, _STYLE))).name == "house"


def test_an_own_style_of_the_same_name_comes_first(tmp_path: Path) -> None:
    write(tmp_path, _STYLE, "nlm")
    assert load_style("nlm", folders=(tmp_path,)).label == "House style"
    assert load_style("nlm").label == "NLM (Vancouver)"


def test_shared_macros_may_be_used(tmp_path: Path) -> None:
    source = _STYLE.replace("{% macro ref", '{% from "macros.html.j2" import edition %}{% macro ref', 1)
    write(tmp_path, source.replace("{{ names", "{{ edition(item) }} {{ names", 1))
    item = reference(type="book", edition="2", title="T", author=[person("Roe", "J.")])
    assert plain_text(format_reference(load_style("house", folders=(tmp_path,)), item)).startswith("2nd ed. Roe, J.")


def test_arguments_may_be_named(tmp_path: Path) -> None:
    body = """
    {{ names(item.author, form="author", at_least=2) }} {{ item.issued|date(pattern="{year}", suffix="b") }}
    {{ group(delimiter=": ") }}{{ around(before="vol. ", value=item.volume, after="") }}
    {{ pages(value=item.page, delimiter="-") }} {{ item.title|title_case(language="de") }}
    """
    write(tmp_path, _STYLE.partition("{% macro")[0] + "{% macro reference(item) %}" + body + "{% endmacro %}")
    printed = plain_text(format_reference(load_style("house", folders=(tmp_path,)), _ITEM))
    assert printed == "Roe, J. 2000b vol. 3 101-8 The Big Story"


def test_words_and_markup_of_a_template_are_told_apart(tmp_path: Path) -> None:
    body = """
    {{ group(" & ", "<b>", "<i>x</i>"|safe, " y ") }}; {{ around("<", item.volume, ">") }}; {{ "a & b"|italic }};
    {{ "<b>"|quoted }}; {{ "a < b"|capitalize_first }}; {{ item.edition|ordinal }}; {{ ("v. " ~ item.volume)|italic }}
    """
    write(tmp_path, _STYLE.partition("{% macro")[0] + "{% macro reference(item) %}" + body + "{% endmacro %}")
    item = reference(type="book", volume="3", edition="<2>")
    assert format_reference(load_style("house", folders=(tmp_path,)), item) == (
        "&lt;b&gt; &amp; <i>x</i> &amp; y; &lt;3&gt;; <i>a &amp; b</i>; “&lt;b&gt;”; A &lt; b; &lt;2&gt;; <i>v. 3</i>"
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("no front", "front block"),
        ("---\n- a\n---\n", "has to hold names and values"),
        ("---\na: [\n---\n", "flow node"),
        (_STYLE.replace("label:", "lable:"), "`lable` has no meaning here (did you mean label?)"),
        (_STYLE.replace("author-date-comma", "author-dat"), "no way to cite"),
        (_STYLE.replace("et-al-min: 4", "et-al-min: four"), "`et-al-min` has to be a whole number"),
        (_STYLE.replace("inverted: all", "inverse: all"), "`inverse` has no meaning here (did you mean inverted?)"),
        (_STYLE.replace("inverted: all", "inverted: some"), "`inverted` has to be one of all, first, none"),
        (
            _STYLE.replace("inverted: all", "before-last: often"),
            "`before-last` has to be one of always, never",
        ),
        (_STYLE.replace("inverted: all", "hyphens: [a]"), "`hyphens` has to be true or false"),
        (_STYLE.replace("minimal", "tiny"), "`pages` has to be one of as-given"),
        (_STYLE.replace("sorting: author-year-title", "sorting: by-size"), "by-size"),
        (_STYLE.replace("macro reference", "macro referenz"), "no macro reference"),
        (_STYLE.replace("endmacro", "endmacaroni"), "unknown tag 'endmacaroni'"),
        (_STYLE.replace("names:", "names: 3\nnam:"), "`names` has to hold names and values"),
    ],
)
def test_mistakes_in_a_style_are_named(tmp_path: Path, source: str, message: str) -> None:
    write(tmp_path, source)
    with pytest.raises(StyleError, match="house") as caught:
        load_style("house", folders=(tmp_path,))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        "{{ item.__class__.__mro__ }}",
        "{{ nonsense(item) }}",
        "{{ names(item.author, 'nobody') }}",
        "{{ item._reference }}",
        "{{ cycler.__init__.__globals__ }}",
    ],
)
def test_what_a_template_may_not_do_is_an_error_of_the_style(tmp_path: Path, body: str) -> None:
    write(tmp_path, _STYLE.replace("{{ names", body + "{{ names", 1))
    with pytest.raises(StyleError, match=r"'house' (fails on 'key'|asks for)"):
        format_reference(load_style("house", folders=(tmp_path,)), _ITEM)


def test_an_unknown_name_is_an_error_that_lists_the_styles() -> None:
    with pytest.raises(StyleError, match="apa") as caught:
        load_style("../nlm")
    assert all(name in str(caught.value) for name in builtin_styles())


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StyleError, match="cannot be read"):
        load_style(tmp_path / "none.html.j2")


@pytest.mark.parametrize("name", builtin_styles())
def test_every_style_says_how_it_cites_in_the_text(name: str) -> None:
    style = load_style(name)
    numeric = style.in_text.form is InTextForm.NUMERIC
    assert numeric == (style.sorting == "citation")


def test_a_style_names_its_small_words_and_what_it_dates_to_the_day(tmp_path: Path) -> None:
    source = _STYLE.replace("pages: minimal", "small-words: [between]\nexact-dates: [webpage]")
    path = write(
        tmp_path,
        source.replace("{{ item.title|sentence_case }}", "{{ item.title|title_case }} {{ 'webpage' in exact_dates }}"),
    )
    style = load_style(path)
    item = reference(type="book", author=[person("Roe", "Jane")], title="life between us all", issued=[2000])
    assert plain_text(format_reference(style, item)).startswith("Roe, J. Life between Us All True.")
    assert style.exact_dates == {"webpage"}


@pytest.mark.parametrize("key", ["small-words", "exact-dates"])
def test_lists_of_words_are_lists(tmp_path: Path, key: str) -> None:
    with pytest.raises(StyleError, match=f"`{key}` has to be a list"):
        load_style(write(tmp_path, _STYLE.replace("pages: minimal", f"{key}: webpage")))


@pytest.mark.parametrize(
    "asked", ["item.titel", "item['titel']", "item.has('title', 'titel')", "item.without('titel')"]
)
def test_what_no_reference_can_have_is_a_mistake_with_its_line(tmp_path: Path, asked: str) -> None:
    path = write(tmp_path, _STYLE.replace("{{ names(", f"\n{{{{ {asked} }}}}{{{{ names(", 1))
    with pytest.raises(StyleError, match=r"'house' asks for item\.titel, which no reference can have") as caught:
        load_style(path)
    assert (caught.value.path, caught.value.line) == (path, 11)


def test_what_no_reference_can_have_is_a_mistake_under_another_name_too(tmp_path: Path) -> None:
    path = write(tmp_path, _STYLE.replace("{{ names(", "{% set other = item %}{{ other.titel }}{{ names(", 1))
    with pytest.raises(StyleError, match=r"fails on 'key'.*titel"):
        format_reference(load_style(path), _ITEM)


@pytest.mark.parametrize(
    ("wrong", "line"), [("  author: {inverted: some}\n", 7), ("pages: tiny\n", 7), ("lable: x\n", 7)]
)
def test_a_mistake_in_the_front_block_has_its_line(tmp_path: Path, wrong: str, line: int) -> None:
    names = "names:\n  plain: {}\n"
    before, after = (names, "") if wrong.startswith(" ") else ("sorting: citation\nmarks-same-author: false\n", names)
    front = f"---\nlabel: House style\n\n# a comment\n{before}{wrong}{after}---\n"
    with pytest.raises(StyleError) as caught:
        load_style(write(tmp_path, front + _STYLE.rpartition("---\n")[2]))
    assert caught.value.line == line


def test_all_of_jinja_can_be_said(tmp_path: Path) -> None:
    loop = "{% for name in item.author.names %}{{ loop.index }} {{ name.family }}; {% endfor %}"
    source = _STYLE.partition("{% macro")[0] + "{% macro reference(item) %}" + loop + "{% endmacro %}"
    item = reference(type="book", title="T", author=[person("Roe <b>", "Jane"), person("Doe", "Al")])
    html = format_reference(load_style(write(tmp_path, source)), item)
    assert html == "1 Roe &lt;b&gt;; 2 Doe;"
