"""The official SDK's places for the API's objects; the classes are those of `assistants_v2.types`."""

from . import beta as beta
from . import shared as shared
