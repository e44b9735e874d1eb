"""From when something may be asked: the term that the free reminder gives."""

from __future__ import annotations

from datetime import date

from toolkit.delivery import ChannelName
from toolkit.law import be, nl
from toolkit.law.calendar import post_days_after, working_day_from
from toolkit.law.kinds import CustomerKind, Jurisdiction
from toolkit.law.outcomes import Term

_SURE_POST_DAYS = 4


def term(
    sent_on: date, delivery: ChannelName, jurisdiction: Jurisdiction, customer_kind: CustomerKind
) -> Term:
    """Return the term of the free reminder that goes out on `sent_on`: never shorter than the law asks.

    NL, consumer (art. 6:96 lid 6 BW; HR 25 November 2016, ECLI:NL:HR:2016:2704). The term is 14 days and
    starts on the day after receipt. A term that is a day short makes the reminder worthless: no costs at all.
    So every doubt counts for the customer:
    - A letter that goes out in a weekend or on a holiday is collected on the next working day.
    - It arrives on a delivery day: Tuesday to Saturday, no public holiday. How many of those it may take
      stands in the table `nl_letter_delivery` (one, two from July 2026); the term runs from the last of them,
      `received_on`.
    - An e-mail or a text message arrives on the day itself.
    - `ends_on` is the 14th day: `received_on` + 14.
    - About one letter in twenty comes later than the norm. So `pay_by` of a letter is no earlier than 14 days
      after the third delivery day after `received_on`: a surely safe day, and not a second, shorter term.
    - The Hoge Raad also accepts "binnen 15 dagen nadat deze brief bij u is bezorgd", which ends a day later.
      So `pay_by` of an e-mail is no earlier than 15 days after it.

    BE, consumer (art. XIX.2 WER). The term is 14 calendar days. By post it starts on the third working day
    after sending (no Saturday, Sunday or public holiday: art. 1.7 § 3 Burgerlijk Wetboek), electronically on
    the next calendar day. That first day counts.

    A last day on a Saturday, Sunday or public holiday. BE: the term goes on until the next working day (art.
    1.7 § 4 Burgerlijk Wetboek). NL: the Algemene termijnenwet does not extend the terms in a letter, but a
    later day is always allowed. So `pay_by` is a working day in both countries, and `costs_from` the day
    after it: who is told a day has that whole day.

    Business. The law asks no reminder: costs are due from the day after the due date (NL art. 6:96 lid 4 BW;
    BE art. 5 and 6 of the law of 2 August 2002), so `costs_from` is the day of sending and `statutory` is
    False. `pay_by` gives a business the same time as a consumer.

    Raises NoRateKnown for a Dutch letter before 2014.
    """
    if jurisdiction == "NL":
        return nl.term(sent_on, delivery, customer_kind)
    return be.term(sent_on, delivery, customer_kind)


def arrives_on(sent_on: date, delivery: ChannelName, jurisdiction: Jurisdiction) -> date:
    """Return the last day on which a message can be expected to arrive; an electronic one is there on the day itself.

    Raises NoRateKnown for a Dutch letter before 2014.
    """
    return term(sent_on, delivery, jurisdiction, "consumer").received_on


def surely_there(sent_on: date, jurisdiction: Jurisdiction) -> date:
    """Return the day on which a letter is there even when it is late: the fourth day with post after its collection.

    Two are the norm, and about one in twenty is later.
    """
    return post_days_after(working_day_from(sent_on, jurisdiction), _SURE_POST_DAYS, jurisdiction)
