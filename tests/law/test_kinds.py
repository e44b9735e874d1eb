"""A country's law is known or it is refused."""

import pytest

from toolkit.errors import RecordError
from toolkit.law import jurisdiction


@pytest.mark.parametrize("country", ["NL", "BE"])
def test_a_known_country_is_a_jurisdiction(country):
    assert jurisdiction(country) == country


@pytest.mark.parametrize("country", ["DE", "nl", ""])
def test_a_country_whose_law_is_not_known_is_refused(country):
    with pytest.raises(RecordError, match="are not known") as error:
        jurisdiction(country)
    assert error.value.hint == "known are NL, BE"
