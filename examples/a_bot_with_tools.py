"""A bot with two functions as tools: it streams its words, reports a tool's error, and answers with a type.

Run it offline, with the rehearsal:

    python examples/a_bot_with_tools.py

Or with a model, such as one of Ollama:

    MODEL_URL=http://127.0.0.1:11434/v1 MODEL=llama3.2 python examples/a_bot_with_tools.py
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from assistants_v2 import Assistants, ToolError
from assistants_v2_server import ChatCompletions

DAYS_LEFT = {"E-1001": 17, "E-1002": 3}


def get_leave_balance(employee_id: str) -> int:
    """Look up how many days of leave an employee has left."""
    if employee_id not in DAYS_LEFT:
        raise ToolError(f"There is no employee {employee_id}. Ask for the number again.")
    return DAYS_LEFT[employee_id]


def book_days_off(employee_id: str, days: int) -> str:
    """Book days off for an employee.

    Args:
        employee_id: The employee's number, such as E-1001.
        days: How many days to book.
    """
    DAYS_LEFT[employee_id] -= days
    return f"{days} days are booked."


@dataclass
class Balance:
    """What the bot answers where a program asks."""

    employee_id: str
    days_left: int


def main() -> None:
    """Ask the bot four things on one thread, and print what was said and done."""
    functions = (get_leave_balance, book_days_off)
    url = os.environ.get("MODEL_URL")
    model = ChatCompletions(url, model=os.environ["MODEL"]) if url else None
    with Assistants.local(model=model) as client:
        bot = client.assistants.create(model="rehearsal", instructions="Be brief.", tools=functions)
        thread = client.threads.create()

        def ask(question: str) -> None:
            print(f"\n> {question}")
            client.threads.messages.create(thread.id, role="user", content=question)

        for employee in ("E-1001", "E-7777"):
            ask(f"What is the leave balance of {employee}?")
            with client.threads.runs.stream(thread.id, assistant_id=bot.id, functions=functions) as stream:
                for text in stream.text_deltas:
                    print(text, end="", flush=True)
        ask("Please book 2 days off for E-1001.")
        result = client.threads.runs.execute(thread.id, assistant_id=bot.id, functions=functions, deadline=60)
        print(result.transcript())
        ask("What is the leave balance of E-1001 now?")
        answer = client.threads.runs.execute(
            thread.id, assistant_id=bot.id, functions=functions, response_format=Balance
        )
        print(answer.parsed)


if __name__ == "__main__":
    main()
