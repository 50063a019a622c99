"""What MkDocs is told of a review's diagnostics."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

from mkdocs.exceptions import PluginError

from litreview.model.diagnostics import Diagnostic, Severity, has_errors

_log = logging.getLogger("mkdocs.plugins.litreview")
_LEVELS: Final = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.INFO: logging.DEBUG}


def log_findings(diagnostics: Sequence[Diagnostic]) -> None:
    """Log each finding.

    Raises:
        PluginError: one of them is an error.
    """
    for diagnostic in diagnostics:
        _log.log(_LEVELS[diagnostic.severity], "%s", diagnostic)
    if has_errors(diagnostics):
        errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
        noun = "error" if errors == 1 else "errors"
        raise PluginError(f"{errors} {noun} in the review's files, named above; the last site is left as it was")
