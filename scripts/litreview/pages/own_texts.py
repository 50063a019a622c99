"""The author's own texts of the interface: `extra: litreview: texts:` of the configuration, and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, Final

from litreview.model.diagnostics import Diagnostic, Severity
from litreview.pages.texts import default_texts
from litreview.read.configuration import PLUGIN, Configuration
from litreview.read.nearest import nearest_hint

_PATH: Final = ("extra", PLUGIN, "texts")
#: What stands beside the texts is set by us, for the theme.
_NAMES: Final = frozenset({"texts", "csp", "search_worker"})


def own_texts(configuration: Configuration) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """The texts that can be used, and a finding for each that cannot."""
    extra = configuration.settings.extra
    own_templates = (configuration.root / "refs" / "templates").is_dir()
    problems = list(_problems(extra, own_templates=own_templates))
    wrong = {path[-1] for path, severity, _, _ in problems if severity is Severity.ERROR}
    found = tuple(
        Diagnostic(severity, "interface-text", configuration.place(*path), message, hint)
        for path, severity, message, hint in problems
    )
    return {name: str(text) for name, text in _texts(extra).items() if name not in wrong}, found


def _texts(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    ours = extra.get(PLUGIN)
    texts = ours.get("texts") if isinstance(ours, Mapping) else None
    return {str(name): text for name, text in texts.items()} if isinstance(texts, Mapping) else {}


_Problem = tuple[tuple[str, ...], Severity, str, str]


def _problems(extra: Mapping[str, Any], *, own_templates: bool) -> Iterator[_Problem]:
    """Each with its path in the configuration."""
    ours = extra.get(PLUGIN)
    if ours is not None and not isinstance(ours, Mapping):
        yield _PATH[:2], Severity.ERROR, "litreview under extra has to be names and values", "write texts: below it"
        return
    for name in map(str, ours or ()):
        if name not in _NAMES:
            hint = nearest_hint(name, ["texts"]) or "the only name here is texts"
            yield (*_PATH[:2], name), Severity.WARNING, f"“{name}” under extra: litreview is not read", hint
    texts = (ours or {}).get("texts")
    if texts is not None and not isinstance(texts, Mapping):
        yield _PATH, Severity.ERROR, "texts has to be names and texts", "write for example references: Literatur"
        return
    known = default_texts()
    for name, text in _texts(extra).items():
        path = (*_PATH, name)
        if text is None or isinstance(text, Mapping | list):
            yield path, Severity.ERROR, f"“{name}” has to be a text", "put it in quotes"
        elif name in known:
            for message in _misfilled(str(text), known[name]):
                hint = f"the English text is “{known[name]}”"
                yield path, Severity.ERROR, f"the text “{name}” cannot be filled in: {message}", hint
        elif not own_templates:
            # Templates of the author's own may have texts of their own.
            yield path, Severity.WARNING, f"no page has a text called “{name}”", nearest_hint(name, known)


def _misfilled(text: str, english: str) -> Iterator[str]:
    """Why the words in {braces} of a text are not those that will be filled in; a text without any is not filled."""
    filled = {name for _, name, _, _ in Formatter().parse(english) if name is not None}
    if not filled:
        return
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        yield "a brace stands alone"
        return
    for _, name, form, conversion in parts:
        if name is not None and (name not in filled or form or conversion):
            asked = name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            yield f"nothing is called {{{asked}}}"
