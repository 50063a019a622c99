"""The flow end to end: files of an author's become a site, and bad files leave the last site alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner, Result
from tests.conftest import EPOCH, ROOT, copy_flagship

from litreview.builders.site_folder import SITE_MARK
from litreview.cli import main

Review = Callable[..., Path]
#: Of the record's references, all but the first, which is a web page.
RECORD_DOIS = (
    "10.1016/j.annonc.2020.09.019",
    "10.6004/jnccn.2023.5007",
    "10.1182/bloodadvances.2021005083",
    "10.1016/j.clml.2022.09.007",
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def build(folder: Path) -> Result:
    return run("build", "-C", str(folder))


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


class _Text(HTMLParser):
    """The words of a page's article, as a reader sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def text_of(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    return " ".join("".join(parser.words).split())


class TestFlagship:
    def test_first_page_is_the_record(self, flagship: Path) -> None:
        html = (flagship / "site" / "index.html").read_text()
        text = text_of(html)
        for expected in (
            "CAR-T Cells in Chronic Lymphocytic Leukemia",
            "Ugo Testa",
            "2024 May 1;16(1):e2024045",
            "eCollection 2024",
            "Abstract, in our words",
            "CAR-T Cells",
            "CLL relapsed/refractory",
            "CLLia",
            "Chronic Lymphoid Leukemia",
            "no conflict of interest",
        ):
            assert expected in text
        assert 'href="https://doi.org/10.4084/MJHID.2024.045"' in html
        assert 'href="https://pubmed.ncbi.nlm.nih.gov/38882451/"' in html

    def test_the_records_references_open_the_numbering(self, flagship: Path) -> None:
        order = ["seer_cllsll", "eichhorst2021", "nccn2023", "lew2021", "mato2023"]
        data = json.loads((flagship / "site" / "references.json").read_text())
        assert [item["id"] for item in data[:5]] == order
        # What the site's own answers cite stands in a list of its own, after the record's.
        html = (flagship / "site" / "index.html").read_text().partition('id="answer-references"')[0]
        entries = re.findall(r'<li class="csl-entry" data-key="([^"]+)"[^>]* value="(\d+)">(.*?)</li>', html, re.DOTALL)
        assert [(key, number) for key, number, _ in entries] == [(key, str(n)) for n, key in enumerate(order, 1)]
        for (_, _, entry), doi in zip(entries[1:], RECORD_DOIS, strict=True):
            assert f'href="https://doi.org/{doi}"' in entry

    def test_every_reference_has_its_page(self, flagship: Path) -> None:
        data = json.loads((flagship / "site" / "references.json").read_text())
        pages = {p.parent.name for p in (flagship / "site" / "references").glob("*/index.html")}
        assert len(data) == len(re.findall(r"^@", (ROOT / "refs" / "references.bib").read_text(), re.MULTILINE))
        assert {item["id"] for item in data} <= pages

    def test_a_strict_build_by_mkdocs_has_no_warning_and_gives_the_same_bytes(
        self, flagship: Path, tmp_path: Path
    ) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict"],
            cwd=copy_flagship(tmp_path / "copy"),
            env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stderr
        first, second = files(flagship / "site"), files(tmp_path / "copy" / "site")
        first.pop(SITE_MARK)
        second.pop(SITE_MARK, None)
        assert [name for name in first | second if first.get(name) != second.get(name)] == []

    @pytest.mark.parametrize(
        "page", ["", "methods/", "studies/", "evidence-map/", "timeline/", "references/porter2011/"]
    )
    def test_every_page_explains_its_abbreviations(self, flagship: Path, page: str) -> None:
        html = (flagship / "site" / page / "index.html").read_text()
        assert re.search(r'<abbr title="[A-Z][^"]+" tabindex="0">[^<]+</abbr>', unescape(html))
        # What a reader copies, and the head, stay plain.
        assert not re.search(r'<p class="csl-text">[^\n]*<abbr', html)
        assert "<abbr" not in html.partition("<body")[0]

    def test_nothing_is_asked_of_another_host(self, flagship: Path) -> None:
        for page in (flagship / "site").rglob("*.html"):
            html = page.read_text()
            for attribute in ('src="http', "src='http", '<link rel="stylesheet" href="http', "url(http", "@import"):
                assert attribute not in html, page


