"""The tables and the plot of what was measured, and the page of the documentation that shows them."""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.memory import Memory
from tests.benchmarks.plot import plot
from tests.benchmarks.report import PAGE, PLOT, with_figures
from tests.benchmarks.results import RESULTS, Outcome, Preview, Run, Work, load, save
from tests.benchmarks.sizes import Part, Size, Sizes
from tests.benchmarks.tables import Table, tables

SVG = "{http://www.w3.org/2000/svg}"


def run(references: int, site: float, preview: Preview | None = None) -> Run:
    sizes = Sizes(Size(1200, 5_300_000, 900_000), (Part("a part", Size(1, 2500, 700)),))
    ours = Outcome("litreview", "", site, site / 2, Memory(400.4, 120.6, "worker", 450), sizes)
    peer = Outcome("other, one page", "1.2", site * 4, site, Memory(90, 0, "", 80), None)
    read = Work("read a bibliography", "CPU", Outcome("litreview", "", 0.5, 0.0625, None, None), ())
    return Run(references, "2026-01-02", "3.12.1", 2, 3, (read, Work("whole site", "clock", ours, (peer,))), preview)


def shown(table: Table) -> list[list[str]]:
    return [[f"*{cell.text}*" if cell.counts else cell.text for cell in row] for row in table.rows]


def test_tables_of_two_sizes() -> None:
    runs = [run(100, 2), run(1000, 30, Preview(31, 5, 3, 4.5))]
    times, edits, memory, sizes, growth = tables(runs)
    assert shown(times) == [
        ["100", "whole site", "other, one page", "2.00", "8.00", "*0.25*", "1.00", "2.00", "0.50", "clock"],
        ["1,000", "whole site", "other, one page", "30.0", "120", "*0.25*", "15.0", "30.0", "0.50", "clock"],
    ]
    assert shown(edits) == [["1,000", "30.0", "31.0", "3.00", "*0.10*", "4.50", "*0.15*"]]
    assert shown(memory)[:2] == [
        ["100", "whole site", "litreview", "400", "121", "worker", "450"],
        ["100", "whole site", "other, one page", "90", "–", "–", "80"],
    ]
    assert shown(sizes)[:2] == [
        ["100", "litreview", "all of it", "1,200", "5.3 MB", "900.0 kB"],
        ["100", "litreview", "a part", "1", "2.5 kB", "0.7 kB"],
    ]
    assert growth.heads == ("work", "program", "100 → 1,000")
    assert shown(growth) == [
        ["read a bibliography", "litreview", "× 1.0"],
        ["whole site", "litreview", "× 15.0"],
        ["whole site", "other, one page", "× 15.0"],
        ["preview after an edit", "litreview", "–"],
    ]
    assert all(len(row) == len(table.heads) for table in tables(runs) for row in table.rows)


def test_what_counts_for_a_single_process_is_its_cpu_time() -> None:
    ours, peer = (Outcome(name, "", clock, 0.05, None, None) for name, clock in (("litreview", 0.5), ("other", 0.25)))
    (times,) = tables([Run(100, "2026-01-02", "3.12.1", 2, 1, (Work("read", "CPU", ours, (peer,)),), None)])
    assert shown(times) == [["100", "read", "other", "0.50", "0.25", "2.00", "0.050", "0.050", "*1.00*", "CPU"]]


def test_a_preview_without_a_build_has_no_ratio() -> None:
    (edits,) = tables([Run(100, "2026-01-02", "3.12.1", 2, 1, (), Preview(3, 5, 1, 2))])
    assert shown(edits) == [["100", "–", "3.00", "1.00", "*–*", "2.00", "*–*"]]


def test_bars_are_as_long_as_times_and_all_words_say_it_too() -> None:
    runs = [run(100, 2, Preview(3, 5, 1, 2)), run(1000, 30)]
    picture = ET.fromstring(plot(runs))  # noqa: S314 - made here
    widths = {
        kind: [float(e.attrib["width"]) for e in picture.iter(f"{SVG}rect") if e.attrib["class"] == kind]
        for kind in ("ours", "ours-edit", "theirs")
    }
    longest = widths["theirs"][0]
    assert widths["theirs"] == [longest] * 2
    assert widths["ours"] == [pytest.approx(longest / 4, abs=0.1)] * 2
    assert widths["ours-edit"] == [pytest.approx(longest / 8, abs=0.1)]
    words = [text.text for text in picture.iter(f"{SVG}text")]
    assert "1.00 s, ratio 0.50" in words
    assert "120 s, ratio 0.25" in words
    description = picture.findtext(f"{SVG}desc", "")
    assert all(word and word in description for word in words)
    names = [next(picture.iter(f"{SVG}{name}")).attrib["id"] for name in ("title", "desc")]
    assert picture.attrib["aria-labelledby"].split() == names


def luminance(colour: str) -> float:
    """Of a colour `#rrggbb`, by WCAG 2."""
    shares = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def schemes() -> Iterator[dict[str, str]]:
    style = ET.fromstring(plot([run(100, 2)])).findtext(f"{SVG}style", "")  # noqa: S314 - made here
    for part in style.split("@media (prefers-color-scheme: dark)"):
        rules = re.findall(r"^([\w.-]+) \{ (.*) \}$", part, re.MULTILINE)
        # The last colour of a rule is the one that is seen: of a bar with a line around it, that of the line.
        yield {name: found[-1] for name, rule in rules if (found := re.findall(r"#\w{6}", rule))}


def test_the_plot_is_readable_in_both_schemes() -> None:
    light, dark = schemes()
    for colours in (light, dark):
        assert contrast(colours["text"], colours[".ground"]) > 7
        for mark in (".ours", ".ours-edit", ".theirs", ".axis"):
            assert contrast(colours[mark], colours[".ground"]) > 3
    assert light[".ground"] != dark[".ground"]


def test_runs_take_the_place_of_those_of_their_size(tmp_path: Path) -> None:
    file = tmp_path / "speed.json"
    save(file, [run(1000, 30), run(100, 2)])
    save(file, [run(1000, 25, Preview(3, 5, 1, 2))])
    assert load(file) == (run(100, 2), run(1000, 25, Preview(3, 5, 1, 2)))


def test_a_part_of_the_works_is_not_kept_unless_a_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = RESULTS.read_bytes()
    command = ["benchmarks", "--sizes", "12", "--rounds", "1", "--only", "read"]
    monkeypatch.setattr(sys, "argv", command)
    main()
    assert RESULTS.read_bytes() == before
    file = tmp_path / "speed.json"
    monkeypatch.setattr(sys, "argv", [*command, "--json", str(file)])
    main()
    (found,) = load(file)
    assert [work.name for work in found.works] == ["read a bibliography"]
    assert found.works[0].ours.cpu > 0
    assert found.preview is None


def test_the_page_shows_what_was_measured() -> None:
    runs = load(RESULTS)
    page = PAGE.read_text(encoding="utf-8")
    assert runs
    assert with_figures(page, runs) == page
    assert plot(runs) == PLOT.read_text(encoding="utf-8")
    assert with_figures(page, [run(100, 2)]) != page


def test_a_page_without_a_place_for_the_figures_is_left_alone() -> None:
    with pytest.raises(ValueError, match="no place"):
        with_figures("# A page\n", [run(100, 2)])


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_the_figures_name_no_place_of_a_machine() -> None:
    found = list(strings(json.loads(RESULTS.read_text(encoding="utf-8"))))
    assert "litreview" in found
    assert not [text for text in found if "/" in text or "\\" in text]
