"""`assistants-v2 migrate check`: say what of an export maps to Responses and Conversations."""

from __future__ import annotations

from ..history.migration.checking import describe_check
from .complaints import DONE, FAILED
from .export_options import Folder, Models, open_folder, read_models
from .migration_options import Calls, begin_check, walking
from .output import make_printable, write_json, write_line
from .shared_options import Json


def run_migrate_check(
    folder: Folder, model_map: Models = None, tool_calls: Calls = "drop", as_json: Json = False
) -> int:
    """Say what of an export maps to Responses and Conversations, and what does not.

    Nothing is sent. The status is 1 if something does not map: content that is lost, a model that has ended,
    a file that cannot be read. Ids are named, contents never.
    """
    export = open_folder(folder)
    check = begin_check(export, read_models(model_map), tool_calls)
    with walking("checking", export, check) as threads:
        for thread in threads:
            check.add_thread(thread)
    report = check.report()
    if as_json:
        write_json(report)
    else:
        for line in describe_check(report):
            write_line(make_printable(line))
    return DONE if report["maps"] else FAILED
