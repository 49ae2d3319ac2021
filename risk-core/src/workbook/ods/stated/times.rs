//! Which times are times of day and which are lengths of time: a cell states both alike, and only its format tells them
//! apart.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use quick_xml::events::BytesStart;

use super::{attributes, within};
use crate::workbook::grid::Value;
use crate::workbook::number_format::Shows;
use crate::workbook::ods::repeats;
use crate::workbook::values;

/// The formats of a workbook that count hours, and which cells have them.
#[derive(Default)]
pub(super) struct Times {
    /// The formats that count hours beyond those of a day.
    counting: HashSet<String>,
    /// The formats of styles of cells, by the names of the styles.
    styles: HashMap<String, String>,
    /// The styles of the columns of the sheet being read, which cells have that name none.
    columns: Vec<(Range<u64>, String)>,
    next_column: u64,
}

impl Times {
    pub(super) fn start_sheet(&mut self) {
        self.columns.clear();
        self.next_column = 0;
    }

    pub(super) fn start(&mut self, element: &BytesStart<'_>) {
        let stated = |wanted| {
            let mut all = attributes(element);
            all.find(|(name, _)| *name == wanted)
                .map(|(_, value)| value)
        };
        match element.name().into_inner() {
            "number:time-style" => {
                let counts = stated("number:truncate-on-overflow").as_deref() == Some("false");
                self.counting
                    .extend(stated("style:name").filter(|_| counts));
            }
            "style:style" => {
                let format = stated("style:data-style-name");
                self.styles.extend(stated("style:name").zip(format));
            }
            "table:table-column" => {
                let first = self.next_column;
                let times = repeats(element, "table:number-columns-repeated");
                self.next_column = first.saturating_add(times);
                let style = stated("table:default-cell-style-name");
                let columns = first..self.next_column;
                self.columns.extend(style.map(|style| (columns, style)));
            }
            _ => {}
        }
    }

    /// A time of day of so many days, as other formats have it; `None` where the cell shows a length of time.
    pub(super) fn of_day(&self, days: f64, style: Option<&str>, column: u64) -> Option<Value> {
        let of_column = || within(&self.columns, column).map(String::as_str);
        let format = style.or_else(of_column);
        let format = format.and_then(|style| self.styles.get(style));
        let counts = format.is_some_and(|format| self.counting.contains(format));
        (days < 1.0 && !counts).then(|| values::of_number(days, &Shows::Date, false))
    }
}
