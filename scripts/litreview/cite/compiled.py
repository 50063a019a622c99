"""Where what is compiled of templates is kept, so that it is compiled once and not in every run.

It stands beside Python's own compiled modules and follows the same rules: nothing is written where that is switched off
(`PYTHONDONTWRITEBYTECODE`) or not possible, and whoever can write there could change the modules as well.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Final

_PACKAGE: Final = Path(__file__).parent.parent


@cache
def compiled_folder() -> Path | None:
    """The folder of what is compiled; None where nothing may be kept."""
    if sys.dont_write_bytecode:
        return None
    beside = Path(sys.pycache_prefix) / "litreview" if sys.pycache_prefix else _PACKAGE / "__pycache__"
    folder = beside / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def kept_code(source: str, compiler: str, make: Callable[[], CodeType]) -> CodeType:
    """The code of a source, compiled now or earlier.

    Args:
        source: What is compiled.
        compiler: What tells one compiler, and one version of it, from others.
        make: Compiles it.
    """
    folder = compiled_folder()
    if folder is None:
        return make()
    name = "\0".join((str(sys.implementation.cache_tag), compiler, source))
    place = folder / f"code-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
    with suppress(OSError, EOFError, ValueError, TypeError):
        code = marshal.loads(place.read_bytes())  # noqa: S302 - as Python's own compiled modules
        if isinstance(code, CodeType):
            return code
    code = make()
    with suppress(OSError):
        handle, written = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(marshal.dumps(code))
        Path(written).replace(place)
    return code
