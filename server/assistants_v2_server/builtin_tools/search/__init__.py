"""Finds the chunks of vector stores that answer a question: by words, and by vectors where there are such.

`engine` is the entrance, for the operation that searches a store and for the tool `file_search`.
"""
