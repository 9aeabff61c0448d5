"""What the command says of errors: in its own words, and what a terminal only shows."""

from __future__ import annotations

import pytest
from assistants_v2.cli.chatting.screen import Screen
from assistants_v2.cli.complaints import name_options


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Check --base-url (or ASSISTANTS_BASE_URL).", "Check base_url (or ASSISTANTS_BASE_URL)."),
        ("No key was sent: pass --api-key, or set K.", "No key was sent: pass api_key=..., or set K."),
        ("try http:// in place of https:// in --base-url.", "try http:// in place of https:// in base_url."),
        ("--profile takes one of 'foundry'", "server= takes one of 'foundry'"),
        (
            "The endpoint at h could not be reached (ConnectError): check that it runs, and --model-url.",
            "The endpoint at h could not be reached (ConnectError): check that it runs, and base_url.",
        ),
        ("it refused the API key: check --model-key.", "it refused the API key: check api_key."),
        (
            "For an endpoint of chat completions: --model-url http://h/v1.",
            "For an endpoint of chat completions: "
            'Assistants.local(model=assistants_v2_server.ChatCompletions("http://h/v1")).',
        ),
        ("none were passed: pass --functions MODULE:NAME.", "none were passed: pass functions=[look_up]."),
        ("--base-url must end", "--base-url must end"),
        ("Invalid 'my_api_keys'", "Invalid 'my_api_keys'"),
    ],
)
def test_arguments_are_called_by_their_options(said: str, text: str) -> None:
    """Whoever typed a command has passed no arguments of Python."""
    assert said == name_options(text)


def test_chat_shows_what_would_take_hold_of_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """By the rule that transcripts have, too: also what would show a text in another order than it has."""
    Screen().hear_note("\u202egnp.exe\x1b[2J")
    assert "\\u202egnp.exe\\x1b[2J\n" == capsys.readouterr().err
