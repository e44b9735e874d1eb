"""What lint rules can look for in a Dutch text, by name."""

from __future__ import annotations

from types import MappingProxyType

from toolkit.language.nl.diminutives import diminutives
from toolkit.language.nl.negations import double_negations
from toolkit.language.nl.nominalisations import nominalisations
from toolkit.language.nl.passives import passives_with_worden, passives_with_zijn
from toolkit.language.nl.past import past_tenses
from toolkit.language.nl.pincers import pincers

DETECTORS = MappingProxyType(
    {
        "diminutives": diminutives,
        "double-negations": double_negations,
        "nominalisations": nominalisations,
        "passives": passives_with_worden,
        "passive-states": passives_with_zijn,
        "past-tenses": past_tenses,
        "pincers": pincers,
    }
)
