"""Whether a failed request is sent again, and after how long. Pure. Used by `flows.port`.

What only reads, deletes or sets is sent again as the official SDK does. What creates, submits or
cancels is sent again only where the server provably did not act; where it may have acted, the
failure is *ambiguous*, and whoever sent it has to look before repeating it.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import TYPE_CHECKING

from msgspec import Struct

from ..errors import APIConnectionError, APIResponseValidationError, APIStatusError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistants_v2_raw.models import RunLastError
    from assistants_v2_raw.types import Unset

    from ..errors import APIError

DEFAULT_MAX_RETRIES = 2
"""How often a failed request is sent again, unless the program says otherwise."""


class RetryPolicy(Struct, frozen=True):
    """How often and how patiently a request is sent again.

    Attributes:
        max_retries: How often at most, after the first time.
        first: Seconds before the first repetition; each further one waits twice as long.
        longest: Seconds that no wait of our own exceeds.
        longest_asked: Seconds that a server may ask for with Retry-After; before a longer wait the request
            fails.
    """

    max_retries: int = DEFAULT_MAX_RETRIES
    first: float = 0.5
    longest: float = 8.0
    longest_asked: float = 120.0

    def wait(
        self,
        failure: APIError,
        *,
        retries: int,
        repeatable: bool,
        chance: float,
        now: float,
        at_most: float | None = None,
    ) -> float | None:
        """Return the seconds to wait before sending the request again, or None to give up.

        Args:
            failure: How the request failed.
            retries: How often it was sent again already.
            repeatable: Whether doing it twice is as good as doing it once.
            chance: A random number from 0 to 1, which shortens the wait by up to a quarter.
            now: The time in Unix seconds, to read a date in Retry-After.
            at_most: Seconds that are left to whoever waits: a longer wait is not worth beginning.
        """
        if retries >= self.max_retries or not may_repeat(failure, repeatable=repeatable):
            return None
        asked = retry_after(_headers_of(failure), now=now)
        wait = asked if asked is not None and asked > 0 else self.pause(retries, chance)
        longest = self.longest_asked if at_most is None else min(self.longest_asked, at_most)
        return wait if wait <= longest else None

    def pause(self, retries: int, chance: float) -> float:
        """Return the seconds to wait before the repetition number *retries* (from 0) of our own accord."""
        return min(self.first * 2.0 ** min(retries, 32), self.longest) * (1 - 0.25 * chance)


SEARCHED = 1_000
"""How many of the newest messages or runs are searched at most for one whose creation got no reply."""

SEARCH_MARGIN = 60.0
"""Seconds by which the clocks of a server's machines may differ without such a search ending too early."""

MOST_METADATA = 16
"""How many keys the metadata of an object may have."""

STILL_UNCLEAR = 30.0
"""Seconds to go on finding out whether a request was carried out whose reply was lost."""


def require_room_for_mark(name: str | None, metadata: Mapping[str, str] | Unset | None) -> None:
    """Raise ValueError if *metadata* is full, so that no mark under the key *name* can join it.

    *name* is None where no mark is made.
    """
    if not name or not metadata or name in metadata:
        return
    if len(metadata) >= MOST_METADATA:
        raise ValueError(
            f"metadata has {len(metadata)} keys, and idempotency_metadata={name!r} adds one; the API takes "
            f"{MOST_METADATA}. Leave room for it."
        )


_REPEATABLE = ("get_", "list_", "retrieve_", "download_", "search_", "delete_", "modify_", "update_")
"""First words of the operations that read, delete, or set fields."""


def is_repeatable(operation: str) -> bool:
    """Say whether doing an operation twice is as good as once: it reads, deletes, or sets fields.

    *operation* is the name of an endpoint module, such as `modify_run`.
    """
    return operation.startswith(_REPEATABLE)


def may_repeat(failure: APIError, *, repeatable: bool) -> bool:
    """Say whether a request that failed so may be sent again as it is."""
    if isinstance(failure, APIConnectionError):
        return failure.may_pass and (repeatable or not failure.sent)
    if isinstance(failure, APIResponseValidationError) and failure.place:
        return False  # what has such a value once has it again
    if not isinstance(failure, APIStatusError):
        return repeatable
    wish = failure.headers.get("x-should-retry", "").lower()
    if wish in ("true", "false"):
        return wish == "true"
    status = failure.status_code
    if status in (409, 429):
        return True
    if repeatable:
        return status == 408 or status >= 500
    return status == 503 and not failure.headers.keys().isdisjoint(("retry-after", "retry-after-ms"))


def is_ambiguous(failure: APIError) -> bool:
    """Say whether the server may have acted although the request failed."""
    if isinstance(failure, APIConnectionError):
        return failure.sent
    if not isinstance(failure, APIStatusError):
        return True
    return failure.status_code == 408 or failure.status_code >= 500


def _headers_of(failure: APIError) -> Mapping[str, str]:
    """Return the headers of the reply that a failure is, if it is one."""
    return failure.headers if isinstance(failure, APIStatusError) else {}


def retry_after(headers: Mapping[str, str], *, now: float) -> float | None:
    """Return the seconds that a server asks to wait: retry-after-ms, or Retry-After as number or date.

    Args:
        headers: The reply's headers, names in lower case.
        now: The time in Unix seconds.
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after")
    seconds = _number(text)
    if seconds is not None or text is None:
        return seconds
    try:
        return parsedate_to_datetime(text).timestamp() - now
    except (ValueError, OverflowError, OSError):
        return None


def _number(text: str | None) -> float | None:
    """Return a header's number, or None if it is not one."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if isfinite(value) else None


_FAILED_RETRIES = {"rate_limit_exceeded": 20.0, "server_error": 2.0}
"""Reasons for a failed run that may pass, and the seconds to wait when the server names none."""

_ASKED_TO_WAIT = re.compile(r"try again in ([0-9.]+) ?(m?s)", re.IGNORECASE)


def retry_of_failed(reason: RunLastError | None) -> float | None:
    """Return the seconds to wait before making a failed run once more, or None if that cannot help."""
    if reason is None or reason.code not in _FAILED_RETRIES:
        return None
    asked = _ASKED_TO_WAIT.search(reason.message or "")
    if asked is None:
        return _FAILED_RETRIES[reason.code]
    wait = _number(asked[1].rstrip(".")) or 0.0
    return wait / 1000 if asked[2].lower() == "ms" else wait
