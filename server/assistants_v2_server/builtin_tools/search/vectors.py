"""Compares a query with the vectors of a store, which are kept in memory within a bound; needs numpy.

`finding` is the user. A store's vectors are read when it is first searched, and those of a file that was
added since when it is searched again. Which files count is told at each search, as the database has them, so
nothing that is kept here can be out of date. A store that does not fit is read from the database each time.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from threading import Lock
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from sqlalchemy import Connection

from ...store.searched_files import SearchedFile, walk_vectors
from .embedders import Vector

VECTOR_MEMORY = 256 * 1024 * 1024
"""Bytes of vectors that are kept: 170,000 chunks with 384 numbers each, or 43,000 with 1,536."""

BLOCK_ROWS = 4096
"""Vectors that are read and compared at a time."""

FileKey: TypeAlias = tuple[int, int]
"""The `seq` of a file and its version: what its chunks were once."""

Hit: TypeAlias = tuple[float, int]
"""A cosine, and the `seq` of the chunk."""


class _Block(Struct, frozen=True, eq=False):
    """Some vectors, in rows; never changed.

    Attributes:
        vectors: The vectors.
        seqs: The chunk of each row.
        owners: The files that they are of.
        places: Where in `owners` the file of each row is.
    """

    vectors: NDArray[np.float32]
    seqs: NDArray[np.int64]
    owners: tuple[FileKey, ...]
    places: NDArray[np.int32]

    @property
    def size(self) -> int:
        """Its size in bytes, about."""
        return self.vectors.nbytes + self.seqs.nbytes + self.places.nbytes


class _Kept(Struct, frozen=True, eq=False):
    """What is kept of one store."""

    blocks: tuple[_Block, ...] = ()
    loaded: frozenset[FileKey] = frozenset()

    @property
    def size(self) -> int:
        """Its size in bytes, about."""
        return sum(block.size for block in self.blocks)


class _Best:
    """The best of the cosines that were seen."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._cosines: NDArray[np.float32] = np.empty(0, np.float32)
        self._seqs: NDArray[np.int64] = np.empty(0, np.int64)

    def add(self, cosines: NDArray[np.float32], seqs: NDArray[np.int64]) -> None:
        """See further cosines, and the chunks that they are of."""
        cosines, seqs = np.concatenate([self._cosines, cosines]), np.concatenate([self._seqs, seqs])
        if len(cosines) > self._most:
            rows = np.argpartition(cosines, -self._most)[-self._most :]
            cosines, seqs = cosines[rows], seqs[rows]
        self._cosines, self._seqs = cosines, seqs

    def list_hits(self) -> list[Hit]:
        """Return the best, best first; those that are not wanted have an infinite one."""
        pairs = zip(self._cosines.tolist(), self._seqs.tolist(), strict=True)
        return sorted((pair for pair in pairs if math.isfinite(pair[0])), reverse=True)


