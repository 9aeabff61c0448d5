"""Tests of the room of the server that wakes workers."""
