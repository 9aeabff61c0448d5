"""From a document's bytes to chunks of text that can be searched.

`kinds`, `decoding`, `markup`, `formats` and `chunking` decide and read; they know nothing of the server
and run in processes of their own (`worker`). `extraction` starts those processes, and `indexing` has the
files of vector stores indexed with them. This file imports nothing, so that such a process starts quickly.
"""
