"""parse_mode=HTML, and the entities that a text gets by itself."""

import pytest

from sandbox.telegram.errors import Refused
from sandbox.telegram.html import parse_html
from sandbox.telegram.text import with_found_entities


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>bold</b> plain", "bold plain", [("bold", 0, 4)]),
        ("<strong>a</strong><em>b</em>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<u><s>x</s></u>", "x", [("strikethrough", 0, 1), ("underline", 0, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("💈<code>9:00</code>", "💈9:00", [("code", 2, 4)]),
        ("a &lt; b &amp;&#39; &nbsp;", "a < b &' &nbsp;", []),
        ("<b></b>empty", "empty", []),
        ("<B>x</b >", "x", [("bold", 0, 1)]),
    ],
)
def test_tags_become_entities(source, text, entities):
    parsed, found = parse_html(source)
    assert parsed == text
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


def test_links_carry_their_address():
    _, [link] = parse_html('<a href="https://example.com/?a=1&amp;b=2">here</a>')
    assert link == {
        "type": "text_link",
        "offset": 0,
        "length": 4,
        "url": "https://example.com/?a=1&b=2",
    }
    _, [mention] = parse_html('<a href="tg://user?id=1001">Noura</a>')
    assert (mention["type"], mention["user"]["id"]) == ("text_mention", 1001)
    assert parse_html('<a href="nowhere">here</a>') == ("here", [])


def test_code_in_pre_gives_it_a_language():
    _, entities = parse_html('<pre><code class="language-python">x = 1</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("ص <x>", 'Unsupported start tag "x" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_bad_markup_is_refused(source, refusal):
    with pytest.raises(Refused) as raised:
        parse_html(source)
    assert raised.value.description == f"Bad Request: can't parse entities: {refusal}"


def test_the_server_finds_commands_links_and_mentions():
    text = "💈 /start@noor_bot see https://noor.example/x, @noura #hair a@b.example"
    found = [(one["type"], one["offset"], one["length"]) for one in with_found_entities(text, [])]
    assert found == [
        ("bot_command", 3, 15),
        ("url", 23, 22),
        ("mention", 47, 6),
        ("hashtag", 54, 5),
        ("email", 60, 11),
    ]
    code = {"type": "code", "offset": 0, "length": 6}
    assert with_found_entities("/start", [code]) == [code]
