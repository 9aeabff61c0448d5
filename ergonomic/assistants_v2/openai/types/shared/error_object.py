"""The official SDK's place for ErrorObject; written by `make generate`."""

from assistants_v2_raw.models import APIErrorBody as APIErrorBody

ErrorObject = APIErrorBody
__all__ = ["ErrorObject"]
