"""Conversations that are held with our own tools and with those of an upstream."""

from __future__ import annotations

from ..responses_upstream.script import (
    Break,
    Cite,
    Entry,
    Fail,
    HangUp,
    Incomplete,
    Link,
    Refuse,
    Reject,
    call,
    run,
    say,
    search,
    turn,
)
from .holding import LASTS, Talk

SUM = "with open('/mnt/data/prices.csv') as file:\n    print(file.read())"
"""Code that reads the file of the assistant."""

WRITE = "with open('/mnt/data/sums.csv', 'w') as file:\n    n = file.write('tea,3')\nprint(n)"
"""Code that writes a file."""

LASTING = f"n = 6 * 7  # {LASTS}"
"""Code that has not ended when its run is cancelled."""

EVERYTHING = Talk(
    script=(
        [search("days of leave"), run("n = 41\nprint(n)"), call("weather", city="Oslo")],
        [run("print(n + 1)"), call("weather", city="Rome"), call("weather", city="Bergen")],
        [search("within the year"), say("30 days", Cite("leave.md"), ", and 42.")],
        [run(WRITE), say("See [the sums](", Link("sums.csv"), ").")],
    ),
    tools=("file_search", "code_interpreter", "weather"),
    questions=("How many days?", "And the sums?"),
)
"""Both tools and functions, in several rounds and two runs."""

FOUND: Entry = [search("days of leave"), say("30 days", Cite("leave.md"), ".")]
"""An answer that comes to its end."""

BROKEN_OFF = {
    "cancelled after a search": Talk(
        script=(turn(search("days of leave"), say("30 days."), hold_at="response.output_text.done"), FOUND),
        tools=("file_search",),
        questions=("How many days?", "How many?"),
        cancel_at="thread.message.delta",
    ),
    "cancelled after code": Talk(
        script=(
            turn(run(WRITE), say("See the sums."), hold_at="response.output_text.done"),
            [run("print(2)"), say("2.")],
        ),
        tools=("code_interpreter",),
        questions=("What are the sums?", "And then?"),
        cancel_at="thread.message.delta",
    ),
    "cancelled while code is executed": Talk(
        script=(
            turn(run(LASTING), hold_at="response.code_interpreter_call.completed"),
            [run("print(2)"), say("2.")],
        ),
        tools=("code_interpreter",),
        questions=("What is the sum?", "And then?"),
        cancel_at="thread.run.step.delta",
        cancels_call=True,
    ),
    "failed after a search": Talk(
        script=(turn(search("days of leave"), say("It is"), ending=Break()), FOUND),
        tools=("file_search",),
        questions=("How many days?", "How many?"),
    ),
    "an error after two calls": Talk(
        script=(turn(search("days of leave"), run("print(1)"), say("It is"), ending=Break()),),
        tools=("file_search", "code_interpreter"),
    ),
    "a torn connection after code": Talk(
        script=(turn(run(WRITE), say("It is"), ending=HangUp()),), tools=("code_interpreter",)
    ),
    "a failure after a function and a search": Talk(
        script=(
            [search("days of leave"), call("weather")],
            turn(search("the year"), say("It is"), ending=Break()),
        ),
        tools=("file_search", "weather"),
    ),
}
"""Runs that end after a call of the answer that does not: what was stored of it stays, but nobody knows what
the upstream's part of it has cost."""

TALKS = {
    "text": Talk(script=(say("17 days."),)),
    "text that is looked at": Talk(script=(say("17 days."),), is_streamed=False),
    "two questions": Talk(script=(say("17 days."), say("30.")), questions=("How many?", "Of how many?")),
    "functions": Talk(
        script=([say("I look."), call("weather", city="Oslo"), call("weather", city="Rome")], say("Sun.")),
        tools=("weather",),
    ),
    "functions that are looked at": Talk(
        script=(call("weather", city="Oslo"), call("weather", city="Rome"), say("Sun.")),
        tools=("weather",),
        is_streamed=False,
    ),
    "a search": Talk(
        script=([search("days of leave"), say("It is 30 days", Cite("leave.md"), ".")],),
        tools=("file_search",),
    ),
    "words before a search": Talk(
        script=([say("I look."), search("days of leave"), say("30 days", Cite("leave.md"), ".")],),
        tools=("file_search",),
    ),
    "several searches": Talk(
        script=([search("days of leave"), search("the year"), say("30 days", Cite("leave.md"), ".")],),
        tools=("file_search",),
    ),
    "searches in two runs": Talk(
        script=(
            [search("days of leave"), say("30", Cite("leave.md"))],
            [search("the year"), say("Within the year", Cite("leave.md"))],
        ),
        tools=("file_search",),
        questions=("How many?", "By when?"),
    ),
    "a search and then a function": Talk(
        script=([search("days of leave"), call("weather")], [say("30 days", Cite("leave.md"), ".")]),
        tools=("file_search", "weather"),
    ),
    "code": Talk(script=([run(SUM), say("Tea is 3.")],), tools=("code_interpreter",)),
    "code that writes": Talk(
        script=([run(WRITE), say("See [the sums](", Link("sums.csv"), ").")],), tools=("code_interpreter",)
    ),
    "code that fails": Talk(script=([run("1 / 0"), say("It failed.")],), tools=("code_interpreter",)),
    "everything": EVERYTHING,
    "a refusal": Talk(script=(Refuse("I will not."),)),
    "too long": Talk(script=(turn(say("Half"), ending=Incomplete("max_output_tokens")),)),
    "filtered": Talk(script=(turn(say("Half"), ending=Incomplete("content_filter")),)),
    "too long after a search": Talk(
        script=(turn(search("leave"), say("It is 30"), ending=Incomplete("max_output_tokens")),),
        tools=("file_search",),
    ),
    "a failure": Talk(script=(turn(ending=Fail("server_error")),)),
    "too many requests": Talk(script=(turn(ending=Fail("rate_limit_exceeded")),)),
    "a refused prompt": Talk(script=(turn(ending=Fail("invalid_prompt")),)),
    "a refused request": Talk(script=(Reject(status=400, code="invalid_value"),)),
    "cancelled in the midst": Talk(
        script=(turn(say("A long answer"), hold_at="response.output_text.done"), say("17 days.")),
        questions=("How many days?", "How many?"),
        cancel_at="thread.message.delta",
    ),
    "cancelled while it waits": Talk(
        script=(call("weather", city="Oslo"), say("17 days.")),
        tools=("weather",),
        questions=("What is the weather?", "How many days?"),
        cancel_at="thread.run.requires_action",
    ),
    "an error in the midst": Talk(script=(turn(say("A long answer"), ending=Break()),)),
    "an end in the midst": Talk(script=(turn(say("A long answer"), ending=HangUp(is_clean=True)),)),
    "a torn connection": Talk(script=(turn(say("A long answer"), ending=HangUp()),)),
}
"""Those that come to the same, whoever carries out the tools."""
