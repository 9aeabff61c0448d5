"""Each workflow once, as a coroutine over a Port: without HTTP and without a clock.

The faces in `resources` publish them to blocking and to async code.
"""
