"""Tests of `assistants_v2_server.builtin_tools.interpreters`."""
