"""Which databases the tests use: SQLite's, and those of a PostgreSQL that the tests bring themselves.

`fixtures` has what tests ask for, `places` where a test opens a database, `clusters` a whole PostgreSQL.
"""
