"""The face of `client.files`."""

from __future__ import annotations

from ..flows import files
from .file_publishing import blocking_content, cooperative_content
from .publishing import Resource, blocking, blocking_pages, cooperative, cooperative_pages


class Files(Resource, path="files"):
    """Documents that were uploaded, and files that code has written."""

    create = blocking(files.create)
    retrieve = blocking(files.retrieve)
    delete = blocking(files.delete)
    list = blocking_pages(files.list)
    content = blocking_content(files.content)
    retrieve_content = blocking(files.retrieve_content)
    wait_for_processing = blocking(files.wait_for_processing)


class AsyncFiles(Resource, path="files"):
    """Documents that were uploaded, and files that code has written."""

    create = cooperative(files.create)
    retrieve = cooperative(files.retrieve)
    delete = cooperative(files.delete)
    list = cooperative_pages(files.list)
    content = cooperative_content(files.content)
    retrieve_content = cooperative(files.retrieve_content)
    wait_for_processing = cooperative(files.wait_for_processing)
