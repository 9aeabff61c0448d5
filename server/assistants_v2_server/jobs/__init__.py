"""Wakes servers that share a PostgreSQL database: jobs in that same database, carried by pgqueuer.

A job says no more than that somebody should look at a run. Whose a run is, its lease and its number of claims
say, as beside a file: so a job may be done twice, late or never. The only place for pgqueuer.
"""
