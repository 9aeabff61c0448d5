"""The text of a page is what a reader sees."""

from __future__ import annotations

import pytest
from assistants_v2_server.builtin_tools.documents.markup import read_html
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Hello <b>wor</b>ld</p>", "Hello world"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>one</li><li>two</li></ul>after", "one\n\ntwo\n\nafter"),
        ("<table><tr><th>k</th><td>v</td></tr><tr><td>1<td>2</table>", "k v\n\n1 2"),
        ("<head><title>T</title><style>p {}</style><script>if (a<b) x()</script></head><body>B", "T\n\nB"),
        ("<template><p>no</p></template>yes<svg><text>no</text></svg>", "yes"),
        ("Caf&eacute; &lt;3 &#8364;", "Café <3 €"),
        ("  many\n   spaces&nbsp; here ", "many spaces here"),
        ("<pre>a\nb</pre>", "a\nb"),
        ("<!-- no --><!doctype html><?php no ?>yes", "yes"),
        ("a < b and c", "a < b and c"),
    ],
)
def test_blocks_are_lines_and_scripts_are_left_out(page: str, text: str) -> None:
    """Words that belong together stay together, and those that do not are apart."""
    assert text == read_html(page)


def test_words_are_whole_wherever_the_page_is_long() -> None:
    """A long page is parsed bit by bit, which cuts no word and no element."""
    page = "".join(f"<p class='c{number}'>word{number}&amp;</p>" for number in range(20_000))
    assert "\n\n".join(f"word{number}&" for number in range(20_000)) == read_html(page)


@given(st.text(alphabet="<>/!-[]?&;#pscript\"' =a\n"))
def test_broken_markup_is_read(page: str) -> None:
    """Whatever the markup is, there is a text."""
    try:
        text = read_html(page)
    except AssertionError:  # older Pythons' parser gives up so, and the file then counts as damaged
        return
    assert text == text.strip()
