"""Histories of the neutral form, `assistants-thread-export/v1`: read, and stored with their ids and times.

`layout` says the names and shapes, for whoever writes such a folder or reads one. `reading` reads a folder or
a single file, one thread at a time. Neither needs a database.
"""