class VectorCache:
    """The vectors of the stores that were searched last.

    Args:
        memory: How many bytes of vectors are kept; `VECTOR_MEMORY` by default.
    """

    def __init__(self, memory: int = VECTOR_MEMORY) -> None:
        self._memory = memory
        self._stores: OrderedDict[tuple[int, int], _Kept] = OrderedDict()
        self._refused: dict[tuple[int, int], int] = {}
        self._loading = Lock()

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return sum(kept.size for kept in [*self._stores.values()])

    def collect(
        self, connection: Connection, store: int, files: Iterable[SearchedFile], numbers: int
    ) -> Iterable[_Block]:
        """Return the vectors of a store, those of its files at least; to be looked at within the transaction.

        Args:
            connection: The transaction in which the files were read.
            store: The `seq` of the store.
            files: All files of the store whose vectors can be compared.
            numbers: How many numbers a vector has; others are left out.
        """
        wanted, key = {name_file(file) for file in files}, (store, numbers)
        with self._loading:
            kept = self._stores.get(key, _Kept())
            if len(kept.loaded - wanted) > len(wanted):
                kept = _Kept()  # most of it is of files that are gone
            found = self._extend(connection, kept, wanted, key)
            if found is not None:
                self._keep(key, found)
                return found.blocks
        return _read_blocks(connection, wanted, numbers)

    def forget(self) -> None:
        """Keep nothing, as a process begins that was forked."""
        self._loading = Lock()
        self._stores = OrderedDict()
        self._refused = {}

    def _extend(
        self, connection: Connection, kept: _Kept, wanted: set[FileKey], key: tuple[int, int]
    ) -> _Kept | None:
        """Return what is kept with that of further files; None if it is too much."""
        missing = wanted - kept.loaded
        if not missing:
            return kept
        if len(wanted) >= self._refused.get(key, len(wanted) + 1):
            return None
        blocks, size = [*kept.blocks], kept.size
        for block in _read_blocks(connection, missing, key[1]):
            blocks.append(block)
            size += block.size
            if size > self._memory:
                self._refused[key] = len(wanted)
                self._stores.pop(key, None)
                return None
            if len(blocks) > 1 and len(blocks[-2].seqs) + len(blocks[-1].seqs) <= BLOCK_ROWS:
                blocks[-2:] = [_merge(*blocks[-2:])]
        return _Kept(tuple(blocks), kept.loaded | missing)

    def _keep(self, key: tuple[int, int], kept: _Kept) -> None:
        self._stores[key] = kept
        self._stores.move_to_end(key)
        while self.size > self._memory:
            self._stores.popitem(last=False)


def name_file(file: SearchedFile) -> FileKey:
    """Return by what the chunks of a file are known, as they are now."""
    return file.seq, file.version


def find_nearest(
    blocks: Iterable[_Block], queries: Sequence[Vector], files: Collection[FileKey], most: int
) -> list[list[Hit]]:
    """Return for each query the chunks that are nearest to it, best first.

    Args:
        blocks: The vectors to look at.
        queries: The vectors of the queries.
        files: The files that are searched.
        most: How many chunks at most.
    """
    best = [_Best(most) for _ in queries]
    for block in blocks:
        owned = np.fromiter((owner in files for owner in block.owners), bool, len(block.owners))
        unwanted = None if owned.all() else ~owned[block.places]
        for query, found in zip(queries, best, strict=True):
            # Not `@`: its library starts threads on all cores, which wait for each other by spinning.
            cosines = np.einsum("ij,j->i", block.vectors, _unpack(query))
            if unwanted is not None:
                cosines[unwanted] = -np.inf
            found.add(cosines, block.seqs)
    return [found.list_hits() for found in best]


def compare(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors with as many numbers."""
    return float(_unpack(one) @ _unpack(other))


def _read_blocks(connection: Connection, files: Collection[FileKey], numbers: int) -> Iterator[_Block]:
    """Yield the vectors of some files, as the database has them."""
    versions = dict(files)
    rows = walk_vectors(connection, sorted(versions))
    usable = (row for row in rows if len(row[2]) == numbers * np.dtype(np.float32).itemsize)
    while some := [*islice(usable, BLOCK_ROWS)]:
        yield _make_block(some, versions, numbers)


def _make_block(rows: Sequence[tuple[int, int, Vector]], versions: Mapping[int, int], numbers: int) -> _Block:
    vectors = np.frombuffer(b"".join(row[2] for row in rows), np.float32).reshape(-1, numbers)
    owners, places = np.unique([row[1] for row in rows], return_inverse=True)
    return _Block(
        vectors,
        np.array([row[0] for row in rows], np.int64),
        tuple((seq, versions[seq]) for seq in owners.tolist()),
        places.astype(np.int32),
    )


def _merge(one: _Block, other: _Block) -> _Block:
    return _Block(
        np.concatenate([one.vectors, other.vectors]),
        np.concatenate([one.seqs, other.seqs]),
        one.owners + other.owners,
        np.concatenate([one.places, other.places + np.int32(len(one.owners))]),
    )


def _unpack(vector: Vector) -> NDArray[np.float32]:
    return np.frombuffer(vector, np.float32)
