"""The face of `client.models`."""

from __future__ import annotations

from ..flows import models
from .file_publishing import cooperative_whole
from .publishing import Resource, blocking, cooperative


class Models(Resource, path="models"):
    """The models of a server."""

    retrieve = blocking(models.retrieve)
    list = blocking(models.list)


class AsyncModels(Resource, path="models"):
    """The models of a server."""

    retrieve = cooperative(models.retrieve)
    list = cooperative_whole(models.list)
