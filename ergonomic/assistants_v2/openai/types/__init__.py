"""The official SDK's places for the API's objects; written by `make generate`."""

from typing import TYPE_CHECKING

from . import beta as beta
from . import shared as shared
from . import shared_params as shared_params

if not TYPE_CHECKING:
    from assistants_v2.openai.late_names import load_official

    __getattr__ = load_official
