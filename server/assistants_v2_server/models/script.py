"""A model that says what a test wants, and complains where the program under test asks for something else.

    with Script(["Hello!", call("balance", account="1"), "You have 17."]) as script:
        client = Assistants.local(model=script)

It is for tests of programs that use the API. An entry is one turn; `scripted_turns` has what one may be.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable
from threading import Lock
from types import TracebackType
from typing import Self, cast, get_args

from msgspec import Struct, field

from ..clocks import Clock
from . import ModelError, Piece, Prompt
from .scripted_pieces import make_end, make_pieces
from .scripted_turns import Call, Chooser, Entry, Failure, Part, Pause, ScriptedTurn, read_turn, shorten


class ScriptMismatch(AssertionError):
    """The program under test asked the model for something else than its script has."""


class _Entry(Struct, frozen=True):
    """A turn of the script, or what chooses it, and what it is called in sentences."""

    place: str
    turn: ScriptedTurn | Chooser


class _Queue(Struct):
    """The turns that are left for some of the prompts.

    Attributes:
        thread: The only thread they are for; empty for any.
        assistant: The only assistant; empty for any.
        model: The only name of a model; empty for any.
        entries: What was not asked for yet.
        chooser: What chooses all further turns; None for nothing.
        count: How many entries there have been.
    """

    thread: str = ""
    assistant: str = ""
    model: str = ""
    entries: list[_Entry] = field(default_factory=list[_Entry])
    chooser: Chooser | None = None
    count: int = 0

    @property
    def whose(self) -> str:
        """What it is for, as sentences go on; empty for any prompt."""
        named = {"thread": self.thread, "assistant": self.assistant, "model": self.model}
        wanted = " and ".join(f"{kind} {value}" for kind, value in named.items() if value)
        return f" for {wanted}" if wanted else ""

    def fits(self, prompt: Prompt) -> bool:
        """Say whether it is for a prompt."""
        asked = (prompt.thread_id, prompt.assistant_id, prompt.model)
        wanted = (self.thread, self.assistant, self.model)
        return all(value in ("", given) for value, given in zip(wanted, asked, strict=True))

    def add(self, entries: Iterable[Entry | Chooser]) -> None:
        """Put entries behind those that are there."""
        added: list[_Entry] = []
        for number, entry in enumerate(entries, self.count + 1):
            place = f"entry {number} of the script{self.whose}"
            turn = cast("Chooser", entry) if _is_chooser(entry) else read_turn(cast("Entry", entry), place)
            added.append(_Entry(place, turn))
        self.entries += added
        self.count += len(added)

    def take(self) -> _Entry | None:
        """Take the next turn, or what chooses it; None if there is none."""
        if self.entries:
            return self.entries.pop(0)
        return (
            None if self.chooser is None else _Entry(f"the function of the script{self.whose}", self.chooser)
        )


class ScriptPart:
    """The turns of a script for one thread, assistant or model; made by `Script.on`."""

    def __init__(self, queue: _Queue) -> None:
        self._queue = queue

    def say(self, *entries: Entry | Chooser) -> None:
        """Add turns behind those that are there; see `Script.say`."""
        self._queue.add(entries)

    def answer_with(self, choose: Chooser) -> None:
        """Have a function choose all turns that no entry is left for; see `Script.answer_with`."""
        self._queue.chooser = choose


class Script:
    """A model that says what it is told, turn by turn: give it to `Assistants.local(model=…)` or to `Server`.

    It is strict. A turn that no entry is left for fails the run, and so does a call of a function that the
    run does not offer; `check` then fails the test, and it does so for entries that nobody asked for. `check`
    is called at the end of a `with` block, and by the fixtures of the pytest plugin.

    Args:
        entries: The turns, each a text, `call(...)`, `fails(...)`, `refuses(...)`, `stops_short(...)`,
            `turn(...)`, a list of parts of one turn, or a function of the prompt that returns one of these.
            A function in place of the list chooses all turns.
        clock: The clock that `pause(seconds)` goes by; by default the real time.
        checks_calls: Whether calls of functions that the run does not offer are mistakes; they are by
            default.

    Raises:
        TypeError: An entry is none; the text says which, and what entries are.
        ValueError: The parts of an entry do not make a turn.
    """

    identity = "script"

    def __init__(
        self,
        entries: Iterable[Entry | Chooser] | Chooser = (),
        *,
        clock: Clock | None = None,
        checks_calls: bool = True,
    ) -> None:
        self._lock = Lock()
        self._clock = clock
        self._checks_calls = checks_calls
        self._common = _Queue()
        self._queues = [self._common]
        self._requests: list[Prompt] = []
        self._problems: list[str] = []
        if isinstance(entries, (ScriptedTurn, *get_args(Part))):
            raise TypeError(f"a script is a list of turns: write Script([{entries!r}]).")
        if _is_chooser(entries):
            self._common.chooser = cast("Chooser", entries)
        else:
            self.say(*cast("Iterable[Entry | Chooser]", entries))

    @property
    def requests(self) -> list[Prompt]:
        """What the model was asked so far, one prompt for each turn: instructions, messages, functions."""
        with self._lock:
            return [*self._requests]

    @property
    def left(self) -> int:
        """How many entries were not asked for yet."""
        with self._lock:
            return sum(len(queue.entries) for queue in self._queues)

    def say(self, *entries: Entry | Chooser) -> None:
        """Add turns behind those that are there, each argument one turn.

        Args:
            *entries: As for the script itself.

        Raises:
            TypeError: An entry is none; the text says which, and what entries are.
            ValueError: The parts of an entry do not make a turn.
        """
        with self._lock:
            self._common.add(entries)

    def answer_with(self, choose: Chooser) -> None:
        """Have a function choose all turns that no entry is left for.

        Args:
            choose: Is called with the prompt, in a thread of its own, and returns an entry.
        """
        self._common.chooser = choose

    def on(self, *, thread: str = "", assistant: str = "", model: str = "") -> ScriptPart:
        """Return the part of the script for some runs, so that others do not take its turns.

        Runs go to the part that names their thread, else their assistant, else their model, else to the
        entries of the script itself.

        Args:
            thread: The id of their thread; any by default.
            assistant: The id of their assistant; any by default.
            model: The name of their model; any by default.

        Raises:
            TypeError: Nothing is named.
        """
        if not (thread or assistant or model):
            raise TypeError("on() takes thread=, assistant= or model=; say() adds turns for any run.")
        with self._lock:
            for queue in self._queues:
                if (thread, assistant, model) == (queue.thread, queue.assistant, queue.model):
                    return ScriptPart(queue)
            queue = _Queue(thread, assistant, model)
            self._queues.append(queue)
            self._queues.sort(key=lambda each: (each.thread, each.assistant, each.model), reverse=True)
            return ScriptPart(queue)

    def check(self) -> None:
        """Check that everything was asked for, and nothing else.

        Raises:
            ScriptMismatch: Something was not; the text says what, and what the model was asked.
        """
        with self._lock:
            found = [*self._problems]
            left = [entry for queue in self._queues for entry in queue.entries]
            if left:
                listed = "; ".join(f"{entry.place}, {_name_turn(entry.turn)}" for entry in left)
                found.append(
                    f"not asked for: {listed}. The model was asked for {_count_turns(len(self._requests))}; "
                    "script.requests has what it was sent."
                )
        if found:
            raise ScriptMismatch("\n".join(found))

    async def answer(self, prompt: Prompt) -> AsyncGenerator[Piece]:
        """Answer one turn; see `Model.answer`."""
        place, turn = await self._choose(prompt)
        calls = 0
        for part in turn.parts:
            if isinstance(part, Pause):
                await part.hold(self._clock)
            elif isinstance(part, Failure):
                raise ModelError(part.code, part.message)
            else:
                try:
                    for piece in make_pieces(part, calls, prompt):
                        yield piece
                except LookupError as error:
                    raise self._note(f"{place} {error}") from None
                calls += isinstance(part, Call)
        yield make_end(turn, prompt)

    def close(self) -> None:
        """Close nothing: a script may be used again."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if error is None:
            self.check()

    async def _choose(self, prompt: Prompt) -> tuple[str, ScriptedTurn]:
        with self._lock:
            self._requests.append(prompt)
            queue = next(queue for queue in self._queues if queue.fits(prompt))
            entry = queue.take()
        if entry is None:
            raise self._note(_explain_shortage(queue, prompt))
        turn = entry.turn
        if not isinstance(turn, ScriptedTurn):
            turn = await self._call_chooser(turn, entry.place, prompt)
        self._check_calls(turn, entry.place, prompt)
        return entry.place, turn

    async def _call_chooser(self, choose: Chooser, place: str, prompt: Prompt) -> ScriptedTurn:
        from anyio.to_thread import run_sync  # late: few scripts have functions

        try:
            chosen = await run_sync(choose, prompt, abandon_on_cancel=True)
            return read_turn(chosen, f"what {place} returned")
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
            raise self._note(f"{place} has no answer to {_describe(prompt)}: {said}") from error

    def _check_calls(self, turn: ScriptedTurn, place: str, prompt: Prompt) -> None:
        offered = [function.name for function in prompt.functions]
        for part in turn.parts:
            if self._checks_calls and isinstance(part, Call) and part.name not in offered:
                raise self._note(
                    f"{place} calls {part.name}, which the run does not offer; it offers "
                    f"{', '.join(offered) or 'no functions'}. Give the function to the assistant or the run; "
                    "to see what a wrong call does, use Script(..., checks_calls=False)."
                )

    def _note(self, problem: str) -> ModelError:
        """Keep what is wrong for `check`; return the error that ends the run."""
        with self._lock:
            self._problems.append(problem)
        return ModelError("server_error", problem)


