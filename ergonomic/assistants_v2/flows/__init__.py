"""Each workflow once, as a coroutine over a Port: no HTTP, no clock, no colour.

The faces in `resources` publish them to blocking and to async code.
"""
