"""The official SDK's place for CodeInterpreterOutputImage; written by `make generate`."""

from assistants_v2_raw.models import CodeInterpreterOutputImage as CodeInterpreterOutputImage
from assistants_v2_raw.models import CodeInterpreterOutputImageDelta as Delta
from assistants_v2_raw.models import CodeInterpreterOutputImageDeltaImage as DeltaImage
from assistants_v2_raw.models import CodeInterpreterOutputImageImage as Image

__all__ = ["CodeInterpreterOutputImage", "Delta", "DeltaImage", "Image"]
