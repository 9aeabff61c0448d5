"""What happened on a thread: told once, as a timeline, and shown in several ways. Client and server use it.

The public names are `timeline.TimelineEntry` and `timeline.TimelinePart`. All but `stamps` is loaded when
somebody asks for a timeline or a transcript.
"""
