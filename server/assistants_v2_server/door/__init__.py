"""The parts of the HTTP door: who may come in, how much of it, what operators see.

`app` puts them together. This file holds nothing, so that importing one part loads no other.
"""
