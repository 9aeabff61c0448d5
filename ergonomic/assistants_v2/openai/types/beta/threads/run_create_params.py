"""The official SDK's place for RunCreateParams; written by `make generate`."""

from assistants_v2_raw.params import MessageCreateParams as AdditionalMessage
from assistants_v2_raw.params import RunCreateParams as RunCreateParams
from assistants_v2_raw.params import TruncationStrategyParam as TruncationStrategy

__all__ = ["RunCreateParams", "AdditionalMessage", "TruncationStrategy"]
