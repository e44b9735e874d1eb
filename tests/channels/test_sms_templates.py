"""Every template that goes by SMS, with every sample: plain GSM-7, and never more than two segments."""

from __future__ import annotations

import pytest

from toolkit.catalogue import Catalogue
from toolkit.channels.sms import render_sms
from toolkit.compose import Composer
from toolkit.records.readers import read_record
from toolkit.workspace import Workspace

WORKSPACE = Workspace()
CATALOGUE = Catalogue(WORKSPACE)
TEMPLATES = [name for name in CATALOGUE.names() if "sms" in CATALOGUE.template(name).channels]


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_sample_is_gsm7_in_at_most_two_segments(name: str) -> None:
    template, composer = CATALOGUE.template(name), Composer(WORKSPACE)
    for sample in template.samples:
        made = render_sms(composer.compose(template, read_record(sample), "sms"), WORKSPACE)
        assert (sample.name, made.measures["encoding"], made.warnings) == (sample.name, "GSM-7", ())
        assert int(made.measures["segments"]) <= 2