class TestBadInput:
    """Each gives a diagnostic with its place or prints as itself, and never takes the last site away."""

    def _fails(self, folder: Path, *expected: str) -> None:
        (folder / "site").mkdir()
        (folder / "site" / SITE_MARK).touch()
        (folder / "site" / "index.html").write_text("the last good site")
        result = build(folder)
        assert result.exit_code == 1
        assert "Traceback" not in result.output
        for words in expected:
            assert words in result.output
        assert (folder / "site" / "index.html").read_text() == "the last good site"
        assert not (folder / ".site.building").exists()

    def test_unclosed_brace(self, review: Review) -> None:
        folder = review()
        bib = folder / "refs" / "references.bib"
        bib.write_text(bib.read_text().replace("title = {On the second question}", "title = {On the second question"))
        self._fails(folder, "refs/references.bib:")

    def test_tab_in_yaml(self, review: Review) -> None:
        self._fails(review({"refs/review.yml": "title: A\n\ttype: narrative\n"}), "refs/review.yml:2:1")

    def test_unknown_key(self, review: Review) -> None:
        folder = review({"docs/text.md": "# Text\n\nCited [@alpha2020] and [@alhpa2020].\n"})
        self._fails(folder, "docs/text.md:3:25", "alpha2020")

    def test_broken_front_matter(self, review: Review) -> None:
        self._fails(review({"docs/text.md": "---\ntitle: [\n---\n# Text\n"}), "docs/text.md:")

    def test_all_findings_at_once(self, review: Review) -> None:
        folder = review({"docs/text.md": "# Text\n\n[@nobody1] and [@nobody2]\n", "refs/review.yml": "titel: A\n"})
        self._fails(folder, "docs/text.md:3:2", "docs/text.md:3:17", "refs/review.yml:1")

    def test_hostile_data_prints_as_itself(self, review: Review) -> None:
        titles = {
            "script": "<script>alert(1)</script>",
            "snippet": '--8<-- "../../pyproject.toml"',
            "jinja": "{\\{ 7*7 \\}}",
            "cite": "[@alpha2020]",
            "abbr": "*[CLL]: x",
            "close": "</title><script>alert(2)</script>",
        }
        entries = "".join(
            f"@misc{{{key},\n  author = {{Name, N.}},\n  title = {{{title}}},\n  year = {{2020}},\n"
            "  url = {javascript:alert(3)},\n}\n"
            for key, title in titles.items()
        )
        folder = review(
            {
                "docs/text.md": "# Text\n\n" + " ".join(f"[@{key}]" for key in titles) + "\n",
                "refs/references.bib": entries + "@misc{alpha2020, author={A, B}, title={T}, year={2020}}\n",
            }
        )
        result = build(folder)
        assert result.exit_code == 0, result.output
        for page in (folder / "site").rglob("*.html"):
            html = page.read_text()
            assert "alert(1)</script>" not in html
            assert "alert(2)</script>" not in html
            assert 'href="javascript:' not in html
            assert "build-backend" not in html
        shown = text_of((folder / "site" / "text" / "index.html").read_text())
        # TeX writes dashes and quotes with ASCII; the page shows them as such.
        for title in ("<script>alert(1)</script>", '–8<– "../../pyproject.toml"', "[@alpha2020]", "*[CLL]: x"):
            assert title in shown
        assert "49" not in text_of((folder / "site" / "references" / "jinja" / "index.html").read_text())

    def test_key_that_climbs_stays_inside(self, review: Review) -> None:
        folder = review(
            {
                "docs/text.md": "# Text\n\nNone.\n",
                "refs/references.bib": "@misc{../../etc/x, author={A, B}, title={T}, year={2020}}\n",
            }
        )
        result = build(folder)
        assert result.exit_code in {0, 1}
        assert "Traceback" not in result.output
        outside = [p for p in folder.parent.rglob("*") if "etc" in p.name and folder / "site" not in p.parents]
        assert outside == []

    def test_no_project(self, tmp_path: Path) -> None:
        result = build(tmp_path)
        assert result.exit_code == 1
        assert "litreview new" in result.output


