//! The values of cells that are not text.

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::grid::Value;
use super::number_format::Shows;
use crate::register::{DateTime, Duration, ExtraValue};

/// The number in a text, as a date or a length of time where its cell shows it as one.
pub(super) fn number(text: &str, shows: &Shows, is_1904: bool) -> Option<Value> {
    // Rust also takes words such as `inf`, which no cell has.
    let starts_as_number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let number: f64 = text.parse().ok().filter(|n: &f64| n.is_finite())?;
    if !starts_as_number {
        return None;
    }
    Some(of_number(number, shows, is_1904))
}

/// A number, as a date or a length of time where its cell shows it as one.
pub(super) fn of_number(number: f64, shows: &Shows, is_1904: bool) -> Value {
    let days = ExcelDateTime::new(number, ExcelDateTimeType::DateTime, is_1904);
    match shows {
        Shows::Date => date_time(days).map_or(Value::Number(number), Value::DateTime),
        Shows::Length => Value::Length(number),
        Shows::Number | Shows::Text(_) | Shows::Unknown => Value::Number(number),
    }
}

/// True or false.
pub(super) fn boolean(text: &str) -> Option<Value> {
    match text {
        "1" | "true" => Some(Value::Boolean(true)),
        "0" | "false" => Some(Value::Boolean(false)),
        _ => None,
    }
}

/// A date as ISO 8601 has it. Some programs write that it is in UTC; a cell has no zone.
pub(super) fn iso_date(text: &str) -> Option<Value> {
    let local = text.strip_suffix('Z').unwrap_or(text);
    local.parse().ok().map(Value::DateTime)
}

/// The last day of the year 9999, the last date of Excel, as a number of days from the beginning of 1900.
const LAST_DAY: f64 = 2_958_465.0;

/// The date of a number of days. What is no date by the calendar is none, such as the 29th of
/// February 1900, which spreadsheets have.
pub(super) fn date_time(value: ExcelDateTime) -> Option<DateTime> {
    if !(0.0..LAST_DAY + 1.0).contains(&value.as_f64()) {
        return None;
    }
    let (year, month, day, hour, minute, second, milliseconds) = value.to_ymd_hms_milli();
    let part = |part: u8| i8::try_from(part).ok();
    let date = DateTime::new(
        i16::try_from(year).ok()?,
        part(month)?,
        part(day)?,
        part(hour)?,
        part(minute)?,
        part(second)?,
    )?;
    date.plus_milliseconds(milliseconds.into())
}

const SECONDS_PER_DAY: f64 = 86_400.0;
const MINUTES_PER_DAY: f64 = 1_440.0;

/// The text of a length of time of so many days: that of a duration, where it is one of whole minutes.
pub(super) fn length(days: f64) -> Option<String> {
    let seconds = (days * SECONDS_PER_DAY).round();
    // A larger number has no whole seconds any more.
    let seconds: u64 = format!("{seconds}").parse().ok().filter(|s| *s < 1 << 53)?;
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    Some(match seconds {
        0 => Duration::from_minutes(minutes).to_string(),
        _ => format!("{}:{:02}:{seconds:02}", minutes / 60, minutes % 60),
    })
}

/// The number of days that is read as a duration; `None` for what is none, or is not read back as the same.
pub(super) fn days(text: &str) -> Option<f64> {
    let minutes = text.parse::<Duration>().ok()?.minutes();
    let days = f64::from(u32::try_from(minutes).ok()?) / MINUTES_PER_DAY;
    (length(days).as_deref() == Some(text)).then_some(days)
}

/// The text of the time of day of a date that a cell has which shows a time alone, as a length of time.
pub(super) fn time_alone(value: DateTime) -> Option<String> {
    length(time_of_day(value)?)
}

/// The same as a clock shows it, such as `09:30`.
pub(super) fn clock(value: DateTime) -> Option<String> {
    let seconds = (time_of_day(value)? * SECONDS_PER_DAY).round();
    let of = |unit: f64, count: f64| (seconds / unit).floor() % count;
    let (hours, minutes, seconds) = (of(3600.0, 24.0), of(60.0, 60.0), of(1.0, 60.0));
    let clock = format!("{hours:02}:{minutes:02}");
    Some(if seconds > 0.0 {
        format!("{clock}:{seconds:02}")
    } else {
        clock
    })
}

