"""The official SDK's place for ImageFile; written by `make generate`."""

from assistants_v2_raw.models import ImageFile as ImageFile

__all__ = ["ImageFile"]
