//! What styles say of cells: which times are times of day and which are lengths of time, as a cell states both alike; and
//! which text is struck through.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use quick_xml::events::BytesStart;

use super::{attribute, within};
use crate::workbook::grid::Value;
use crate::workbook::number_format::Shows;
use crate::workbook::ods::repeats;
use crate::workbook::values;

/// The styles of a workbook, as far as they matter.
#[derive(Default)]
pub(super) struct Styles {
    /// The formats that count hours beyond those of a day.
    counting: HashSet<String>,
    /// The formats of styles of cells, by the names of the styles.
    formats: HashMap<String, String>,
    /// The styles of the columns of the sheet being read, which cells have that name none.
    columns: Vec<(Range<u64>, String)>,
    next_column: u64,
    /// The style being read, and those that strike text through.
    style: String,
    struck: HashSet<String>,
}

impl Styles {
    pub(super) fn start_sheet(&mut self) {
        self.columns.clear();
        self.next_column = 0;
    }

    pub(super) fn start(&mut self, element: &BytesStart<'_>) {
        let stated = |wanted| attribute(element, wanted);
        match element.name().into_inner() {
            "number:time-style" => {
                let counts = stated("number:truncate-on-overflow").as_deref() == Some("false");
                self.counting
                    .extend(stated("style:name").filter(|_| counts));
            }
            "style:style" => {
                let format = stated("style:data-style-name");
                self.style = stated("style:name").unwrap_or_default();
                self.formats
                    .extend(format.map(|format| (self.style.clone(), format)));
            }
            "style:text-properties" => {
                // Programs state either of them, or both.
                let lines = [
                    "style:text-line-through-style",
                    "style:text-line-through-type",
                ];
                let mut lines = lines.into_iter().filter_map(stated).peekable();
                let is_struck = lines.peek().is_some() && lines.all(|line| line != "none");
                let style = std::mem::take(&mut self.style);
                self.struck.extend(Some(style).filter(|_| is_struck));
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

    /// The style of the cells of a column, counted from 0, that name none.
    pub(super) fn of_column(&self, column: u64) -> Option<&str> {
        within(&self.columns, column).map(String::as_str)
    }

    /// Whether a style strikes text through.
    pub(super) fn is_struck(&self, style: &str) -> bool {
        self.struck.contains(style)
    }

    /// A time of day of so many days, as other formats have it; `None` where the cell shows a length of time.
    pub(super) fn of_day(&self, days: f64, style: Option<&str>) -> Option<Value> {
        let format = style.and_then(|style| self.formats.get(style));
        let counts = format.is_some_and(|format| self.counting.contains(format));
        (days < 1.0 && !counts).then(|| values::of_number(days, &Shows::Date, false))
    }
}
