"""Where the templates and styles of an author run: Jinja's sandbox, in which no template can take much time or memory.

Jinja's own keeps a template from reaching into Python, but not from writing `'x' * 10**9` or four loops inside one
another. Here a rendering has a budget. Each turn of a loop, each call and each filter takes a step of it; whatever
makes a value counts how large that is, and where the size is known before it is made, before. What goes beyond a limit
raises LimitError in the template's line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from itertools import islice
from time import thread_time
from typing import Any, Final, NoReturn, TypeVar

from jinja2 import Template, TemplateError, TemplateRuntimeError, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.parser import Parser
from jinja2.runtime import Context, Macro, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment

from litreview.cite.sandbox_counting import Counting
from litreview.cite.sandbox_sizes import (
    LONGEST,
    VALUE,
    LimitError,
    few_bits,
    formatted,
    not_too_long,
    too_long,
    weighed,
)

#: Steps of one rendering, and the seconds of a processor behind which it ends whatever its steps were.
STEPS: Final = 1_000_000
SECONDS: Final = 10.0
#: Characters of all that one rendering makes, and of a template's file.
MADE: Final = 200_000_000
SOURCE: Final = 1_000_000
#: Between two looks at the clock.
_LOOK: Final = 1_000
#: What texts and numbers can be asked for; the rest makes long ones out of short ones, or something else than text.
_METHODS: Final = frozenset((
    "bit_length", "capitalize", "casefold", "count", "denominator", "endswith", "find", "format", "imag", "index",
    "is_integer", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric",
    "isprintable", "isspace", "istitle", "isupper", "join", "lower", "lstrip", "numerator", "partition", "real",
    "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rpartition", "rsplit", "rstrip", "split",
    "splitlines", "startswith", "strip", "swapcase", "title", "upper",
))  # fmt: skip
_BASIC: Final = (str, bytes, int, float, complex)
#: Filters whose result may be as long as the product of what they are given.
_MULTIPLYING: Final = frozenset(("center", "indent", "join", "replace", "wordwrap", "xmlattr"))
#: Filters whose result grows with a number that they are given, and how large that may be.
_SIZED: Final = frozenset(("batch", "center", "indent", "round", "slice", "wordwrap"))
_NUMBER: Final = 1_000
#: Filters of which Jinja or MarkupSafe may take the square of the length of a text.
_SQUARE: Final = frozenset(("striptags", "title", "urlize", "wordcount", "wordwrap"))
_SQUARE_LONGEST: Final = 50_000
#: Filters that nobody needs here and that are not bounded.
_NOT_HERE: Final = ("pprint", "random")
#: `%` with widths of more than three digits, or taken from a value.
_WIDE_PERCENT: Final = re.compile(r"\*|\d{4}")
#: A text for `str.format`: plain fields, whose form gives no width of more than three digits and holds no other field.
_PLAIN_FORMAT: Final = re.compile(r"(?:[^{}]|\{\{|\}\}|\{\w*(?::(?:(?!\d{4})[^{}])*)?\})*")
_Value = TypeVar("_Value")


class _Template(Template):
    environment: BoundedEnvironment

    def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 (Jinja's signature)
        """Jinja's own, within a budget."""
        with self.environment.rendering():
            return super().render(*args, **kwargs)


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with a budget for each rendering; for templates that escape what they print.

    What goes wrong in a template is a TemplateError, whatever it was before.
    """

    template_class = _Template
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Jinja's signature)
        super().__init__(*args, **kwargs)
        self._depth = 0
        self._begin()
        self.globals.pop("lipsum")
        for name in _NOT_HERE:
            del self.filters[name]
        for name, function in self.filters.items():
            self.filters[name] = self._filter(name, function)
        printed: Callable[[object], Any] = self.finalize or (lambda value: value)

        def finalize(value: object) -> Any:  # noqa: ANN401 (what Jinja prints)
            self._weighed(value)
            result = printed(value)
            return self.built(result if hasattr(result, "__html__") else str(result))

        self.finalize = finalize

    @contextmanager
    def rendering(self) -> Iterator[None]:
        """One rendering; another one inside it has no budget of its own."""
        if not self._depth:
            self._begin()
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def bounded(self, macro: Macro) -> Callable[..., Any]:
        """A macro of a template, each call of which is a rendering."""

        @wraps(macro)
        def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (what the macro gives)
            with self.rendering():
                return macro(*args, **kwargs)

        return call

    def _begin(self) -> None:
        self._steps = self._made = 0
        self._next_look = _LOOK
        self._until = thread_time() + SECONDS

    def _step(self, count: int = 1) -> None:
        self._steps += count
        if self._steps < self._next_look:
            return
        self._next_look = self._steps + _LOOK
        if self._steps > STEPS:
            raise LimitError(
                f"this takes more than {STEPS:,} steps: loops inside loops, or macros that call themselves"
            )
        if thread_time() > self._until:
            raise LimitError(f"this takes more than {SECONDS:.0f} seconds")

    def turn(self) -> bool:
        """What a loop or a macro does at each turn; the call itself is the step."""
        return True

    def built(self, value: _Value) -> _Value:
        """A value that an expression has built, counted."""
        size = self._weighed(value)
        self._made += size
        self._step(size // 1_000)
        if self._made > MADE:
            raise LimitError(f"this makes texts and lists of more than {MADE:,} characters")
        return value

    def joined(self, *parts: object) -> str:
        """What `a ~ b` is: the texts one behind the other, escaped where one of them is markup."""
        texts = [part if isinstance(part, str) or hasattr(part, "__html__") else str(part) for part in parts]
        self._weighed(texts)
        return markup_join(texts)

    def concat(self, parts: Iterable[str]) -> str:
        """What a template or a macro prints, from its parts."""
        kept: list[str] = []
        size = 0
        for part in parts:
            size += len(part) + 1
            if size > LONGEST:
                too_long()
            kept.append(part)
        return self.built("".join(kept))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 (any values)
        """An operator that can make much out of little."""
        sizes = self._weighed(left), self._weighed(right)
        numbers = isinstance(left, int) and isinstance(right, int)
        if operator == "*" and numbers:
            few_bits(left.bit_length() + right.bit_length())
        elif operator == "*" and (isinstance(left, int) or isinstance(right, int)):
            count, size = (left, sizes[1]) if isinstance(left, int) else (right, sizes[0])
            not_too_long(max(count, 0) * (size + 1))
        elif operator == "**" and numbers:
            few_bits(left.bit_length() * abs(right))
        elif operator == "+" and not numbers:
            not_too_long(sum(sizes))
        elif operator == "%" and isinstance(left, str):
            _percent(
                left, right.values() if isinstance(right, dict) else right if isinstance(right, tuple) else (right,)
            )
        return self.built(super().call_binop(context, operator, left, right))

    def call(self, context: Context, function: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (any function)
        """Any call of a template; Jinja's own looks whether the function is a safe one."""
        self._step()
        owner = getattr(function, "__self__", None)
        if owner is self:  # what Counting has put there
            return function(*args)  # and not the names of variables that Jinja adds
        size = self._weighed(args) + self._weighed(kwargs)
        if isinstance(owner, str) and getattr(function, "__name__", "") in {"join", "replace"}:
            not_too_long((len(owner) + 1) * (size + 1))
        return self.built(super().call(context, function, *args, **kwargs))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ANN401 (Jinja's signature)
        """`str.format`, for texts and numbers in plain fields."""
        function = super().wrap_str_format(value)
        if function is None:
            return None
        text: str = value.__self__
        if value.__name__ != "format" or not _PLAIN_FORMAT.fullmatch(text[:_NUMBER]) or len(text) > _NUMBER:
            raise SecurityError("format() takes plain fields here, such as {} or {:.1f}; write ~ to put texts together")

        def bounded(*args: object, **kwargs: object) -> str:
            formatted(text, "{", (*args, *kwargs.values()))
            return function(*args, **kwargs)

        return bounded

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 (any value)
        """Not what makes long texts out of short ones, nor what Jinja thinks unsafe."""
        bounded = attr in _METHODS or not any(isinstance(obj, kind) and hasattr(kind, attr) for kind in _BASIC)
        return bounded and super().is_safe_attribute(obj, attr, value)

    def _filter(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter, within the budget."""
        # Those that Jinja gives the context, or the like, have that first.
        first = int(hasattr(function, "jinja_pass_arg"))

        @wraps(function)
        def bounded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 (any filter)
            self._step()
            value, others = args[first : first + 1], (*args[first + 1 :], *kwargs.values())
            size = self._weighed(value)
            beside = sum(self._weighed(other) for other in others)
            numbers = [abs(number) for number in others if isinstance(number, int)] if name in _SIZED else []
            if any(number > _NUMBER for number in numbers) or (name in _SQUARE and size > _SQUARE_LONGEST):
                too_long()
            if name in _MULTIPLYING:
                not_too_long((size + 1) * (beside + sum(numbers) + 1))
            if name == "tojson" and others:
                raise LimitError("tojson takes no arguments here")
            if name == "sum" and any(not isinstance(other, int | float | str) for other in others):
                raise LimitError("sum adds numbers alone here")
            if name == "format":
                _percent(str(value[0]), others)
            result = function(*args, **kwargs)
            if isinstance(result, Iterator):
                result = [*islice(result, LONGEST // VALUE)]
            return self.built(result)

        return bounded

    def _weighed(self, value: object) -> int:
        size, looked = weighed(value)
        self._step(looked // 20)
        return size

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """What a template raises, with its lines in the traceback, as a TemplateError."""
        try:
            super().handle_exception(source)
        except TemplateError:
            raise
        except Exception as error:
            raise TemplateRuntimeError(reason(error)).with_traceback(error.__traceback__) from error

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if len(source) > SOURCE:
            raise TemplateSyntaxError(f"it is longer than {SOURCE:,} characters", 1, name, filename)
        parser = Parser(self, source, name, filename)
        try:
            tree = parser.parse()
            Counting().visit(tree)
        except RecursionError:
            line = parser.stream.current.lineno
            raise TemplateSyntaxError("it is nested too deeply", line, name, filename) from None
        return tree

    def compile(self, source: Any, name: str | None = None, filename: str | None = None, *args: Any) -> Any:  # noqa: ANN401 (Jinja's overloads)
        """Jinja's own; what Python cannot compile is an error of the template as well."""
        try:
            return super().compile(source, name, filename, *args)
        except (RecursionError, MemoryError, SyntaxError):
            raise TemplateSyntaxError("it is nested too deeply", 1, name, filename) from None


def _percent(text: str, values: Iterable[object]) -> None:
    if _WIDE_PERCENT.search(text):
        too_long()
    formatted(text, "%", values)


def reason(error: Exception) -> str:
    """Why a template failed, in words."""
    if isinstance(error, TemplateError):
        return str(error.message)
    if isinstance(error, RecursionError):
        return "it calls itself without end"
    if isinstance(error, MemoryError):
        return "it takes more memory than there is"
    return str(error.args[0]) if isinstance(error, KeyError) else f"{type(error).__name__}: {error}"
