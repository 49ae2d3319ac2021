//! Dates as the numbers that cells have.

/// The number of a date such as `2027-03-31`, or of one with a time such as `2027-03-31T12:00:00`;
/// `None` for what is none.
pub fn serial(text: &str, is_1904: bool) -> Option<String> {
    let (date, time) = text.split_once('T').unwrap_or((text, "00"));
    let parts: Option<Vec<i64>> = date.split('-').map(|part| part.parse().ok()).collect();
    let parts = parts?;
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let hour: i64 = time.split(':').next()?.parse().ok()?;
    let first = if is_1904 {
        day_of(1904, 1, 1)
    } else {
        day_of(1899, 12, 30)
    };
    let days = day_of(*year, *month, *day) - first;
    Some(match hour % 24 {
        0 => days.to_string(),
        6 => format!("{days}.25"),
        12 => format!("{days}.5"),
        _ => return None,
    })
}

/// The number of a day, from any beginning.
fn day_of(year: i64, month: i64, day: i64) -> i64 {
    // A year begins with March, so that the odd day is its last.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    year * 365 + leap_days + (month * 153 + 2) / 5 + day
}

#[test]
fn days_are_counted_as_spreadsheets_do() {
    let number = |text| serial(text, false);
    assert_eq!(number("1900-03-01").as_deref(), Some("61"));
    assert_eq!(number("2024-02-29T12:00:00").as_deref(), Some("45351.5"));
    assert_eq!(serial("1904-01-02T06:00:00", true).as_deref(), Some("1.25"));
    assert_eq!(number("Q1 2026"), None);
}
