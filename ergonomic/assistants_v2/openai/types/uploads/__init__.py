"""The official SDK's names for the parts of uploads; written by `make generate`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .upload_part import UploadPart as UploadPart
else:
    from assistants_v2.openai.late_names import load_late

    __all__ = ["UploadPart"]
    __getattr__ = load_late(__name__, {"UploadPart": "upload_part"})