class TestPages:
    def test_own_page_wins_over_a_generated_one(self, review: Review) -> None:
        folder = review({"docs/references/index.md": "# My own list\n"})
        assert build(folder).exit_code == 0
        assert "My own list" in (folder / "site" / "references" / "index.html").read_text()

    def test_a_reference_page_quotes_where_it_is_cited(self, review: Review) -> None:
        folder = review()
        assert build(folder).exit_code == 0
        html = (folder / "site" / "references" / "beta2021" / "index.html").read_text()
        assert 'data-reference="beta2021"' in html
        assert "the second by two works" in text_of(html)
        assert 'href="../../text/#cite-2"' in html

    def test_the_pages_list_leads_back_to_each_citation(self, review: Review) -> None:
        folder = review({"docs/text.md": "# Text\n\nOnce [@alpha2020].\n\nTwice [@alpha2020].\n"})
        assert build(folder).exit_code == 0
        html = (folder / "site" / "text" / "index.html").read_text()
        entry = html[html.index('id="ref-alpha2020"') :]
        entry = entry[: entry.index("</li>")]
        assert 'href="#cite-1"' in entry
        assert 'href="#cite-2"' in entry
        assert 'href="../references/alpha2020/"' in entry

    def test_texts_of_the_interface_are_the_authors_to_choose(self, review: Review) -> None:
        folder = review()
        config = folder / "mkdocs.yml"
        config.write_text(config.read_text() + "extra:\n  litreview:\n    texts:\n      references: Literatur\n")
        assert build(folder).exit_code == 0
        assert ">Literatur<" in (folder / "site" / "text" / "index.html").read_text()

    CONFIG = "site_name: A\ntheme: {name: material}\nplugins: [litreview]\nextra:\n  litreview: "

    @pytest.mark.parametrize(
        ("own", "place", "message"),
        [
            ("5", "5:3", "error: litreview under extra has to be names and values"),
            ("\n    texts: x", "6:5", "error: texts has to be names and texts"),
            ("\n    text: {references: R}", "6:5", "warning: “text” under extra: litreview is not read"),
            ("\n    texts: {refernces: R}", "6:13", "warning: no page has a text called “refernces” (did you mean"),
            ("\n    texts: {references: [R]}", "6:13", "error: “references” has to be a text"),
            ("\n    texts:\n      n_references: '{m} R'", "7:7", "error: the text “n_references” cannot be filled in"),
            ("\n    texts: {n_references: '{'}", "6:13", "error: the text “n_references” cannot be filled in"),
            ("\n    texts: {n_references: '{n:99}'}", "6:13", "error: the text “n_references” cannot be filled in"),
            ("\n    texts: {n_references: '{n!r}'}", "6:13", "error: the text “n_references” cannot be filled in"),
        ],
    )
    def test_texts_that_no_page_can_use_are_named(self, review: Review, own: str, place: str, message: str) -> None:
        folder = review({"mkdocs.yml": f"{self.CONFIG}{own}\n"})
        result = run("check", "-C", str(folder))
        assert f"mkdocs.yml:{place}: {message}" in result.output
        assert result.exit_code == ("error" in message)

    @pytest.mark.parametrize("command", ["build", "render"])
    @pytest.mark.parametrize("own", ["5", "{texts: 5}", "{texts: {n_references: '{m}'}}"])
    def test_texts_that_no_page_can_use_stop_a_build(self, review: Review, command: str, own: str) -> None:
        folder = review({"mkdocs.yml": f"{self.CONFIG}{own}\n"})
        result = run(command, *([str(folder.parent / "tree")] if command == "render" else []), "-C", str(folder))
        assert result.exit_code == 1
        assert "[interface-text]" in result.output
        assert "Traceback" not in result.output

    def test_a_configuration_that_is_a_lone_word_is_named(self, review: Review) -> None:
        folder = review({"mkdocs.yml": "5\n"})
        result = run("check", "-C", str(folder))
        assert result.exit_code == 1
        assert "mkdocs.yml:1:1: error: it has to be names and values" in result.output

    def test_author_templates_run_in_the_sandbox(self, review: Review) -> None:
        folder = review({"refs/templates/foot.md.j2": "\n<footer>{{ t.__class__.__mro__ }}</footer>\n"})
        result = build(folder)
        assert result.exit_code == 1
        assert "Traceback" not in result.output


