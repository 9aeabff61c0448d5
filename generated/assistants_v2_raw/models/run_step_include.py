from typing import Literal

RunStepInclude = Literal["step_details.tool_calls[*].file_search.results[*].content",] | str
"""Parts of a run step that are sent only when asked for: the text that file search found. A value added since is its plain string."""
