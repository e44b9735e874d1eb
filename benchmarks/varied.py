"""Records like one record, with other names, streets, towns, numbers, amounts and work, as in a run of a firm."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from toolkit.records import Record

NAMES = """De Jong|Jansen|De Vries|Van den Berg|Bakker|Van Dijk|Visser|Smit|Meijer|De Boer|Mulder|De Groot|Bos|Vos
Peters|Hendriks|Van Leeuwen|Dekker|Brouwer|De Wit|Dijkstra|Smits|De Graaf|Van der Meer|Van der Linden|Kok|Jacobs|De Haan
Vermeulen|Van den Heuvel|Van der Veen|Schouten|Willems|Hoekstra|Verhoeven|Prins|Huisman|Peeters|Yilmaz|Öztürk"""
WILD_NAMES = """Ng|Vandenbroucke-van Nispen tot Sevenaer|Nguyễn|Ó Briain|van 't Hoff|Çelik|Σωκράτης|Müller & Zn. <B.V.>
Maximiliaan-Alexander de la Fontaine-Verwey|*Ster* [x](y)|Fiúčko ffi|Šťastný"""
STREETS = """Kerkstraat|Schoolstraat|Dorpsstraat|Molenweg|Julianastraat|Parallelweg|Nieuwstraat|Sportlaan|Industrieweg
Eikenlaan|Beukenlaan|Marktstraat|Prins Hendrikstraat|Koningin Wilhelminalaan|Lijsterbesstraat|Burgemeester Jansenlaan"""
TOWNS = """Amsterdam|Rotterdam|'s-Gravenhage|Utrecht|Eindhoven|Groningen|Tilburg|Almere|Breda|Nijmegen|Apeldoorn|Haarlem
Enschede|Amersfoort|'s-Hertogenbosch|Zwolle|Leiden|Leeuwarden|Maastricht|Ede|Alphen aan den Rijn|Oss|Zaandam|Delft"""
WORK = "Onderhoud van de cv-ketel|Reparatie van de kraan|Jaarlijkse beurt|Voorrijkosten|Nieuwe thermostaat"
WILD_WORK = (
    "Huur|Vervangen van de dakgoot en het schilderwerk aan de voorgevel (meerwerk, zie offerte 12/2026)"
)


def varied(record: Record, random: Random, *, wild: bool = False, invoices: int | None = None) -> Record:
    """Return a record like this one, of another customer, with as many invoices or as many as `invoices` says.

    `wild` draws what letters have trouble with too: long names, signs of other languages, amounts of any length.
    """

    def one(texts: str, strange: str = "") -> str:
        listed = f"{texts}|{strange}|{strange}|{strange}" if wild and strange else texts
        return random.choice(listed.replace("\n", "|").split("|"))

    customer = record.customer
    changes: dict[str, object] = {"id": f"K-{random.randint(1 if wild else 1000, 9999)}"}
    if customer.last_name:
        changes["last_name"] = one(NAMES, WILD_NAMES)
    if customer.initials:
        changes["initials"] = "".join(
            f"{one('A|B|C|D|H|J|K|M|P|S|T|W')}." for _ in range(random.choice((1, 1, 2)))
        )
    if customer.address is not None:
        street = f"{one(STREETS)} {random.randint(1, 250)}"
        changes["address"] = customer.address.model_copy(update={"street": street, "town": one(TOWNS)})
    listed = []
    for number in range(invoices or len(record.invoices)):
        invoice = record.invoices[min(number, len(record.invoices) - 1)]
        amount = Decimal(int(min(999_999, 10 ** random.gauss(4.1, 0.8 if wild else 0.35)))) / 100
        own: dict[str, object] = {"number": f"{one('2026-', 'F|26/')}{random.randint(10000, 99999)}"}
        if invoice.amount > 0:
            own["amount"] = max(amount, invoice.amount - invoice.outstanding + 5)
        if invoice.description:
            own["description"] = one(WORK, WILD_WORK)
        listed.append(invoice.model_copy(update=own))
    update = {"customer": customer.model_copy(update=changes), "invoices": tuple(listed)}
    return record.model_copy(update=update)
