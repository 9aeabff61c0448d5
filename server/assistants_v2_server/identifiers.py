"""Makes the ids of new objects; the service, the executor and the server use it."""

from __future__ import annotations

import secrets
import string
from typing import Final, Literal

Prefix = Literal["asst", "thread", "msg", "run", "step", "call", "req"]

_ALPHABET: Final = string.ascii_letters + string.digits
_LENGTH: Final = 24


def new_id(prefix: Prefix) -> str:
    """A new id: the kind of object, an underscore, 24 random letters and digits."""
    return f"{prefix}_" + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
