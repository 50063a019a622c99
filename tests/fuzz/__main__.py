"""Look for bytes on which a target fails, with atheris, for a bounded time: `make fuzz FUZZ_SECONDS=600`.

Bytes that fail are written to .cache/fuzz-corpus/ and named on the terminal; the next run begins with those that this
one found worth keeping.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from tests.fuzz.seeds import ROOT, SEEDS, WORDS


def main() -> int:
    """Run each target in a process of its own, all within the time given; 1 if one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for all targets together")
    parser.add_argument("--target", choices=[*SEEDS], action="append", help="this one alone; may be repeated")
    parser.add_argument("--inside", choices=[*SEEDS], help=argparse.SUPPRESS)
    arguments, rest = parser.parse_known_args()
    if arguments.inside:
        return _search(arguments.inside, rest)
    targets = arguments.target or [*SEEDS]
    failed = [name for name in targets if not _run(name, max(arguments.seconds // len(targets), 1))]
    sys.stdout.write(f"failed: {', '.join(failed)}\n" if failed else f"{len(targets)} targets: nothing found\n")
    return 1 if failed else 0


def _run(name: str, seconds: int) -> bool:
    folder = ROOT / ".cache" / "fuzz-corpus" / name
    folder.mkdir(parents=True, exist_ok=True)
    for seed in SEEDS[name]:
        path = ROOT / seed
        (folder / f"seed-{path.name}").write_bytes(path.read_bytes())
    words = folder.parent / f"{name}.dict"
    words.write_text("".join(_dictionary_line(word) for word in WORDS[name]), encoding="ascii")
    command = [sys.executable, "-m", "tests.fuzz", "--inside", name, str(folder), f"-dict={words}"]
    limits = [
        f"-max_total_time={seconds}",
        "-timeout=20",
        "-rss_limit_mb=4096",
        "-max_len=20000",
        "-verbosity=0",
    ]
    sys.stdout.write(f"{name}: {seconds} s\n")
    sys.stdout.flush()
    found = [f"-artifact_prefix={folder.parent}/{name}-"]
    return subprocess.run([*command, *limits, *found], cwd=ROOT, check=False).returncode == 0


def _dictionary_line(word: str) -> str:
    quoted = "".join(f"\\x{byte:02x}" for byte in word.encode())
    return f'"{quoted}"\n'


def _search(name: str, options: list[str]) -> int:
    import atheris  # noqa: PLC0415 - only in the environment that `make fuzz` makes

    with atheris.instrument_imports(include=["litreview"]):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415 - instrumented while it is imported

    atheris.Setup([f"fuzz-{name}", *options], TARGETS[name])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
