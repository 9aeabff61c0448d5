"""The official SDK's place for CodeInterpreterOutputImage; written by `make generate`."""

from assistants_v2_raw.models import CodeInterpreterOutputImageDelta as CodeInterpreterOutputImageDelta

CodeInterpreterOutputImage = CodeInterpreterOutputImageDelta
__all__ = ["CodeInterpreterOutputImage"]
