from typing import Literal

RunStepInclude = Literal["step_details.tool_calls[*].file_search.results[*].content",]
"""Parts of a run step that are sent only when asked for: the text that file search found. A value that a server has added since is read as its plain string."""
