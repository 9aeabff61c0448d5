"""Makes the exchanges of the project out of recorded ones: the facts stay, every word is replaced.

`make exchanges` runs it, where the recordings lie beside the repository.
"""
