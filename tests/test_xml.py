"""XML that others made is read whole or refused."""

import pytest

from toolkit.xml import DeclaredXml, MalformedXml, xml_root

ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_an_entity_is_refused_in_any_encoding(encoding: str) -> None:
    with pytest.raises(DeclaredXml):
        xml_root(ENTITY.encode(encoding))


def test_what_is_not_well_formed_says_on_which_line() -> None:
    with pytest.raises(MalformedXml) as caught:
        xml_root(b"<a>\n<b>\n</a>")
    assert caught.value.line == 3


def test_comments_are_kept_unless_the_root_is_to_be_bare() -> None:
    document = b"<a><!-- of the writer --><b/></a>"
    assert [len(xml_root(document, bare=bare)) for bare in (False, True)] == [2, 1]
