"""Tests of `assistants_v2_server.history`."""
