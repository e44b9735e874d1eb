"""Where Dutch sentences end: in running text and on everything a letter throws at it."""

from __future__ import annotations

import pytest

from toolkit.language import Role, load

# "‖" stands where a sentence ends and another starts; it is no part of the text.
RUNNING = [
    "Wij zien nog geen betaling van u.‖ Misschien bent u het vergeten.‖ Dat kan gebeuren.",
    "Hebt u al betaald?‖ Dan hoeft u niets te doen.‖ Dank u wel!",
    "Wij belden u d.d. 1 dec. jl. om 10.00 u. en spraken met u.‖ U beloofde te betalen.",
    "De factuur is van 3 jan. 2026.‖ Betaal voor 1 feb. a.s. op onze rekening.",
    "Wij zijn open van 9.00 tot 17.00 u.‖ Bel ons gerust.",
    "Bel ons om 9.30 u. of kom langs.‖ Wij helpen u graag.",
    "Maak het over t.n.v. Bakkerij De Korenbloem B.V.‖ Zet erbij: 2026-0413.",
    "Bakkerij De Korenbloem B.V. stuurt u deze brief.‖ Lees hem goed.",
    "De rekening staat op naam van Jansen & Zn. B.V. Utrecht.‖ Controleer dat.",
    "Schilder V.O.F. De Kwast kwam langs.‖ Het werk is klaar.",
    "U kunt betalen met iDEAL, Bancontact, enz.‖ Kies wat u wilt.",
    "Neem uw bankpas, paspoort e.d. mee.‖ Wij maken een kopie.",
    "Betaal s.v.p. vandaag.‖ Anders komen er kosten bij.",
    "Betaal a.u.b.‖ Wij wachten nog tot vrijdag.",
    "Zie art. 6:96 BW en blz. 12 van de voorwaarden.‖ Daar staat het.",
    "Dit staat op pag. 3.‖ Lees het na.",
    "Vraag naar mevr. J. de Vries of dhr. P. Jansen.‖ Zij kennen uw dossier.",
    "Wij schreven aan mr. dr. A.B. van der Berg.‖ Hij antwoordde niet.",
    "Prof. dr. H. Bos onderzocht het.‖ Zijn advies volgt.",
    "De heer J. De Smet belde.‖ Hij betaalt morgen.",
    "Wij sturen bijlage A.‖ Bijlage B volgt.",
    "U hebt 2 x betaald, n.l. op 3 en 4 mei.‖ Wij storten het terug.",
    "Het bedrag is € 1.234,50.‖ Betaal het op tijd.",
    "U betaalt € 119,-.‖ De rest volgt later.",
    "De kosten zijn 40,00 euro.‖ 21% btw komt daarbij.",
    "U hebt drie facturen open.‖ 2026-0413 is de oudste.",
    "Betaal op NL91 ABNA 0417 1643 00.‖ Zet uw klantnummer erbij.",
    "Betaal op BE68 5390 0754 7034.‖ Vermeld +++123/4567/89002+++.‖ Dan gaat het goed.",
    "Ga naar www.bakkerij.nl.‖ Klik op Betalen.",
    "Ga naar https://betaal.example/2026-0413.‖ Daar betaalt u.",
    "Mail naar info@bakkerij-jansen.be.‖ Wij antwoorden snel.",
    "Betaal via betaal.example/2026-0413.‖ Vragen?‖ Bel 033 470 00 00.",
    "Bel 06-12345678.‖ Of bel +31 6 12 34 56 78.‖ Dat kan elke dag.",
    "iDEAL is veilig.‖ iDEAL werkt bij elke bank.",
    "Wij hebben uw vraag gelezen.‖ I.v.m. drukte duurt het antwoord langer.",
    "Wij hebben uw vraag gelezen.‖ i.v.m. drukte duurt het antwoord langer.",
    "U belde gisteren.‖ 's Avonds belde u weer.",
    "U belde gisteren.‖ ’t Was druk.",
    "‘Betaalt u vandaag?’ vroegen wij.‖ U zei ja.",
    "“Ik betaal morgen.”‖ Dat zei u.",
    '"Ik betaal morgen," zei u.‖ Wij wachten af.',
    '"Waarom?" vroeg u.‖ Wij leggen het uit.',
    "U zei: ‘Ik betaal morgen.’‖ Wij wachten af.",
    "Betaal op tijd (dat is voor 7 december).‖ Dan komen er geen kosten.",
    "Lees de voorwaarden. (Die zitten bij deze brief.)‖ Bel ons bij vragen.".replace(". (", ".‖ ("),
    "Het duurt nog even...‖ Wij bellen u.",
    "Het is … bijna klaar.‖ Wij bellen u.",
    "Echt waar?!‖ Ja, echt waar!!‖ Kijk maar.",
    "Dit is min. 3 en max. 5 dagen.‖ Daarna is het klaar.",
    "Dit is ca. 3 km. verderop.‖ U vindt het wel.",
    "Uw klantnr. is 12345.‖ Houd het bij de hand.",
    "Stuur het naar Postbus 12, 1234 AB Utrecht.‖ Een postzegel is niet nodig.",
    "De St. Janskerk is dicht.‖ De winkel is open.",
    "Dit geldt o.a. voor Jan, Piet e.a.‖ Voor anderen niet.",
    "Wij bellen u a.s. maandag.‖ Is dat goed?",
    "U betaalde jl. maandag.‖ Dank u wel.",
    "Dit kost € 3 p.p.‖ Kinderen betalen niets.",
    "Versie 2.1 is klaar.‖ U hoeft niets te doen.",
    "Kies optie 1.‖ Of kies optie 2.",
    "De aanbieding geldt t/m 31-12-2026.‖ Daarna niet meer.",
    "Wij komen op 3-5-2026.‖ Of op 4.5.2026.‖ Kies zelf.",
    "Betaal ✅ vandaag.‖ 👉 Klik hier.",
    "**Let op.**‖ Betaal op tijd.",
    "P.S. Hebt u al betaald?‖ Dan hoeft u niets te doen.",
    "N.B. Deze brief is automatisch gemaakt.‖ Hij is niet ondertekend.",
    "Vraag naar dhr. ing. P.J.M. van 't Hof (tel. 030-123 45 67).‖ Hij is er t/m vr.‖ Kom langs.",
    "Zij woont in 's-Gravenhage.‖ 's Middags belde zij weer.",
    "Wij zijn lid van de K.v.K. Utrecht en van MKB-Nederland.‖ Dat geeft zekerheid.",
    "Een klant van o.a. Jansen B.V., Bol.com en De Wit N.V.‖ Daarom vragen wij het.",
    "Het gaat om: 1) de factuur van mei, 2) de factuur van juni en 3) de rente.‖ Samen is dat € 300.",
    "„Ik betaal niet.” zei hij.‖ „Nooit.”",
    "De aflossing is € 50 p.m.‖ U betaalt tien maanden.",
    "Het is afgesproken.Wij bellen.".replace(".W", ".‖W"),
    "Wij lezen art. I.‖ Daar staat het.",
    "Zie deel V.‖ Wij leggen het uit.",
    "Zie de heer V. Wij bellen hem.",
    "Koning Willem I.‖ Hij regeerde.",
    "Wij bellen mevrouw A. Dat duurt.",
    "Wij bellen klant A.‖ Wij wachten.",
    "Jan B. Wij bellen hem.",
    "Wij kennen dr. Wij bellen hem.",
    "Het weegt 3 g.‖ Wij sturen het.",
    "Het is 151 m.‖ Wij meten het.",
    "Vraag het aan u.‖ Wij wachten.",
    'Hij zei: "Ik betaal. "‖ Wij wachten.',
    'Hij zei "ja.‖ Wij wachten.',
    'U betaalt niet.‖ " Wij wachten.',
    "U betaalt.‖ ,,Morgen'' zei u.",
    "Dit is van Bakker B.V.‖ De rekening volgt.",
    "Dit is van Bakker N.V. Het Parool volgt.",
    "Dit is van Bakker B.V. (Utrecht).",
    "Bel enz. dan komt het.",
    "Bel enz.‖ iDEAL is er.",
    "Wat?ja.",
    "Dat kost ... te veel.",
    "Wacht!Nu.",
    "U betaalt.‖ € 3 is genoeg.",
    "U betaalt. klaar.",
]

