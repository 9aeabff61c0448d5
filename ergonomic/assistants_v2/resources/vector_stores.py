"""The faces of `client.vector_stores` and what is below it."""

from __future__ import annotations

from functools import cached_property

from ..flows import file_batches, store_files, vector_stores
from .file_publishing import cooperative_whole
from .publishing import Resource, blocking, blocking_pages, cooperative, cooperative_pages


class VectorStoreFiles(Resource, path="vector_stores.files"):
    """The files of a vector store."""

    create = blocking(store_files.create)
    retrieve = blocking(store_files.retrieve)
    update = blocking(store_files.update)
    delete = blocking(store_files.delete)
    list = blocking_pages(store_files.list)
    content = blocking(store_files.content)
    create_and_poll = blocking(store_files.create_and_poll)
    poll = blocking(store_files.poll)
    upload = blocking(store_files.upload)
    upload_and_poll = blocking(store_files.upload_and_poll)


class VectorStoreFileBatches(Resource, path="vector_stores.file_batches"):
    """Files that are added to a vector store together."""

    create = blocking(file_batches.create)
    retrieve = blocking(file_batches.retrieve)
    cancel = blocking(file_batches.cancel)
    list_files = blocking_pages(file_batches.list_files)
    create_and_poll = blocking(file_batches.create_and_poll)
    poll = blocking(file_batches.poll)
    upload_and_poll = blocking(file_batches.upload_and_poll)


class VectorStores(Resource, path="vector_stores"):
    """Collections of files that can be searched."""

    create = blocking(vector_stores.create)
    retrieve = blocking(vector_stores.retrieve)
    update = blocking(vector_stores.update)
    delete = blocking(vector_stores.delete)
    list = blocking_pages(vector_stores.list)
    search = blocking(vector_stores.search)

    @cached_property
    def files(self) -> VectorStoreFiles:
        """The files of a vector store."""
        return VectorStoreFiles(self._io)

    @cached_property
    def file_batches(self) -> VectorStoreFileBatches:
        """Files that are added to a vector store together."""
        return VectorStoreFileBatches(self._io)


class AsyncVectorStoreFiles(Resource, path="vector_stores.files"):
    """The files of a vector store."""

    create = cooperative(store_files.create)
    retrieve = cooperative(store_files.retrieve)
    update = cooperative(store_files.update)
    delete = cooperative(store_files.delete)
    list = cooperative_pages(store_files.list)
    content = cooperative_whole(store_files.content)
    create_and_poll = cooperative(store_files.create_and_poll)
    poll = cooperative(store_files.poll)
    upload = cooperative(store_files.upload)
    upload_and_poll = cooperative(store_files.upload_and_poll)


class AsyncVectorStoreFileBatches(Resource, path="vector_stores.file_batches"):
    """Files that are added to a vector store together."""

    create = cooperative(file_batches.create)
    retrieve = cooperative(file_batches.retrieve)
    cancel = cooperative(file_batches.cancel)
    list_files = cooperative_pages(file_batches.list_files)
    create_and_poll = cooperative(file_batches.create_and_poll)
    poll = cooperative(file_batches.poll)
    upload_and_poll = cooperative(file_batches.upload_and_poll)


class AsyncVectorStores(Resource, path="vector_stores"):
    """Collections of files that can be searched."""

    create = cooperative(vector_stores.create)
    retrieve = cooperative(vector_stores.retrieve)
    update = cooperative(vector_stores.update)
    delete = cooperative(vector_stores.delete)
    list = cooperative_pages(vector_stores.list)
    search = cooperative_whole(vector_stores.search)

    @cached_property
    def files(self) -> AsyncVectorStoreFiles:
        """The files of a vector store."""
        return AsyncVectorStoreFiles(self._io)

    @cached_property
    def file_batches(self) -> AsyncVectorStoreFileBatches:
        """Files that are added to a vector store together."""
        return AsyncVectorStoreFileBatches(self._io)
