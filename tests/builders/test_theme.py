"""The theme's files: each one is served, and none holds what the site's policy forbids."""

from __future__ import annotations

import json
import re

from litreview.builders.search import WORKER
from litreview.builders.theme import (
    BROWSER,
    BROWSER_PARTS,
    SCRIPT,
    SCRIPTS,
    STYLESHEET,
    STYLESHEETS,
    THEME_DIR,
    theme_files,
)

ASSETS = THEME_DIR / "assets" / "litreview"
TEMPLATES = sorted(THEME_DIR.rglob("*.html"))


def loaded_scripts() -> list[str]:
    """What the browser of references loads for free text, and `figures.js` where a reader questions a plot."""
    found = [f"assets/litreview/{name}.js" for name in ("studies", "cite", "copy")]
    for script, prefix in (("browse-main", "browse"), ("figures", "figure")):
        listed = re.search(r"PARTS = (\[.*\]);", (ASSETS / f"{script}.js").read_text())
        assert listed
        found += [f"assets/litreview/{prefix}-{name}.js" for name in json.loads(listed[1])]
    return found


def test_every_stylesheet_and_script_is_served() -> None:
    included = re.findall(r"assets/litreview/[\w.-]+", "".join(path.read_text() for path in TEMPLATES))
    served = {*STYLESHEETS, *SCRIPTS, *BROWSER_PARTS, *loaded_scripts(), WORKER, *included}
    present = {path.relative_to(THEME_DIR).as_posix() for path in ASSETS.iterdir() if path.suffix in {".css", ".js"}}
    assert served == present


def test_templates_hold_no_inline_script_or_style() -> None:
    for path in TEMPLATES:
        source = path.read_text()
        scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))", source)
        assert not scripts, path
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", source), path


def test_assets_name_no_other_host() -> None:
    for path in ASSETS.iterdir():
        source = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(?:https?:)?//[\w-]+\.\w", source), path


def test_what_is_joined_lacks_no_part_and_what_is_not_stands_alone() -> None:
    files = {path: give().decode() for path, give in theme_files({}, {})}
    stylesheet = files[STYLESHEET]
    assert files[SCRIPT].count('"use strict";') == len(SCRIPTS)
    assert files[BROWSER].count('"use strict";') == len(BROWSER_PARTS)
    assert {*files} >= {WORKER, *loaded_scripts()}
    assert not {*files} & {*STYLESHEETS, *SCRIPTS, *BROWSER_PARTS} - {WORKER}
    assert stylesheet.count("{") == stylesheet.count("}")
    for path in STYLESHEETS:
        rules = re.findall(r"^(?!/\*)[^\n{}]+ \{$", (THEME_DIR / path).read_text(), re.MULTILINE)
        assert all(rule.strip() in stylesheet for rule in rules), path
