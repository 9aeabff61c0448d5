"""Writes each page, piece by piece. Used by the server's `ui` and by exports.

Objects are those of the contract as JSON has them; a server may leave out anything, and put anything in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistants_v2_raw import models
from msgspec import Struct
from msgspec.structs import replace

from ..weaving import make_run_timeline, make_thread_timeline
from .charts import list_bars
from .environment import make_environment
from .summaries import JsonObject, Links, ThreadSummary, read_list, read_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..timeline import TimelineEntry, TimelinePart
    from .addresses import Addresses

SECTIONS = (
    ("threads", "Threads"),
    ("assistants", "Assistants"),
    ("vector_stores", "Vector stores"),
    ("files", "Files"),
)
"""The lists, and what they are called."""

_NO_LINKS = Links()


class PageWriter(Struct, frozen=True):
    """Writes pages.

    Attributes:
        at: Where they lead to.
        logout: Where a form to log out is sent to; None, the default, where nobody has logged in.
    """

    at: Addresses
    logout: str | None = None

    def write_threads(
        self, rows: Sequence[ThreadSummary], links: Links = _NO_LINKS, query: str = ""
    ) -> Iterator[str]:
        """Yield the list of threads.

        Args:
            rows: The threads.
            links: The neighbours of this part of the list; none by default.
            query: What was searched for; an empty text, the default, for a list of all.
        """
        return self._write("threads", "threads", "Threads", (), rows=rows, links=links, query=query)

    def write_list(
        self, kind: str, rows: Sequence[JsonObject], links: Links = _NO_LINKS, place: str = ""
    ) -> Iterator[str]:
        """Yield a list of objects.

        Args:
            kind: `assistants`, `files` or `vector_stores`.
            rows: The objects.
            links: The neighbours of this part of the list; none by default.
            place: The host of another server that has those that are not here; empty, the default, for none.
        """
        return self._write(kind, kind, dict(SECTIONS)[kind], (), rows=rows, links=links, place=place)

    def write_thread(
        self,
        thread: JsonObject,
        messages: Sequence[JsonObject],
        runs: Sequence[tuple[JsonObject, Sequence[JsonObject]]],
        names: Mapping[str, str],
        links: Links = _NO_LINKS,
    ) -> Iterator[str]:
        """Yield what was said on a thread, and which runs there were in between.

        Args:
            thread: The thread.
            messages: Its messages, oldest first, or a part of them.
            runs: Its runs, oldest first, each with its steps, oldest first.
            names: The names of files, by id, as far as they are known.
            links: The neighbours of this part of the thread; none by default.
        """
        entries = make_thread_timeline(
            None, [*map(models.Message.from_dict, messages)], [_read_run(*run) for run in runs]
        )
        return self._write(
            "thread",
            "threads",
            f"Thread {thread.get('id')}",
            ("threads",),
            thread=thread,
            entries=_name_files(entries, names),
            links=links,
        )

    def write_run(
        self,
        run: JsonObject,
        steps: Sequence[JsonObject],
        messages: Sequence[JsonObject],
        names: Mapping[str, str],
        upstream: Sequence[JsonObject] = (),
    ) -> Iterator[str]:
        """Yield what happened in a run.

        Args:
            run: The run.
            steps: Its steps, oldest first.
            messages: The messages that it wrote, oldest first.
            names: The names of files, by id, as far as they are known.
            upstream: What the endpoint of the model calls what the run has made; nothing by default.
        """
        thread_id = str(run.get("thread_id"))
        bars, entries = _tell_run(run, steps, messages, names)
        extra = [(f"Thread {thread_id}", self.at.show_object("threads", thread_id))]
        title = f"Run {run.get('id')}"
        shown = {"run": run, "bars": bars, "entries": entries, "upstream": upstream}
        return self._write("run", "threads", title, ("threads",), extra, **shown)

    def write_runs(
        self,
        thread_id: str,
        runs: Sequence[tuple[JsonObject, Sequence[JsonObject], Sequence[JsonObject]]],
        names: Mapping[str, str],
    ) -> Iterator[str]:
        """Yield what happened in all runs of a thread; the arguments are those of `write_run` for each."""
        told = [(run, *_tell_run(run, steps, messages, names)) for run, steps, messages in runs]
        extra = [(f"Thread {thread_id}", self.at.show_object("threads", thread_id))]
        return self._write("runs", "threads", "Runs", ("threads",), extra, thread_id=thread_id, runs=told)

    def write_assistant(self, assistant: JsonObject) -> Iterator[str]:
        """Yield an assistant, with its instructions and tools."""
        title = f"Assistant {assistant.get('id')}"
        return self._write("assistant", "assistants", title, ("assistants",), assistant=assistant)

    def write_file(self, file: JsonObject, *, is_image: bool) -> Iterator[str]:
        """Yield what is known of a file, and the file itself if it is an image."""
        return self._write(
            "file", "files", f"File {file.get('id')}", ("files",), file=file, is_image=is_image
        )

    def write_vector_store(
        self, store: JsonObject, rows: Sequence[JsonObject], links: Links = _NO_LINKS
    ) -> Iterator[str]:
        """Yield a vector store.

        Args:
            store: The vector store.
            rows: Its files, or a part of them, each with its `filename` if that is known.
            links: The neighbours of this part; none by default.
        """
        title = f"Vector store {store.get('id')}"
        return self._write(
            "vector_store", "vector_stores", title, ("vector_stores",), store=store, rows=rows, links=links
        )

    def write_login(self, action: str, trouble: str = "") -> Iterator[str]:
        """Yield the form that asks for a key.

        Args:
            action: Where it is sent to.
            trouble: Why the last one was refused; an empty text, the default, if none was.
        """
        return self._write("login", None, "Log in", (), action=action, trouble=trouble)

    def write_refusal(
        self, title: str, said: str, *, is_inside: bool = False, again: str | None = None
    ) -> Iterator[str]:
        """Yield why there is nothing to be seen.

        Args:
            title: What happened, in a few words.
            said: A sentence on it.
            is_inside: Whether whoever asks may see other pages; not by default.
            again: Where a page is that is shown once it is asked for from here; None, the default, for none.
        """
        return self._write("refused", "" if is_inside else None, title, (), said=said, again=again)

    def _write(
        self,
        template: str,
        section: str | None,
        title: str,
        above: Sequence[str],
        crumbs: Sequence[tuple[str, str | None]] = (),
        **values: Any,
    ) -> Iterator[str]:
        """Yield a page from its template; without a section it leads nowhere."""
        if section is not None:
            values["section"] = section
        names = dict(SECTIONS)
        path = [(names[kind], self.at.show_list(kind)) for kind in above]
        path += [(name, address) for name, address in crumbs if address]
        pieces: Iterator[str] = (
            make_environment()
            .get_template(f"{template}.html")
            .generate(at=self.at, title=title, crumbs=path, sections=SECTIONS, logout=self.logout, **values)
        )
        return pieces


def _read_run(run: JsonObject, steps: Iterable[JsonObject]) -> tuple[models.Run, list[models.RunStep]]:
    return models.Run.from_dict(run), [*map(models.RunStep.from_dict, steps)]


def _tell_run(
    run: JsonObject,
    steps: Sequence[JsonObject],
    messages: Sequence[JsonObject],
    names: Mapping[str, str],
) -> tuple[Sequence[Any], Sequence[TimelineEntry]]:
    """Return the bars and the entries of a run; the run's own entry is only among the bars."""
    read, done = _read_run(run, steps)
    said = [*map(models.Message.from_dict, messages)]
    entries = [*_name_files(make_run_timeline(read, done, said), names)]
    return [*list_bars(entries)], entries[1:]


def _name_files(entries: Iterable[TimelineEntry], names: Mapping[str, str]) -> Iterator[TimelineEntry]:
    """Yield entries with the names of files that are known."""

    def name(part: TimelinePart) -> TimelinePart:
        known = names.get(part.file_id) if part.file_id and not part.file_name else None
        return replace(part, file_name=known) if known else part

    for entry in entries:
        if any(part.file_id and not part.file_name for part in entry.parts):
            yield replace(entry, parts=tuple(map(name, entry.parts)))
        else:
            yield entry


def list_named_files(objects: Iterable[JsonObject]) -> list[str]:
    """Return the ids of the files that messages and steps name, each once."""
    found: dict[str, None] = {}
    for each in objects:
        for key in _walk_file_ids(each):
            found[key] = None
    return [*found]


def _walk_file_ids(value: object) -> Iterator[str]:
    held = read_object(value)
    if held:
        for name, inner in held.items():
            if name == "file_id" and isinstance(inner, str):
                yield inner
            else:
                yield from _walk_file_ids(inner)
    else:
        for inner in read_list(value):
            yield from _walk_file_ids(inner)
