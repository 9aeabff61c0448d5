"""The official SDK's places for the API's objects; written by `make generate`."""

from typing import TYPE_CHECKING

from . import beta as beta
from . import shared as shared
from . import shared_params as shared_params

if TYPE_CHECKING:
    from assistants_v2_companions_raw.models import FileDeleted as FileDeleted
    from assistants_v2_companions_raw.models import FileObject as FileObject
    from assistants_v2_companions_raw.models import FilePurpose as FilePurpose
    from assistants_v2_companions_raw.models import Model as Model
    from assistants_v2_companions_raw.models import VectorStore as VectorStore
    from assistants_v2_companions_raw.models import VectorStoreDeleted as VectorStoreDeleted
    from assistants_v2_companions_raw.models import VectorStoreSearchResponse as VectorStoreSearchResponse

if not TYPE_CHECKING:
    from assistants_v2.openai.late_names import load_official

    __getattr__ = load_official
