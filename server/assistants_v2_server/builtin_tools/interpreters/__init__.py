"""Interpreters that run a model's Python code apart from the server, and their sessions.

`runs` uses `sessions`, `choosing` and the values of `cells`; each file is imported by itself.
"""
