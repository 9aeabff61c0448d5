"""From a queued run to its end, or to the point where it waits for tool outputs.

`service` stores a queued run and submits its id; an executor (`executors`) decides in which thread
the work is done; `worker` claims the run, has `prompts` build what the model is given, reads the
model's pieces into a turn (`turns`) and stores what follows from it. `endings` ends runs, also for
`service` when the time of a run is up, and `usage` adds up tokens.
"""
