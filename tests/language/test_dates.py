"""Spanish dates."""

from __future__ import annotations

import pytest

from converter.language.dates import find_dates


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9 de mayo de 2014", "2014-05-09", "2014-05-09"),
        ("martes, 05 Agosto 2014 18:05", "2014-08-05", "2014-08-05"),
        ("miércoles 16 de  diciembre del 2020", "2020-12-16", "2020-12-16"),
        ("1º de mayo de 2019", "2019-05-01", "2019-05-01"),
        ("1° de mayo de 2019", "2019-05-01", "2019-05-01"),
        ("primero de mayo de 2019", "2019-05-01", "2019-05-01"),
        ("(16-01-2016)", "2016-01-16", "2016-01-16"),
        ("10.3.2020", "2020-03-10", "2020-03-10"),
        ("18.3.15", "2015-03-18", "2015-03-18"),
        ("20/08/2015 11:30", "2015-08-20", "2015-08-20"),
        ("2019-02-06T14:20:22+01:00", "2019-02-06", "2019-02-06"),
        ("Lun. 10 / Feb / 2020", "2020-02-10", "2020-02-10"),
        ("28 de julio de 2024 - 6:03 p. m.", "2024-07-28", "2024-07-28"),
        ("Diciembre 31, 2015", "2015-12-31", "2015-12-31"),
        ("8 y 9 de mayo de 2014", "2014-05-08", "2014-05-09"),
        ("28, 29 y 30 de octubre de 2015", "2015-10-28", "2015-10-30"),
        ("del 11 al 19 de octubre de 2015", "2015-10-11", "2015-10-19"),
        ("del 28 de diciembre de 2019 al 3 de enero de 2020", "2019-12-28", "2020-01-03"),
        ("del 28 de diciembre al 3 de enero de 2020", "2019-12-28", "2020-01-03"),
        ("mayo de 2014", "2014-05", "2014-05"),
    ],
)
def test_dates_with_a_year(text: str, start: str, end: str) -> None:
    assert [(d.start, d.end) for d in find_dates(text)] == [(start, end)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("18:29 | Chiclayo, set. 6.", "2021-09-06", "2021-09-06"),
        ("este 8 y 9 de mayo", "2021-05-08", "2021-05-09"),
        ("del 11 al 19 de octubre", "2021-10-11", "2021-10-19"),
        ("del 28 de diciembre al 3 de enero", "2021-12-28", "2022-01-03"),
        ("Diciembre 31.-", "2021-12-31", "2021-12-31"),
    ],
)
def test_a_year_is_taken_from_the_caller_and_never_guessed(text: str, start: str, end: str) -> None:
    assert [(d.start, d.end) for d in find_dates(text, 2021)] == [(start, end)]
    assert [(d.start, d.end) for d in find_dates(text)] == [(None, None)]


def test_days_that_do_not_follow_one_another_are_dates_of_their_own() -> None:
    text = "los días 5, 12 y 19 de marzo de 2020"
    found = find_dates(text)
    assert [d.start for d in found] == ["2020-03-05", "2020-03-12", "2020-03-19"]
    assert [text[d.span.start : d.span.end] for d in found] == ["5", "12", "19 de marzo de 2020"]


@pytest.mark.parametrize(
    "text",
    [
        "31 de febrero de 2014",
        "calle 5 de Mayo",
        "Hospital 20 de Noviembre",
        "CMN “20 de Noviembre”",
        "1.936.400 euros",
        "91 603 75 09",
        "entre 12 y 15 mil pesos",
        "un alza de 10.3.",
        "",
    ],
)
def test_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_the_span_is_the_date_without_its_preposition() -> None:
    text = "se reunirá del 11 al 19 de octubre en la capital"
    (date,) = find_dates(text)
    assert text[date.span.start : date.span.end] == "11 al 19 de octubre"
