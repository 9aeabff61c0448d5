"""The faces: what `client.threads.runs` and its siblings offer, once blocking and once async.

Each class is a table of contents of the flows behind it.
"""