def test_a_draft_stays_out_and_a_template_of_the_authors_is_searched(review: Review) -> None:
    configuration = (ROOT / "tests" / "fixtures" / "minimal" / "mkdocs.yml").read_text()
    folder = review(
        {
            "mkdocs.yml": configuration.replace("  font: false\n", "  font: false\n  custom_dir: own\n")
            + "draft_docs: draft.md\n",
            "own/bare.html": "<html><body><nav>Elsewhere</nav><main>{{ page.content }}</main></body></html>",
            "docs/bare.md": "---\ntemplate: bare.html\n---\n# Bare\n\nNothing but axolotls.\n",
            "docs/draft.md": "# Draft\n\nNot yet.\n",
        }
    )
    result = build(folder)
    assert result.exit_code == 0, result.output
    assert not (folder / "site" / "draft").exists()
    passages = (folder / "site" / "search" / "data" / "passages" / "0.js").read_text()
    assert "Nothing but axolotls." in passages
    assert "Elsewhere" not in passages
    assert "Not yet" not in passages


class TestNew:
    def test_the_opening_page_cites_no_key_that_a_citation_cannot_hold(self, tmp_path: Path) -> None:
        source = tmp_path / "library.bib"
        keys = ("lee2020--", "-lee", "lee--2021", "lee-2022")
        source.write_text("".join(f"@book{{{key}, title = {{A book}}, year = 2020}}\n" for key in keys))
        folder = tmp_path / "review"
        assert run("new", str(folder), "--yes", "--from", str(source)).exit_code == 0
        assert "[@lee-2022]" in (folder / "docs" / "introduction.md").read_text()
        assert run("check", "-C", str(folder)).exit_code == 0

    @pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here fails to be read")
    def test_a_bibliography_that_cannot_be_read_is_named(self, tmp_path: Path) -> None:
        result = run("new", str(tmp_path / "review"), "--yes", "--from", "/proc/self/mem")
        assert result.exit_code == 1
        assert "Could not open file '/proc/self/mem'" in result.output

    def test_what_is_no_bibtex_is_converted_whatever_its_name(self, tmp_path: Path) -> None:
        source = tmp_path / "export.bib"
        source.write_text("TY  - BOOK\nID  - lee2020\nAU  - Lee, Ana\nTI  - A book\nPY  - 2020\nPB  - P\nER  - \n")
        assert run("new", str(tmp_path / "review"), "--yes", "--from", str(source)).exit_code == 0
        assert (tmp_path / "review" / "refs" / "references.bib").read_text().startswith("@book{lee2020,")

    def test_new_review_builds_at_once(self, tmp_path: Path) -> None:
        folder = tmp_path / "another-review"
        source = ROOT / "tests" / "fixtures" / "minimal" / "refs" / "references.bib"
        result = run("new", str(folder), "--yes", "--from", str(source))
        assert result.exit_code == 0, result.output
        result = build(folder)
        assert result.exit_code == 0, result.output
        site = files(folder / "site")
        assert "references/gamma2022/index.html" in site
        assert not [name for name, content in site.items() if b"CAR-T" in content or b"Testa" in content]

    def test_new_review_in_a_fresh_clone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        source = ROOT / "tests" / "fixtures" / "minimal" / "refs" / "references.bib"
        (tmp_path / ".git").mkdir()
        monkeypatch.chdir(tmp_path)
        result = run("new", ".", "--yes", "--from", str(source))
        assert result.output == f"Made {tmp_path}. Next: litreview serve\n"
        assert (tmp_path / "mkdocs.yml").is_file()

    def test_new_review_of_any_name_in_any_locale(self, tmp_path: Path) -> None:
        environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        command = [sys.executable, "-m", "litreview.cli", "new", "über-ärzte", "--yes"]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True)
        assert 'title: "Über ärzte"' in (tmp_path / "über-ärzte" / "refs" / "review.yml").read_text(encoding="utf-8")

    def test_new_reads_the_bibliography_before_it_asks(self, tmp_path: Path) -> None:
        (tmp_path / "empty.bib").write_text("")
        result = run("new", str(tmp_path / "review"), "--from", str(tmp_path / "empty.bib"))
        assert "holds no reference" in result.output
        assert "Title" not in result.output

    def test_the_workflow_says_where_the_site_stands(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """GitHub serves a project below the name of its repository, and a page that is not found from any depth."""
        folder = tmp_path / "review"
        assert run("new", str(folder), "--yes").exit_code == 0
        workflow = yaml.safe_load((folder / ".github" / "workflows" / "publish.yml").read_text())
        steps = workflow["jobs"]["build"]["steps"]
        (said,) = (step["env"] for step in steps if "SITE_URL" in step.get("env", {}))
        (pages,) = (step["id"] for step in steps if "configure-pages" in step.get("uses", ""))
        address = f"steps.{pages}.outputs.base_url"
        assert said == {"SITE_URL": f"${{{{ {address} && format('{{0}}/', {address}) || '' }}}}"}
        monkeypatch.setenv("SITE_URL", "https://example.org/review/")
        assert build(folder).exit_code == 0
        assert 'href="/review/assets/' in (folder / "site" / "404.html").read_text()

    def test_new_replaces_nothing(self, review: Review) -> None:
        folder = review()
        before = files(folder)
        result = run("new", str(folder), "--yes")
        assert result.exit_code == 1
        assert "is not empty: mkdocs.yml, refs/references.bib, refs/review.yml" in result.output
        assert files(folder) == before

    def test_new_joins_a_repository_with_a_readme(self, tmp_path: Path) -> None:
        (tmp_path / "README.md").write_text("Ours.\n")
        (tmp_path / "notes.txt").write_text("Mine.\n")
        assert run("new", str(tmp_path), "--yes", "--title", "Tea: a review", "--author", "Ana Lee").exit_code == 0
        assert (tmp_path / "README.md").read_text() == "Ours.\n"
        assert 'family: "Lee"' in (tmp_path / "refs" / "review.yml").read_text()
        assert build(tmp_path).exit_code == 0

    @pytest.mark.parametrize("kind", ["narrative", "systematic", "scoping", "living"])
    def test_every_kind_of_review_begins_without_a_finding(self, kind: str, tmp_path: Path) -> None:
        folder = tmp_path / "review"
        assert run("new", str(folder), "--yes", "--template", kind, "--author", "Ana Lee").exit_code == 0
        result = run("check", "-C", str(folder), "--strict")
        assert (result.exit_code, result.output) == (0, "nothing found\n")

    def test_editors_find_a_schema_for_each_data_file_and_the_bibliography(self, tmp_path: Path) -> None:
        folder = tmp_path / "review"
        assert run("new", str(folder), "--yes", "--template", "systematic").exit_code == 0
        for file in (folder / "refs").glob("*.yml"):
            named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text())
            assert named
            assert (file.parent / named[1]).is_file()
        settings = json.loads((folder / ".vscode" / "settings.json").read_text())
        assert all((folder / path).is_file() for path in settings["PandocCiter.DefaultBibs"])
        snippets = json.loads((folder / ".vscode" / "litreview.code-snippets").read_text())
        assert snippets["forest-plot"]["body"] == ["```forest-plot", "outcome: ${1}", "```"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


class TestWheel:
    def test_holds_every_file_of_the_package(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            held = {name for name in archive.namelist() if name.startswith("litreview/")}
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "scripts/litreview"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.splitlines()  # fmt: skip
        assert held == {name.removeprefix("scripts/") for name in listed}

    def test_serves_in_an_empty_environment(self, wheel: Path, tmp_path: Path) -> None:
        """The wheel alone, with its dependencies and nothing of this checkout."""
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
        python = tmp_path / "venv" / "bin" / "python"
        packages = Path(
            subprocess.run(
                [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
                capture_output=True, text=True, check=True,
            ).stdout.strip()
        )  # fmt: skip
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(packages)
        # Our own environment's packages come second, and without its .pth files, so without this checkout.
        (packages / "dependencies.pth").write_text(str(Path(click.__file__).parent.parent))
        source = ROOT / "tests" / "fixtures" / "minimal" / "refs" / "references.bib"
        command = [str(python), "-m", "litreview.cli"]
        subprocess.run([*command, "new", "mine", "--yes", "--from", str(source)], cwd=tmp_path, check=True)
        done = subprocess.run([*command, "build"], cwd=tmp_path / "mine", capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "mine" / "site" / "references" / "alpha2020" / "index.html").is_file()