LETTERS = [
    "Beste mevrouw De Vries,‖\n\nWij zien nog geen betaling van u.",
    "Beste mevrouw De Vries,‖\nWij zien nog geen betaling van u.",
    "Geachte heer/mevrouw,‖\nHebt u even tijd?",
    "Dag Jan‖\n\nJe factuur staat nog open.",
    "Met vriendelijke groet,‖\nSanne de Wit",
    "Bel ons gerust.‖\n\nMet vriendelijke groet,‖\n\nSanne de Wit‖\nBakkerij De Korenbloem B.V.",
    "Uw factuur staat nog open‖\n\nWij zien geen betaling van u.",
    "Wat moet u betalen?‖\n€ 119,00.‖ Doe dat voor maandag 7 december 2026.",
    "Wat kunt u doen?‖\n- ‖Betaal via uw bank.‖\n- ‖Of bel ons.",
    "Wat kunt u doen?‖\n– ‖Betaal via uw bank, met de QR-code of met de betaallink.‖\n"
    "– ‖Kunt u niet alles in één keer betalen?‖ Bel ons.",
    "Doe dit:‖\n1. ‖Ga naar onze site.‖\n2. ‖Klik op Betalen.‖\n10. ‖Klaar.",
    "Kies:‖\na) ‖in één keer‖\nb) ‖in drie delen",
    "U betaalt:‖\n• ‖€ 100,00 op 1 december‖\n• ‖€ 86,50 op 1 februari",
    "| ‖Wanneer‖ | ‖Hoeveel‖ |\n| --- | --- |\n| ‖1 december 2026‖ | ‖€ 100,00‖ |",
    "Wanneer‖\tHoeveel‖\n1 december‖\t€ 100,00",
    "Bakkerij De Korenbloem‖\nDorpsstraat 1‖\n1234 AB  UTRECHT",
    "Factuurnummer: 2026-0413‖\nVervaldatum: 3 november 2026‖\nBedrag: € 119,00",
    "IBAN: NL91 ABNA 0417 1643 00‖\nT.n.v.: Bakkerij De Korenbloem B.V.",
    "Wij zien nog geen betaling van u voor factuur\n2026-0413.‖ Misschien bent u het vergeten.",
    "Wij hebben met\nBakkerij Jansen gebeld.‖ Zij weten van niets.",
    "Dit spraken wij op 3 november af met u en met uw\nvrouw, mevrouw De\nVries.‖ Klopt dat?",
    "Betaal op tijd.‖\nDan komen er geen kosten.",
    "Wij kennen u als klant van Bakkerij Jansen te Utrecht en van\n"
    "Slagerij De Boer te Amersfoort.‖ Beide zijn van ons.",
    "Wij sturen u deze brief t.n.v.\nBakkerij Jansen.‖ Lees hem goed.",
    "L.S.,‖\n\nHierbij de stukken.",
    "Wij sturen u:‖\n  - ‖2026-0413 (€ 119,00)‖\n  - ‖2026-0415 (€ 12,50).‖\nSamen is dat € 131,50.",
    "Ons kenmerk: JV/2026-0413‖\nUw kenmerk: -‖\nBetreft: herinnering‖\n\nGeachte heer De Wit,",
    "U ontvangt deze brief omdat u klant bent van\nEnergie Direct B.V.‖\nDit bedrijf heeft ons gevraagd.",
    "Totaal € 41,25‖\nTe betalen voor 1 mei 2026",
    "Wij willen u vragen om deze keer\nnog even te wachten: de factuur klopt niet.",
    "Wij vragen u dit te doen met de\nHollandse Bank: die helpt u.",
    "# ‖Uw factuur‖\nWij zien geen betaling.",
    "Goed nieuws!‖\n\n---\n\nU hebt betaald.",
    "Maak het over naar:‖\nNL91 ABNA 0417 1643 00",
    "Wij zien u graag.‖\r\n\r\nTot dan!",
    "Eerste regel met twee spaties  ‖\nTweede regel",
    "Utrecht, 1 december 2026‖\n\nBeste klant,‖\n\nU hebt betaald.",
]