def _is_chooser(entry: object) -> bool:
    return callable(entry) and not isinstance(entry, type)


def _explain_shortage(queue: _Queue, prompt: Prompt) -> str:
    had = f"its {queue.count} were used" if queue.count > 1 else "its one was used" if queue.count else ""
    return (
        f"the script has no entry left{queue.whose}{f' ({had})' if had else ''}, and the model was asked "
        f"{_describe(prompt)}. Add an entry for this turn; script.requests[-1] has all that was sent."
    )


def _describe(prompt: Prompt) -> str:
    """Return what a prompt asks, as it is shown where script and run differ."""
    where = f"(model {prompt.model}, {prompt.thread_id})" if prompt.thread_id else f"(model {prompt.model})"
    if prompt.outputs:
        told = "; ".join(f"{output.name}: {shorten(output.output)!r}" for output in prompt.outputs)
        return f"after its calls had returned {told} {where}"
    return f"{shorten(prompt.question)!r} {where}"


def _name_turn(turn: ScriptedTurn | Callable[..., object]) -> str:
    return str(turn) if isinstance(turn, ScriptedTurn) else getattr(turn, "__name__", "a function")


def _count_turns(count: int) -> str:
    return "no turn" if not count else "1 turn" if count == 1 else f"{count} turns"
