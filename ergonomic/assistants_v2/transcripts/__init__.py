"""What happened on a thread: told once, as a timeline, and shown in several ways.

The public names are `timeline.TimelineEntry` and `timeline.TimelinePart`. Nothing here is loaded before
somebody asks for a timeline or a transcript.
"""
