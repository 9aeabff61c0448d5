"""Mistakes in typing the command. The words `FOLDER`, `KEPT` and `EXPORT` stand for what a test has there."""

from __future__ import annotations

from attrs import field, frozen

from .table import KEY

NOBODY = "http://127.0.0.1:9/v1"
"""An address where nobody listens."""


@frozen
class WrongWords:
    """A command that cannot be done, and its answer.

    Attributes:
        words: What was typed, with blanks between.
        status: The exit status.
        names: What the answer names, as it was written.
        remedy: What it says to do, or what is expected.
        variables: What the environment has besides.
    """

    words: str
    status: int
    names: str
    remedy: str
    variables: dict[str, str] = field(factory=dict[str, str])


MISTAKES = [
    # words that are misspelt, or are not there
    WrongWords("chta", 2, "No such command 'chta'", "Did you mean 'chat'?"),
    WrongWords("threads lits", 2, "No such command 'lits'", "Did you mean 'list'?"),
    WrongWords("migrate to-conversation EXPORT", 2, "'to-conversation'", "Did you mean 'to-conversations'?"),
    WrongWords("--verison", 2, "No such option: --verison", "or --version?"),
    WrongWords("serve --prot 8000", 2, "No such option: --prot", "usage: assistants-v2 serve"),
    WrongWords("serve extra", 2, "(extra)", "usage: assistants-v2 serve"),
    WrongWords("threads", 2, "Missing command", "assistants-v2 threads --help lists all"),
    WrongWords("threads dump", 2, "Missing argument 'THREAD'", "usage: assistants-v2 threads dump"),
    WrongWords("runs cancel run_1 --database KEPT", 2, "Missing argument 'RUN'", "THREAD RUN"),
    WrongWords(
        "messages create thread_1 Hi --database KEPT", 2, "(Hi)", "usage: assistants-v2 messages create"
    ),
    WrongWords("explain RunFaild", 2, "'RunFaild'", "did you mean RunFailed"),
    # where to work
    WrongWords("threads list", 2, "say where: --database FILE or --base-url URL", "ASSISTANTS_PATH"),
    WrongWords("threads list --database FOLDER/none.db", 2, "there is no database", "none.db"),
    WrongWords("threads list --database FOLDER", 2, "is a folder", "name a database"),
    WrongWords("threads list --database FOLDER/notes.txt", 2, "is no SQLite database", "name another file"),
    WrongWords(
        "threads list --base-url localhost:8000", 2, "--base-url must look like", "http:// or https://"
    ),
    WrongWords(
        "threads list",
        2,
        "ASSISTANTS_BASE_URL must look like",
        "http:// or https://",
        {"ASSISTANTS_BASE_URL": "localhost:8000"},
    ),
    WrongWords(f"threads list --base-url {NOBODY}", 3, f"no answer from {NOBODY}", "Check --base-url (or"),
    WrongWords(
        "threads list --base-url https://host.invalid/v1", 2, "no key for https://host", "ASSISTANTS_API_KEY"
    ),
    WrongWords(
        f"threads list --base-url {NOBODY} --database KEPT", 2, "--database does not go", "--base-url"
    ),
    WrongWords(f"threads list --base-url {NOBODY} --profile foundri", 2, "--profile takes", "'foundri'"),
    WrongWords(f"threads list --base-url {NOBODY}/threads", 2, "--base-url must end before", "drop /threads"),
    WrongWords(
        f"threads list --base-url {NOBODY}",
        2,
        "ASSISTANTS_API_KEY is in quotation marks",
        "drop them",
        {"ASSISTANTS_API_KEY": f"'{KEY}'"},
    ),
    WrongWords(
        f"threads list --base-url {NOBODY} --api-key <key>", 2, "--api-key is a placeholder", "the key"
    ),
    # objects
    WrongWords(
        "threads show thread_1 --database KEPT", 1, "No thread found with id 'thread_1'", "or deleted?"
    ),
    WrongWords("threads show asst_1 --database KEPT", 1, "'asst_1'", "begins with 'thread'"),
    WrongWords("threads list --database KEPT --limit many", 2, "'--limit'", "'many' is no whole number"),
    WrongWords(
        "threads create --database KEPT --metadata topic", 2, "'--metadata'", "pairs such as topic=leave"
    ),
    WrongWords("assistants create --database KEPT", 2, "--model must be given", "--data"),
    WrongWords("assistants create --database KEPT --modle m", 2, "--modle", "--model"),
    WrongWords(
        "assistants create --database KEPT --model m --tool calc",
        2,
        "'--tool'",
        "file_search, code_interpreter",
    ),
    WrongWords(
        "assistants create --database KEPT --model m --temperature hot", 2, "'--temperature'", "a number"
    ),
    WrongWords("assistants create --database KEPT --model m --temperature 9", 1, "'temperature'", "<= 2"),
    WrongWords(
        "assistants delete asst_1 --database KEPT", 2, "asst_1 is deleted only with --yes", "no terminal"
    ),
    WrongWords("files create FOLDER/none.txt --database KEPT", 2, "there is no file", "none.txt"),
    WrongWords(
        "files create FOLDER/notes.txt --database KEPT --purpose all", 1, "purpose", "'assistants', 'batch'"
    ),
    WrongWords("files download file_1 --database KEPT", 2, "Missing argument 'TARGET'", "FILE TARGET"),
    WrongWords("stores search vs_1 --database KEPT", 2, "Missing argument 'QUERY'", "STORE QUERY"),
    # conversations
    WrongWords("chat --functions tools", 2, "--functions takes a module and a name", "such as tools:"),
    WrongWords(
        "chat --functions nowhere:f", 2, "--functions: there is no module 'nowhere'", "nor in this folder"
    ),
    WrongWords(
        "chat --functions json:nothing", 2, "--functions: json has no 'nothing'", "usage: assistants-v2 chat"
    ),
    WrongWords("chat --attach FOLDER/none.txt", 2, "--attach: there is no file", "none.txt"),
    WrongWords(
        "chat --model-url localhost:11434", 2, "--model-url is an address such as", "'localhost:11434'"
    ),
    WrongWords("threads dump thread_1 --database KEPT --format pdf", 2, "'--format'", "'markdown'"),
    WrongWords("threads dump thread_1 --database KEPT --out FOLDER", 2, "--out", "name a file in it"),
    WrongWords("threads dump thread_1 --database KEPT --out FOLDER/notes.txt", 2, "--out", "--overwrite"),
    # the server
    WrongWords("serve --port 99999", 2, "'--port'", "a number from 0 to 65535"),
    WrongWords("serve --database FOLDER/none/kept.db", 2, "there is no folder", "make it"),
    WrongWords("serve --database mysql://host/kept", 2, "begins with 'mysql:/'", "name a file"),
    WrongWords(
        "serve --database postgresql://127.0.0.1:1/kept", 2, "cannot be opened", "see whether PostgreSQL runs"
    ),
    WrongWords("serve --no-work --database KEPT", 2, "--no-work needs", "--database postgresql://"),
    WrongWords("work", 2, "--database: work takes a PostgreSQL database", "postgresql://user@host/name"),
    WrongWords("work --database KEPT", 2, "--database: work takes", "worked on by whoever serves it"),
    WrongWords("work --workers 0", 2, "'--workers'", "a whole number from 1"),
    WrongWords(
        "work --database postgresql://127.0.0.1:1/kept --health-host 0.0.0.0",
        2,
        "--health-host",
        "--health-port",
    ),
    WrongWords("serve --model-url localhost:11434", 2, "--model-url is an address", "such as http://"),
    WrongWords("serve --interpreter python", 2, "'--interpreter'", "auto, monty, bubblewrap, none"),
    WrongWords("serve --log-level loud", 2, "'--log-level'", "debug, info, warning, error"),
    WrongWords("serve --key-file FOLDER/none.txt", 2, "none.txt", "cannot be read"),
    WrongWords(f"serve --embedding-url {NOBODY}", 2, "--embedding-url", "or leave --embedding-url out"),
    # moving
    WrongWords("import EXPORT", 2, "say where to: --database FILE", "ASSISTANTS_PATH"),
    WrongWords("import FOLDER/none --database KEPT", 2, "there is no", "name a folder of an export"),
    WrongWords("import FOLDER --database KEPT", 2, "holds no export", "threads/*.json and assistants.json"),
    WrongWords("export FOLDER/out", 2, "say where", "--database FILE or --base-url URL"),
    WrongWords(
        f"export FOLDER/out --base-url {NOBODY}", 3, f"no answer from {NOBODY}", "Check --base-url (or"
    ),
    WrongWords("migrate check FOLDER/none", 2, "there is no", "name a folder of an export"),
    WrongWords("migrate to-code FOLDER --out FOLDER/code", 2, "holds no export", "assistants.json"),
    WrongWords("migrate to-conversations EXPORT", 2, "say where to: --base-url URL", "such as https://"),
    WrongWords(
        "migrate to-conversations EXPORT --base-url localhost:1", 2, "--base-url must", "http:// or https://"
    ),
    # files of a database
    WrongWords("check FOLDER/none.db", 2, "there is no database", "none.db"),
    WrongWords("check FOLDER/notes.txt", 1, "is no SQLite database", "name another file"),
    WrongWords("backup KEPT", 2, "Missing argument 'TARGET'", "SOURCE TARGET"),
    WrongWords("port FOLDER/none.py", 2, "there is no file", "none.py"),
]
