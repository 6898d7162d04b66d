"""Dates, ages, numbers and addresses, written and spoken."""

from __future__ import annotations

import pytest

from interview_kit.pseudonym.patterns import match_patterns
from interview_kit.pseudonym.shapes.contacts import is_bsn

SHOWN = [
    ("bel (06) - 12 34 56 78 maar", "nl", "contact", "(06) - 12 34 56 78"),
    ("bel 06.12.34.56.78.", "nl", "contact", "06.12.34.56.78"),
    ("bel 06–12345678", "nl", "contact", "06–12345678"),
    ("bel 0475/12.34.56", "nl", "contact", "0475/12.34.56"),
    ("bel 03 123 45 67", "nl", "contact", "03 123 45 67"),
    ("bel 6 12345678", "nl", "contact", "6 12345678"),
    ("bel 06 12 34 en dan 56 78", "nl", "contact", "06 12 34 en dan 56 78"),
    ("nul zes eh twaalf, uh, vierendertig zesenvijftig achtenzeventig", "nl", "contact",
     "nul zes eh twaalf, uh, vierendertig zesenvijftig achtenzeventig"),
    ("nul zes, twaalf, ja wacht, vierendertig zesenvijftig achtenzeventig", "nl", "contact",
     "nul zes, twaalf, ja wacht, vierendertig zesenvijftig achtenzeventig"),
    ("oh seven seven oh oh, um, nine oh oh, one two three", "en", "contact",
     "oh seven seven oh oh, um, nine oh oh, one two three"),
    ("oh seven seven double oh nine hundred one two three", "en", "contact",
     "oh seven seven double oh nine hundred one two three"),
    ("or 555.123.4567 it is", "en", "contact", "555.123.4567"),
    ("die is negen", "nl", "age", "negen"),
    ("ze wordt vijf, denk ik", "nl", "age", "vijf"),
    ("she's nine now", "en", "age", "nine"),
    ("they're nine and eleven", "en", "age", "nine and eleven"),
    ("tel. 12345678", "nl", "contact", "12345678"),
    ("ring 07700 900123 now", "en", "contact", "07700 900123"),
    ("ring (020) 7946 0958", "en", "contact", "(020) 7946 0958"),
    ("it was (415) 555-0182", "en", "contact", "(415) 555-0182"),
    ("call +1 (415) 555-0182", "en", "contact", "+1 (415) 555-0182"),
    ("at SW1A 1AA, near", "en", "place", "SW1A 1AA"),
    ("it is QQ 12 34 56 C", "en", "identifier", "QQ 12 34 56 C"),
    ("dossiernummer 2019-00345", "nl", "identifier", "2019-00345"),
    ("zaaknummer: 16/123456/AB", "nl", "identifier", "16/123456/AB"),
    ("paspoort NXR7B23K4", "nl", "identifier", "NXR7B23K4"),
    ("cliëntnr. 77123", "nl", "identifier", "77123"),
    ("case number C-2019/44", "en", "identifier", "C-2019/44"),
    ("kamer 214 op", "nl", "identifier", "214"),
    ("op 12-03-'84", "nl", "date", "12-03-'84"),
    ("geboren 12031984", "nl", "date", "12031984"),
    ("hij is 38 jr.", "nl", "age", "38 jr"),
    ("op afdeling De Linde", "nl", "organisation", "De Linde"),
    ("op afdeling de esdoorn", "nl", "organisation", "de esdoorn"),
    ("het FACT-team Zuid", "nl", "organisation", "FACT-team Zuid"),
    ("op unit 4", "nl", "organisation", "unit 4"),
    ("voor achttienhonderd euro", "nl", "other", "achttienhonderd euro"),
    ("een schuld van € 1.850,-", "nl", "other", "€ 1.850,-"),
    ("two thousand pounds", "en", "other", "two thousand pounds"),
    ("op drieëntwintig mei", "nl", "date", "drieëntwintig mei"),
    ("op 23 mei 1974 ben ik geboren", "nl", "date", "23 mei 1974"),
    ("dat was in 2019", "nl", "date", "2019"),
    ("in negentienvijfennegentig", "nl", "date", "negentienvijfennegentig"),
    ("born on may 5th 1980", "en", "date", "may 5th 1980"),
    ("ik ben 47 jaar", "nl", "age", "47 jaar"),
    ("ik was zevenenveertig jaar oud", "nl", "age", "zevenenveertig jaar oud"),
    ("i was thirty-two years old", "en", "age", "thirty-two years old"),
    ("bel 06-48129355 maar", "nl", "contact", "06-48129355"),
    ("nul zes drieëntachtig twaalf vier vijf zes", "nl", "contact",
     "nul zes drieëntachtig twaalf vier vijf zes"),
    ("mail naar jan.bos@voorbeeld.nl toe", "nl", "contact", "jan.bos@voorbeeld.nl"),
    ("kijk op www.voorbeeld.nl/ik eens", "nl", "contact", "www.voorbeeld.nl/ik"),
    ("mijn bsn is 111222333", "nl", "identifier", "111222333"),
    ("postcode 1312 AB in", "nl", "place", "1312 AB"),
    ("bel maar naar 7091 bb zei ze", "nl", "place", "7091 bb"),
    ("dertien twaalf x bee is het", "nl", "place", "dertien twaalf x bee"),
    ("dertienhonderd twaalf j k dus", "nl", "place", "dertienhonderd twaalf j k"),
    ("dat is ell ess six two tee kay", "en", "place", "ell ess six two tee kay"),
    ("mijn bsn is honderddrieëntwintig vierhonderdzesenvijftig zevenhonderdnegenentachtig", "nl",
     "identifier", "honderddrieëntwintig vierhonderdzesenvijftig zevenhonderdnegenentachtig"),
    ("nl twaalf ing b nul nul nul een twee drie vier vijf zes zeven", "nl", "identifier",
     "nl twaalf ing b nul nul nul een twee drie vier vijf zes zeven"),
    ("it's double-u q twelve thirty four fifty six c", "en", "identifier",
     "double-u q twelve thirty four fifty six c"),
    ("am 48 61 88 b", "en", "identifier", "am 48 61 88 b"),
    ("ring 44 7627 701895 please", "en", "contact", "44 7627 701895"),
    ("twaalf drie vierentachtig", "nl", "date", "twaalf drie vierentachtig"),
    ("twenty one nine eighty four", "en", "date", "twenty one nine eighty four"),
    ("op 18.07  53 in den helder", "nl", "date", "18.07  53"),
    ("ik woon op dorpsstraat 12 daar", "nl", "place", "dorpsstraat 12"),
]  # fmt: skip

