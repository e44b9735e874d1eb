"""The bits that say what a Dutch token is: its kind, its capital, what lexicon and word lists know of it.

The lowest four bits are the `Kind`. `scripts/build_lexicon.py` writes the lexicon's bits into the data;
change a number here and the data must be built again.
"""

from __future__ import annotations

CAPITAL = 1 << 4
CLOSES = 1 << 5  # may end a sentence

# From the lexicon: what the form can be, one bit each.
NOUN = 1 << 6
PLURAL = 1 << 7
INFINITIVE = 1 << 8
PRESENT = 1 << 9
PAST_ONE = 1 << 10
PAST_MANY = 1 << 11
PARTICIPLE = 1 << 12
INFLECTED = 1 << 13  # betaalde, gebleken: a participle or an adjective with its ending
ADJECTIVE = 1 << 14
WITH_ZIJN = 1 << 15  # a participle whose perfect takes "zijn"
LEXICON_SHIFT = 6

DIMINUTIVE = 1 << 16
ING = 1 << 17  # a noun in -ing made from a verb

# Closed classes.
WORDEN = 1 << 18  # every form of worden but "geworden"
ZIJN = 1 << 19  # a finite form of zijn, or "zijn"
HEBBEN = 1 << 20
MODAL = 1 << 21  # a finite form of kunnen, zullen, moeten, mogen, willen, hoeven, laten, gaan …
FINITE = 1 << 22  # a form that is always finite: is, wordt, had, moest, wilt
ARTICLE = 1 << 23  # what opens a noun group: de, het, een, deze, uw, alle
PREPOSITION = 1 << 24
SUBORDINATOR = 1 << 25  # opens a clause whose verb stands last: omdat, als, dat
RELATIVE = 1 << 26  # may open one: die, wat, waarvan
COORDINATOR = 1 << 27
SUBJECT = 1 << 28  # a pronoun that is only a subject: ik, wij, hij
NEGATIVE = 1 << 29
TE = 1 << 30
MARK = 1 << 31  # punctuation and symbols
BREAK = 1 << 32  # punctuation that bounds a clause: , ; : ( ) – and quotes
NUMERAL = 1 << 33
STATE = 1 << 34  # a participle that is an adjective, always
STATE_WITH_ZIJN = 1 << 35  # a participle that is an adjective after "zijn"
NEVER_PARTICIPLE = 1 << 36
OBJECT = 1 << 37  # a pronoun that is an object: hem, zich
ADVERB = 1 << 38  # a frequent adverb
KEPT = 1 << 39  # an infinitive that is a plain noun: leven
DENIES = 1 << 40  # a word that denies by itself: onmogelijk, nalaten
PLURAL_SUBJECT = 1 << 42  # wij, we, zij, ze, jullie
NEVER_DENIES = 1 << 41