/// The part of a day that a date is which a cell has that shows a time alone.
fn time_of_day(value: DateTime) -> Option<f64> {
    let first_days = [(1899, 12, 31), FIRST_DAY_1904].into_iter();
    let mut days = first_days.filter_map(|first| value.days_since(first));
    days.find(|days| (0.0..1.0).contains(days))
}

/// The days of a length of time as ISO 8601 has it, such as `PT02H30M00S`.
pub(super) fn iso_length(text: &str) -> Option<f64> {
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0.0;
    for (unit, length) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((amount, after)) = rest.split_once(unit) {
            seconds += amount.parse::<f64>().ok().filter(|amount| *amount >= 0.0)? * length;
            rest = after;
        }
    }
    (rest.is_empty() && text.len() > 2).then_some(seconds / SECONDS_PER_DAY)
}

/// The number of days that a cell has for a date; `None` for what is not read back as the same.
pub(super) fn serial(value: DateTime, is_1904: bool) -> Option<f64> {
    let first_day = if is_1904 { FIRST_DAY_1904 } else { FIRST_DAY };
    let days = value.days_since(first_day)?;
    let is_read = |days: &f64| {
        let read = ExcelDateTime::new(*days, ExcelDateTimeType::DateTime, is_1904);
        date_time(read) == Some(value)
    };
    // The calendar has a day too many at the end of February 1900: before it, the numbers are one less. So a time of
    // day, which is of the day 0, has one, too.
    [days, days - 1.0].into_iter().find(is_read)
}

/// The day that is 0 in the calendar of spreadsheets, from March 1900 on.
const FIRST_DAY: (i16, i8, i8) = (1899, 12, 30);
/// The day that is 0 in workbooks whose dates count from 1904.
const FIRST_DAY_1904: (i16, i8, i8) = (1904, 1, 1);

/// The number of a cell that is read back as the value.
pub(super) fn number_of(value: &ExtraValue) -> Option<f64> {
    let number = match value {
        #[expect(
            clippy::cast_precision_loss,
            reason = "what is not precise is not read back, and refused"
        )]
        ExtraValue::Integer(whole) => *whole as f64,
        ExtraValue::Float(number) => *number,
        _ => return None,
    };
    (ExtraValue::number(number).as_ref() == Some(value)).then_some(number)
}

/// The errors that every spreadsheet program knows.
pub(super) const ERRORS: [&str; 7] = [
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_stands() {
        for (text, expected) in [
            ("1", 1.0),
            ("-1.5E-3", -0.0015),
            ("1e3", 1000.0),
            (".5", 0.5),
        ] {
            assert_eq!(
                number(text, &Shows::Number, false),
                Some(Value::Number(expected))
            );
        }
        for text in ["", "one", "inf", "NaN", "1e999", "1,5", "0x10", "-inf"] {
            assert_eq!(number(text, &Shows::Number, false), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_those_that_a_cell_gives_back() {
        assert_eq!(number_of(&ExtraValue::Integer(-5)), Some(-5.0));
        assert_eq!(number_of(&ExtraValue::Float(1e300)), Some(1e300));
        for unfit in [
            ExtraValue::Integer(i64::MAX),
            ExtraValue::Float(5.0),
            ExtraValue::Float(f64::NAN),
        ] {
            assert_eq!(number_of(&unfit), None, "{unfit:?}");
        }
    }

    #[test]
    fn a_date_has_the_number_that_is_read_back() {
        let date = DateTime::new(2027, 3, 31, 0, 0, 0).unwrap();
        assert_eq!(serial(date, false), Some(46477.0));
        assert_eq!(serial(date, true), Some(46477.0 - 1462.0));
    }

    #[test]
    fn days_before_march_1900_and_times_of_day_have_numbers() {
        for days in [0.34375, 0.0, 1.0, 59.5, 61.0] {
            let Some(Value::DateTime(value)) = number(&days.to_string(), &Shows::Date, false)
            else {
                panic!("{days} is a date");
            };
            assert_eq!(serial(value, false), Some(days), "{value}");
        }
        let before = DateTime::new(1899, 12, 30, 8, 0, 0).unwrap();
        assert_eq!(serial(before, false), None);
    }

    #[test]
    fn what_is_no_date_stays_a_number() {
        for text in ["-1", "60", "2958466", "1e300"] {
            let read = number(text, &Shows::Date, false);
            assert!(matches!(read, Some(Value::Number(_))), "{text}");
        }
    }
}