SPOKEN = [
    # dates
    ("op drie en twintig mei negentien vijf en zeventig", "nl", "date",
     "drie en twintig mei negentien vijf en zeventig"),
    ("op de drieëntwintigste van de vijfde", "nl", "date", "drieëntwintigste van de vijfde"),
    ("de drieëntwintigste vijfde negentienzeventig", "nl", "date",
     "drieëntwintigste vijfde negentienzeventig"),
    ("twaalf negen tweeduizend twaalf", "nl", "date", "twaalf negen tweeduizend twaalf"),
    ("in tweeduizendnegentien werd ik opgenomen", "nl", "date", "tweeduizendnegentien"),
    ("in twintig negentien", "nl", "date", "twintig negentien"),
    ("in de zomer van zevenentachtig", "nl", "date", "zevenentachtig"),
    ("ik ben van vierenzestig", "nl", "date", "vierenzestig"),
    ("23/5 was ik jarig", "nl", "date", "23/5"),
    ("op 3-5 dus", "nl", "date", "3-5"),
    ("the twenty-third of May nineteen seventy-five", "en", "date",
     "twenty-third of May nineteen seventy-five"),
    # ages
    ("ik was zevenenveertig toen het gebeurde", "nl", "age", "zevenenveertig"),
    ("ik was toen pas zeventien", "nl", "age", "zeventien"),
    ("toen ik veertig was", "nl", "age", "veertig"),
    ("toen mijn broer vier werd", "nl", "age", "vier"),
    ("op m'n twaalfde ging ik uit huis", "nl", "age", "twaalfde"),
    ("rond mijn vijfentwintigste levensjaar", "nl", "age", "vijfentwintigste levensjaar"),
    ("tussen mijn twintigste en dertigste", "nl", "age", "twintigste en dertigste"),
    ("ik word volgende maand vijftig", "nl", "age", "vijftig"),
    ("ze is nu achtentachtig", "nl", "age", "achtentachtig"),
    ("mijn dochter van negen", "nl", "age", "negen"),
    ("een man van in de zestig", "nl", "age", "zestig"),
    ("op een leeftijd van elf", "nl", "age", "elf"),
    ("I was forty-seven when it happened", "en", "age", "forty-seven"),
    ("I'm fifty-six", "en", "age", "fifty-six"),
    ("when I was twelve my dad left", "en", "age", "twelve"),
    ("at the age of sixteen", "en", "age", "sixteen"),
    ("in my late thirties", "en", "age", "thirties"),
    # telephone, e-mail, web
    ("nul zes een twee drie vier vijf zes zeven acht", "nl", "contact",
     "nul zes een twee drie vier vijf zes zeven acht"),
    ("plus eenendertig zes twaalf vierendertig zesenvijftig achtenzeventig", "nl", "contact",
     "plus eenendertig zes twaalf vierendertig zesenvijftig achtenzeventig"),
    ("06 twaalf vierendertig 56 achtenzeventig", "nl", "contact",
     "06 twaalf vierendertig 56 achtenzeventig"),
    ("020 - 555 12 34", "nl", "contact", "020 - 555 12 34"),
    ("zero seven seven double zero nine zero zero one two three", "en", "identifier",
     "zero seven seven double zero nine zero zero one two three"),
    ("jan punt de vries apenstaartje gmail punt com", "nl", "contact",
     "jan punt de vries apenstaartje gmail punt com"),
    ("marieke at hotmail punt com", "nl", "contact", "marieke at hotmail punt com"),
    ("jan dot smith at gmail dot com", "en", "contact", "jan dot smith at gmail dot com"),
    ("op mijnblog punt nl", "nl", "contact", "mijnblog punt nl"),
    ("op mijnblog.nl staat het", "nl", "contact", "mijnblog.nl"),
    # numbers
    ("burgerservicenummer een twee drie vier vijf zes zeven acht twee", "nl", "identifier",
     "een twee drie vier vijf zes zeven acht twee"),
    ("bsn twaalf vierendertig zesenvijftig achtenzeventig twee", "nl", "identifier",
     "twaalf vierendertig zesenvijftig achtenzeventig twee"),
    ("patiëntnummer 4456", "nl", "identifier", "4456"),
    ("mijn dossiernummer is vier vier vijf zes", "nl", "identifier", "vier vier vijf zes"),
    ("kenteken 12-XYZ-3", "nl", "identifier", "12-XYZ-3"),
    ("my NHS number is 943 476 5919", "en", "identifier", "943 476 5919"),
    # addresses, wards, money
    ("kinkerstraat drieëntwintig twee hoog", "nl", "place", "kinkerstraat drieëntwintig twee hoog"),
    ("aan de prinsengracht nummer honderdtwaalf", "nl", "place",
     "prinsengracht nummer honderdtwaalf"),
    ("op de hoek van de lindengracht", "nl", "place", "lindengracht"),
    ("Van der Helstplein 4-II", "nl", "place", "Van der Helstplein 4-II"),
    ("postcode duizend dertien a b", "nl", "place", "duizend dertien a b"),
    ("tien dertien AB", "nl", "place", "tien dertien AB"),
    ("1331ab", "nl", "place", "1331ab"),
    ("het fact team zuid oost", "nl", "organisation", "fact team zuid oost"),
    ("duizend vijftig euro per maand", "nl", "other", "duizend vijftig euro"),
    ("twee ton schuld", "nl", "other", "twee ton schuld"),
    # behind a title
    ("My GP, Dr. Wainwright, had rung ahead.", "en", "person", "Wainwright"),
    ("Ik had er ene, mijnheer V., die kwam niet meer buiten.", "nl", "person", "V"),
    ("toen zei zuster b. dat het goed was", "nl", "person", "b"),
    ("Then Nurse T. came in.", "en", "person", "T"),
    ("I told Mrs. van der Bijl about it", "en", "person", "van der Bijl"),
    ("Ask Mr. J. Smith-Jones or his wife", "en", "person", "J. Smith-Jones"),
    ("en mevr. Bijlsma kwam ook", "nl", "person", "Bijlsma"),
    ("en mevr. Storm kwam ook", "nl", "person", "Storm"),
    ("bij mevr. A. Toen geweest", "nl", "person", "A. Toen"),
    ("bij dhr. Op den Camp geweest", "nl", "person", "Op den Camp"),
    ("Mrs. White and Ms. Day", "en", "person", "White"),
    ("bij prof. dr. Wouters", "nl", "person", "Wouters"),
    ("een mevr. Toen Mr. Jansen kwam", "nl", "person", "Jansen"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "kind", "expected"), SHOWN + SPOKEN)