def _check(marked: str) -> tuple[str, list[str]]:
    text = marked.replace("‖", "")
    expected = [piece.strip().strip("|").strip() for piece in marked.split("‖")]
    noise = {"", "#", "-", "–", "•", "1.", "2.", "10.", "a)", "b)", "| --- | --- |\n|", "---"}
    cleaned = [piece.removeprefix("---").strip() for piece in expected]
    return text, [piece for piece in cleaned if piece not in noise and not piece.startswith("| ---")]


@pytest.mark.parametrize("marked", RUNNING)
def test_running_text_is_cut_where_a_reader_would(marked: str) -> None:
    text, expected = _check(marked)
    assert [span.of(text) for span in load("nl").sentences(text)] == expected


@pytest.mark.parametrize("marked", LETTERS)
def test_a_letter_is_cut_by_its_lines_and_its_sentences(marked: str) -> None:
    text, expected = _check(marked)
    assert [span.of(text) for span in load("nl").sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Wij zien geen betaling.", Role.RUNNING),
        ("Maak het bedrag over naar:", Role.RUNNING),
        ("Uw factuur staat nog open", Role.HEADING),
        ("## Wat nu?", Role.HEADING),
        ("- Betaal via uw bank.", Role.ITEM),
        ("| 1 december |", Role.CELL),
        ("Beste mevrouw De Vries,", Role.SALUTATION),
        ("Met vriendelijke groet,", Role.CLOSING),
        ("Factuurnummer: 2026-0413", Role.LABEL),
    ],
)
def test_a_sentence_knows_its_role_in_the_letter(text: str, role: Role) -> None:
    assert [sentence.role for sentence in load("nl").analyse(text).sentences] == [role]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Wat nu? Bel ons", [Role.RUNNING, Role.HEADING]),
        ("- Belt u? Wij wachten.", [Role.ITEM, Role.ITEM]),
    ],
)
def test_a_sentence_that_ends_inside_a_heading_is_running_text_and_inside_an_item_an_item(
    text: str, roles: list[Role]
) -> None:
    assert [sentence.role for sentence in load("nl").analyse(text).sentences] == roles
