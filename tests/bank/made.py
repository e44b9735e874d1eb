"""Statements with invented payments, written as ING, ABN AMRO, Rabobank, KBC, Belfius and BNP Paribas Fortis do.

The layouts follow the banks' own format descriptions: MT940 Structured (ING, Rabobank), MT940 of ABN AMRO, CODA 2.6
(Febelfin) and CAMT.053.001.02 and .08. Nothing is taken from a real statement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape

NL, BE = "NL91ABNA0417164300", "BE68539007547034"
OPENING = Decimal("1000.00")


@dataclass(frozen=True, slots=True)
class Paid:
    """One invented payment: above zero came in. `reference` is structured; `reason` makes it a return."""

    on: date
    amount: str
    iban: str
    name: str
    text: str = ""
    reference: str = ""
    e2e: str = "NOTPROVIDED"
    reason: str = ""

    @property
    def value(self) -> Decimal:
        return Decimal(self.amount)

    @property
    def size(self) -> str:
        return f"{abs(self.value):.2f}"


def closing(paid: Sequence[Paid]) -> Decimal:
    return OPENING + sum((each.value for each in paid), Decimal(0))


def _last(paid: Sequence[Paid]) -> date:
    return max(each.on for each in paid)


# MT940


def _comma(value: str) -> str:
    return value.replace(".", ",")


def _wrapped(text: str) -> str:
    """Return the field ':86:' in lines of 65 characters, as banks cut it: in the middle of a word."""
    whole = f":86:{text}"
    return "\r\n".join(whole[at : at + 65] for at in range(0, len(whole), 65))


def _mt940(
    paid: Sequence[Paid],
    head: Sequence[str],
    movement: Callable[[Paid, int], list[str]],
    tail: Sequence[str],
    pad: int = 0,
) -> bytes:
    def balance(value: Decimal) -> str:
        amount = _comma(f"{abs(value):.2f}").rjust(pad, "0")
        return f"{'C' if value >= 0 else 'D'}{_last(paid):%y%m%d}EUR{amount}"

    lines = [*head, f":60F:{balance(OPENING)}"]
    for number, each in enumerate(paid, start=1):
        lines += movement(each, number)
    lines += [f":62F:{balance(closing(paid))}", *tail]
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def ing_mt940(paid: Sequence[Paid], account: str = NL, number: int = 1) -> bytes:
    def movement(each: Paid, at: int) -> list[str]:
        mark, kind = ("C" if each.value > 0 else "D"), ("NRTI" if each.reason else "NTRF")
        told = f"/RTRN/{each.reason}/" if each.reason else ""
        told += f"/EREF/{each.e2e}//CNTP/{each.iban}/INGBNL2A/{each.name}///REMI/"
        told += f"STRD/CUR/{each.reference}/" if each.reference else f"USTD//{each.text}/"
        first = f":61:{each.on:%y%m%d%m%d}{mark}{_comma(each.size)}{kind}EREF//{number:06}{at:08}"
        return [first, "/TRCD/00100/", _wrapped(told)]

    head = ["{1:F01INGBNL2ABXXX0000000000}", "{2:I940INGBNL2AXXXN}", "{4:"]
    head += [":20:P261120000000001", f":25:{account}EUR", ":28C:00000"]
    return _mt940(paid, head, movement, [":86:/SUM/0/0/0,00/0,00/", "-}"])


def abn_mt940(paid: Sequence[Paid], account: str = NL, number: int = 1) -> bytes:
    def movement(each: Paid, at: int) -> list[str]:
        mark = "C" if each.value > 0 else "D"
        told = f"/RTYP/SEPA Incasso niet uitgevoerd/RTRN/{each.reason}" if each.reason else ""
        told = told or "/TRTP/SEPA OVERBOEKING"
        remittance = f"ISSUER: CUR                  REF: {each.reference}" if each.reference else each.text
        told += f"/IBAN/{each.iban}/BIC/ABNANL2A/NAME/{each.name}/REMI/{remittance}/EREF/{each.e2e}"
        return [f":61:{each.on:%y%m%d%m%d}{mark}{_comma(each.size)}N654NONREF", _wrapped(told)]

    head = ["ABNANL2A", "940", "ABNANL2A", ":20:ABN AMRO BANK NV", f":25:{account[8:].lstrip('0')}"]
    return _mt940(paid, [*head, f":28:{number}/1"], movement, ["-"])


def abn_old_mt940(paid: Sequence[Paid], account: str = NL, number: int = 1) -> bytes:
    def movement(each: Paid, at: int) -> list[str]:
        mark = "C" if each.value > 0 else "D"
        parts = ("SEPA OVERBOEKING", f"IBAN: {each.iban}", "BIC: ABNANL2A", f"NAAM: {each.name}")
        told = each.text or f"BETALINGSKENM.  {each.reference}"
        parts = (*parts, f"OMSCHRIJVING: {told}" if each.text else told)
        lines = "".join(part.ljust(-(-len(part) // 32) * 32) + " " for part in parts)
        return [f":61:{each.on:%y%m%d%m%d}{mark}{_comma(each.size)}N654NONREF", _wrapped(lines.rstrip())]

    head = ["ABNANL2A", "940", "ABNANL2A", ":20:ABN AMRO BANK NV", f":25:{account[8:].lstrip('0')}"]
    return _mt940(paid, [*head, f":28:{number}/1"], movement, ["-"])


def rabo_mt940(paid: Sequence[Paid], account: str = NL, number: int = 1) -> bytes:
    def movement(each: Paid, at: int) -> list[str]:
        mark = "C" if each.value > 0 else "D"
        told = f"/RTRN/{each.reason}" if each.reason else ""
        told += f"/EREF/{each.e2e}/{'ORDP' if each.value > 0 else 'BENM'}//NAME/{each.name}/REMI/"
        told += f"{each.text or each.reference}/ISDT/{each.on:%Y-%m-%d}"
        first = f":61:{each.on:%y%m%d}{mark}{_comma(each.size).rjust(15, '0')}N541EREF"
        return [first, each.iban, _wrapped(told)]

    head = [":940:", f":20:940S{_last(paid):%y%m%d}", f":25:{account} EUR", f":28C:{number:05}"]
    return _mt940(paid, head, movement, [], pad=15)


def bnp_mt940(paid: Sequence[Paid], account: str = BE, number: int = 1) -> bytes:
    def movement(each: Paid, at: int) -> list[str]:
        mark = f"{'R' if each.reason else ''}{'C' if each.value > 0 else 'D'}"
        if each.reason:
            mark = "RC"
        told = f"/NAME/{each.name}/IBAN/{each.iban}/REMI/{each.reference or each.text}/EREF/{each.e2e}"
        told = f"/RTRN/{each.reason}{told}" if each.reason else told
        first = f":61:{each.on:%y%m%d%m%d}{mark}{_comma(each.size)}NTRFNONREF//{number:04}{at:06}"
        return [first, _wrapped(told)]

    head = ["{1:F01GEBABEBBXXXX0000000000}{2:O9400000000000GEBABEBBXXXX00000000000000000000N}{4:"]
    head += [f":20:{number:06}", f":25:{account}", f":28C:{number}/1"]
    return _mt940(paid, head, movement, ["-}"])


# CODA


def coda(paid: Sequence[Paid], account: str = BE, number: int = 1, name: str = "DE KORENBLOEM BV") -> bytes:
    day = _last(paid)

    def amount(value: Decimal) -> str:
        return f"{abs(value) * 1000:015.0f}"

    def sign(value: Decimal) -> str:
        return "0" if value >= 0 else "1"

    whole = f"{account:31}{'':3}EUR"
    lines = [
        f"00000{day:%d%m%y}53905{'':8}{number:010}{name:26}KREDBEBB{'':3}00123456749{'':7}00000{'':16}{'':12}"[
            :127
        ].ljust(127)
        + "2",
        f"12{number:03}{whole}{sign(OPENING)}{amount(OPENING)}{day:%d%m%y}{name:26}{'Zichtrekening':35}{number:03}",
    ]
    count = 1
    for at, each in enumerate(paid, start=1):
        if each.reference:
            told = f"1101{each.reference}"
        elif each.reason:
            told = (
                f"1127{day:%d%m%y}110{'BE55ZZZ0123456749':35}{'MANDAAT-1':35}{each.text:62}2{each.reason:4}"
            )
        else:
            told = f"0{each.text}"
        told = told.ljust(54 + 53 + 43)
        more = len(told.rstrip()) > 54
        lines.append(
            f"21{at:04}0000{f'{number:04}{at:08}':21}{sign(each.value)}{amount(each.value)}{each.on:%d%m%y}00150000"
            f"{told[:54]}{each.on:%d%m%y}{number:03}01 0"
        )
        returned = ("2", each.reason) if each.reason else ("", "")
        e2e = "" if each.e2e == "NOTPROVIDED" else each.e2e
        part = told[54:107] if more else ""
        lines.append(
            f"22{at:04}0000{part:53}{e2e:35}{'KREDBEBB':11}{'':3}{returned[0]:1}{returned[1]:4}{'':8}1 0"
        )
        part = told[107:150] if more else ""
        lines.append(f"23{at:04}0000{each.iban:34}EUR{each.name[:35]:35}{part:43}0 1")
        lines.append(f"31{at:04}0001{f'{number:04}{at:08}':21}001500001001{each.name:70}{'':12}0 0")
        count += 4
    total = closing(paid)
    lines.append(f"8{number:03}{whole}{sign(total)}{amount(total)}{day:%d%m%y}{'':64}0")
    count += 1
    out = sum((-each.value for each in paid if each.value < 0), Decimal(0))
    came = sum((each.value for each in paid if each.value > 0), Decimal(0))
    lines.append(f"9{'':15}{count:06}{amount(out)}{amount(came)}{'':75}2")
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


# CAMT.053


def _camt(
    paid: Sequence[Paid], account: str, number: int, *, version: str, party: bool, issuer: str
) -> bytes:
    day = _last(paid)

    def balance(code: str, value: Decimal) -> str:
        side = "CRDT" if value >= 0 else "DBIT"
        return (
            f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{abs(value):.2f}</Amt>"
            f"<CdtDbtInd>{side}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
        )

    def entry(each: Paid, at: int) -> str:
        side = "CRDT" if each.value > 0 else "DBIT"
        role = "Dbtr" if (each.value > 0) != bool(each.reason) else "Cdtr"
        name = f"<Nm>{escape(each.name)}</Nm>"
        name = f"<Pty>{name}</Pty>" if party else name
        told = f"<Ustrd>{escape(each.text)}</Ustrd>" if each.text else ""
        if each.reference:
            kind = "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry>"
            told += f"<Strd><CdtrRefInf>{kind}<Issr>{issuer}</Issr></Tp><Ref>{each.reference}</Ref></CdtrRefInf></Strd>"
        status = "<Sts><Cd>BOOK</Cd></Sts>" if party else "<Sts>BOOK</Sts>"
        returned = f"<RtrInf><Rsn><Cd>{each.reason}</Cd></Rsn></RtrInf>" if each.reason else ""
        return f"""<Ntry><NtryRef>{at}</NtryRef><Amt Ccy="EUR">{each.size}</Amt><CdtDbtInd>{side}</CdtDbtInd>