def test_a_shape_that_identifies_is_found(
    text: str, language: str, kind: str, expected: str
) -> None:
    assert (kind, expected) in [(m.type, m.text) for m in match_patterns(text, 1, language)]


@pytest.mark.parametrize(
    "text",
    ["ik ben er 24/7 mee bezig", "kamer 3", "een dossier van 200 pagina's", "klant 200 keer",
     "case of 12 bottles", "my patient 3 times", "van 9.00 tot 10.30",
     "twee jaar geleden", "ik heb al tien jaar geen alcohol", "vijf jaar lang", "tien milligram",
     "honderd keer", "een keer of drie", "van een tot tien", "ik was twintig kilo zwaarder",
     "er waren veertig mensen", "op mijn tweede opname", "na mijn derde poging", "punt uit",
     "toen ik twee jaar thuis zat", "ik slik 1500mg per dag", "een twee drie keer gebeld",
     "het was in de dertig graden", "een halve of 1/2 pil", "om tien over half twaalf",
     "hij komt twee keer in de week om negen uur", "op de eerste plaats", "over straat in de stad",
     "van de eerste tot de laatste", "dertig jaar terug", "twintig jaar aan de machine",
     "ik ben een man van weinig woorden", "op de derde verdieping", "dat team was goed",
     "ik heb op straat geleefd, zes jaar, in de kou", "traumatherapie, twee jaar, bij haar",
     "ik zat drie jaar binnen", "ik werkte elf jaar bij de post", "ik at 2500 kcal en 1500 mg",
     "het kostte 2500 en toen 3000", "ik moest er 1200 of zo betalen", "een twee drie en klaar",
     "honderd, tweehonderd, driehonderd", "om tien drie of vier keer", "tien elf twintig keer"],
)  # fmt: skip
def test_a_length_of_time_or_an_amount_is_left_alone(text: str) -> None:
    assert match_patterns(text, 1, "nl") == ()


@pytest.mark.parametrize(
    "text",
    ["een aardige mevr. Toen ik kwam", "die mevr. Toen Anders ook", "bij drs. Misschien wel",
     "zo'n mevr. Eigenlijk wel", "some Mr. Maybe it was", "een mevr. En toen", "bij prof. dr."],
)  # fmt: skip
def test_what_begins_a_sentence_behind_a_title_is_no_name(text: str) -> None:
    assert match_patterns(text, 1, "nl") == ()


def test_a_bsn_has_check_digits() -> None:
    assert is_bsn("111222333")
    assert not is_bsn("111222334")
    assert not is_bsn("000000000")
