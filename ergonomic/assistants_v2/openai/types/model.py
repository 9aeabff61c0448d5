"""The official SDK's place for Model; written by `make generate`."""

from assistants_v2_companions_raw.models import Model as Model

__all__ = ["Model"]