<RvslInd>{"true" if each.reason else "false"}</RvslInd>{status}<BookgDt><Dt>{each.on}</Dt></BookgDt>
<ValDt><Dt>{each.on}</Dt></ValDt><AcctSvcrRef>{number:06}{at:08}</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>{each.e2e}</EndToEndId></Refs>
<AmtDtls><TxAmt><Amt Ccy="EUR">{each.size}</Amt></TxAmt></AmtDtls>
<RltdPties><{role}>{name}</{role}><{role}Acct><Id><IBAN>{each.iban}</IBAN></Id></{role}Acct></RltdPties>
<RmtInf>{told}</RmtInf>{returned}</TxDtls></NtryDtls>
<AddtlNtryInf>SEPA OVERBOEKING</AddtlNtryInf></Ntry>"""

    body = "".join(entry(each, at) for at, each in enumerate(paid, start=1))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>
<GrpHdr><MsgId>M{number}</MsgId><CreDtTm>{day}T23:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S{number}</Id><ElctrncSeqNb>{number}</ElctrncSeqNb><CreDtTm>{day}T23:00:00</CreDtTm>
<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>
{balance("OPBD", OPENING)}{balance("CLBD", closing(paid))}
{body}</Stmt></BkToCstmrStmt></Document>""".encode()


def old_camt(paid: Sequence[Paid], account: str = NL, number: int = 1) -> bytes:
    return _camt(paid, account, number, version="02", party=False, issuer="CUR")


def new_camt(paid: Sequence[Paid], account: str = BE, number: int = 1) -> bytes:
    return _camt(paid, account, number, version="08", party=True, issuer="BBA")


WAYS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "ing.sta": (NL, ing_mt940),
    "ing.xml": (NL, old_camt),
    "abn.sta": (NL, abn_mt940),
    "abn-old.sta": (NL, abn_old_mt940),
    "abn.xml": (NL, old_camt),
    "rabobank.swi": (NL, rabo_mt940),
    "rabobank.xml": (NL, old_camt),
    "kbc.cod": (BE, coda),
    "kbc.xml": (BE, new_camt),
    "belfius.cod": (BE, coda),
    "belfius.xml": (BE, new_camt),
    "bnp.cod": (BE, coda),
    "bnp.xml": (BE, new_camt),
    "bnp.sta": (BE, bnp_mt940),
}
"""How each bank gives its statements: the account, and what writes them."""
