"""A program that was written for the official SDK and its Assistants API. One line of it was changed.

Run it as it is: a server in its own process answers, with the rehearsal.

    python examples/official_sdk_unchanged.py

Or let it talk to a server: `assistants-v2 serve`, and

    ASSISTANTS_BASE_URL=http://127.0.0.1:8000/v1 python examples/official_sdk_unchanged.py

`assistants-v2 port examples/official_sdk_unchanged.py` says of each line that it can stay as it is.
"""

from __future__ import annotations

import json
import os

from assistants_v2.openai import OpenAI  # was: from openai import OpenAI

os.environ.setdefault("ASSISTANTS_PATH", ":memory:")  # where nothing says otherwise: in this process

client = OpenAI(api_key=os.environ.get("OPENAI_API_KEY", "none"))

assistant = client.beta.assistants.create(
    name="Weather desk",
    model="gpt-4o",
    instructions="You tell people the weather.",
    tools=[
        {
            "type": "function",
            "function": {
                "name": "get_weather",
                "description": "Look up today's weather in a city.",
                "parameters": {
                    "type": "object",
                    "properties": {"city": {"type": "string"}},
                    "required": ["city"],
                },
            },
        }
    ],
)
thread = client.beta.threads.create()
client.beta.threads.messages.create(thread_id=thread.id, role="user", content="How is the weather in Oslo?")
run = client.beta.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)

while run.required_action and run.required_action.submit_tool_outputs:
    calls = run.required_action.submit_tool_outputs.tool_calls
    run = client.beta.threads.runs.submit_tool_outputs_and_poll(
        thread_id=thread.id,
        run_id=run.id,
        tool_outputs=[
            {"tool_call_id": call.id, "output": f"It snows in {json.loads(call.function.arguments)['city']}."}
            for call in calls
        ],
    )

print(run.status)
for message in client.beta.threads.messages.list(thread_id=thread.id, order="asc"):
    for part in message.content:
        if part.type == "text":
            print(f"{message.role}: {part.text.value}")

client.beta.assistants.delete(assistant.id)
client.close()
