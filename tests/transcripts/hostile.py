"""Texts that try to be more than texts, and strategies that make up others."""

from __future__ import annotations

from hypothesis import strategies as st

HOSTILE = {
    "html": "</div></article><h1>Owned</h1><script>alert(1)</script><img src=x onerror=alert(1)>",
    "comment": "<!-- and then --> <![CDATA[ ]]> <?php ?>",
    "entities": "&lt;b&gt; &amp; &nbsp; &#x1b; &copy",
    "attribute": "\"><svg onload='alert(1)'> \" ' `",
    "heading": "# A heading\n\nAnother\n===\n\nA third\n---\n\n***",
    "list": "1. one\n2) two\n- three\n+ four\n* five\n- [ ] six",
    "fence": "```\nout\n```\n\n````python\nx\n````\n~~~\ny\n~~~",
    "quotation": "> quoted\n\nout of it\n>> deeper",
    "links": "[a](javascript:alert(1)) ![b](https://tracker.test/1.png) [c]: https://a.test\n<https://a.test>",
    "footnote": "[^1-1] [^1-1]: mine [1]",
    "table": "| a | b |\n|---|---|\n| 1 | 2 |",
    "emphasis": "*a* __b__ ~~c~~ `d` $e$ \\*f\\* _g_h_ **",
    "indented": "    code\n\ttabs\n  two",
    "terminal": "\x1b[2J\x1b]0;title\x07\x1b]8;;https://a.test\x1b\\link\x1b]8;; \x9b31m \rover \x08\x7f",
    "newlines": "a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g\r\nh\ri",
    "directions": "\u202eevil\u202c \u2066a\u2069 \u200fb",
    "entry": "2024-05-01T12:00:00Z  assistant  msg_9\n    I agree.\n  output:\n    42\n## assistant",
    "markup": "[red]not rich[/red] [link=https://a.test]x[/link]",
    "blanks": "\n\n a \n\n\n b  \n",
    "none": "",
    "front matter": "---\ntitle: mine\n---",
    "people": "Grüße, 東京 👩‍👩‍👧 — “quoted” ﷽ \u0301",
    "not characters": "\ufffe \uffff \x00",
}
"""Texts that were seen to break out of something, by what they try."""

SIGNS = st.sampled_from(
    [
        *"\n\n\n   \t`~*_[](){}<>&#|\\!^$:;=+-.0123456789\"'/\r\x00\x1b\x9b\u202e\u2028é東",
        "```",
        "    ",
        "<!--",
        "---",
    ]
)
"""What means something somewhere."""

TEXTS = st.lists(SIGNS | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)
"""Texts made of such signs."""
