//! The workbook of a variant.

use risk_core::RiskField;

use super::columns::Column;
use super::plan::{Habit, Variant};
use crate::recognise::board::{Board, Content, letter, reference};
use crate::recognise::workbook;

const SECTIONS: [&str; 4] = ["Infrastructure", "Payments and mail", "People", "2. Data"];
const MEANINGS: [(&str, &str); 3] = [
    ("Low", "Less than once a year"),
    ("Medium", "Less than once a month"),
    ("High", "Once a month or more"),
];

impl Variant {
    /// The bytes of the workbook.
    pub fn render(&self) -> Vec<u8> {
        let guide = Board::of(&[
            &["How to read this register"],
            &[],
            &["Likelihood and impact are Low, Medium or High."],
            &["=COUNTA(Risks!A2:A200);4", "risks recorded"],
        ]);
        let legend = Board::of(&[
            &["Likelihood", "Description"],
            &["Low", "Less than once a year"],
            &["Medium", "Less than once a month"],
            &["High", "Once a month or more"],
        ]);
        let old = Board::of(&[&["ID", "Risk", "Likelihood"], &["R1", "It rains", "High"]]);
        let mut sheets = Vec::new();
        for (habit, name, state, board) in [
            (Habit::Guide, "Read me", "", &guide),
            (Habit::LegendSheet, "Legend", "", &legend),
            (Habit::HiddenSheet, "Old", "state=\"hidden\"", &old),
        ] {
            if self.has(habit) {
                sheets.push((name, state, board));
            }
        }
        let register = Table::of(self).board;
        sheets.push(("Risks", "", &register));
        workbook(&sheets)
    }
}

/// The table as it is being drawn.
struct Table<'a> {
    variant: &'a Variant,
    board: Board,
    /// What each column has, and where it is.
    columns: Vec<(u32, Column)>,
    /// The first and the last column.
    width: (u32, u32),
    /// The next empty row.
    row: u32,
}

impl<'a> Table<'a> {
    fn of(variant: &'a Variant) -> Self {
        let left = variant.offset.1 + 1;
        let columns: Vec<(u32, Column)> = (left..).zip(variant.columns()).collect();
        let last = columns.last().expect("there are columns").0;
        let mut table = Self {
            variant,
            board: Board::default(),
            columns,
            width: (left, last),
            row: variant.offset.0 + 1,
        };
        for cells in &variant.above {
            table.board.type_row(table.row, left, cells);
            table.row += 1;
        }
        if variant.has(Habit::Helper) && !variant.above.is_empty() {
            // Else what stands above a column without a header could be its header.
            table.row += 1;
        }
        let first = table.row;
        table.header();
        let risks = table.row;
        table.risks();
        table.total(risks);
        table.legends(first);
        table.mark(risks);
        table
    }

    fn put(&mut self, column: u32, typed: &str) {
        self.board.type_row(self.row, column, &[typed]);
    }

    fn column(&self, wanted: RiskField) -> u32 {
        let found = self.columns.iter();
        let mut found = found.filter(|(_, column)| *column == Column::Field(wanted));
        found.next().expect("every field has a column").0
    }

    fn is_manner(&self, of: usize) -> bool {
        self.variant.manner.is_multiple_of(of)
    }

    fn header(&mut self) {
        let (left, right) = self.width;
        if self.variant.has(Habit::Banner) {
            self.put(left, "Risk register");
            self.board.merge((self.row, left), (self.row, right));
            self.row += 1;
        }
        if self.variant.has(Habit::Halves) {
            let middle = left.midpoint(right);
            self.put(left, "Identification");
            self.board.merge((self.row, left), (self.row, middle));
            self.put(middle + 1, "Details");
            self.board.merge((self.row, middle + 1), (self.row, right));
            self.row += 1;
        }
        if !self.variant.is_two_rowed() {
            self.header_row();
            return;
        }
        let (above, below) = (self.row, self.row + 1);
        let group = self.column(RiskField::Likelihood);
        self.put(group, ["Assessment", "Rating"][self.variant.manner % 2]);
        self.board.merge((above, group), (above, group + 1));
        for (place, column) in self.columns.clone() {
            let header = self.variant.header(column);
            if column.is_level() {
                self.board.put(below, place, Content::Text(header));
            } else {
                self.put(place, &header);
                if self.is_manner(2) {
                    self.board.merge((above, place), (below, place));
                }
            }
        }
        self.row = below + 1;
    }

    fn header_row(&mut self) {
        for (place, column) in self.columns.clone() {
            let header = self.variant.header(column);
            self.put(place, &header);
        }
        self.row += 1;
    }

    fn risks(&mut self) {
        let variant = self.variant;
        let mut previous = 0;
        // The row in which the cell of a component begins.
        let mut top = 0;
        for (position, sample) in variant.samples.iter().enumerate() {
            self.between(position);
            let shares = position > 0
                && variant.has(Habit::MergedComponents)
                && previous + 1 == self.row
                && !sample.risk.component.is_empty()
                && sample.risk.component == variant.samples[position - 1].risk.component;
            if !shares {
                top = self.row;
            }
            for (place, column) in self.columns.clone() {
                if let Some(content) = self.content(column, position)
                    && !(shares && column == Column::Field(RiskField::Component))
                {
                    self.board.put(self.row, place, content);
                }
            }
            let is_last = variant.samples.get(position + 1).is_none_or(|next| {
                next.risk.component != sample.risk.component || self.breaks(position + 1)
            });
            if variant.has(Habit::MergedComponents) && is_last && !sample.risk.component.is_empty()
            {
                let component = self.column(RiskField::Component);
                self.board.merge((top, component), (self.row, component));
            }
            previous = self.row;
            self.row += 1;
        }
    }

    /// Whether something stands before a risk.
    fn breaks(&self, position: usize) -> bool {
        self.has_gap(position) || self.has_section(position) || self.has_header(position)
    }

    fn has_gap(&self, position: usize) -> bool {
        self.variant.has(Habit::Gaps) && (position + self.variant.manner) % 3 == 1
    }

    fn has_section(&self, position: usize) -> bool {
        self.variant.has(Habit::Sections) && position.is_multiple_of(3)
    }

    fn has_header(&self, position: usize) -> bool {
        let is_due = position > 0 && position.is_multiple_of(3) && !self.variant.is_two_rowed();
        self.variant.has(Habit::RepeatedHeader) && is_due
    }

    /// What stands before a risk.
    fn between(&mut self, position: usize) {
        if self.has_gap(position) {
            self.row += 1;
        }
        if self.has_header(position) {
            self.header_row();
        }
        if self.has_section(position) {
            let (left, right) = self.width;
            self.put(left, SECTIONS[position / 3 % SECTIONS.len()]);
            self.board.merge((self.row, left), (self.row, right));
            self.row += 1;
        }
    }

    fn content(&self, column: Column, position: usize) -> Option<Content> {
        let number = position + 1;
        match column {
            Column::Field(field) => self.variant.samples[position].content(field),
            Column::Helper => Some(Content::Number(number.to_string())),
            Column::Rating => {
                let [likelihood, impact] = [RiskField::Likelihood, RiskField::Impact]
                    .map(|field| reference(self.row, self.column(field)));
                let (computes, value) = if self.is_manner(2) {
                    let key = format!("CONCATENATE({likelihood},{impact})");
                    (format!("VLOOKUP({key},$AA$1:$AB$9,2,0)"), "Medium")
                } else {
                    let number = |cell| format!("MATCH({cell},$AA$1:$AA$3,0)");
                    (format!("{}*{}", number(likelihood), number(impact)), "4")
                };
                Some(Content::Formula(computes, value.to_owned()))
            }
            Column::Team => Content::typed(["Web", "", "Data"][position % 3]),
            Column::Key => Some(Content::Text(format!("k{number}"))),
            Column::Duplicate => Content::typed(["High", "Low"][position % 2]),
        }
    }

    fn total(&mut self, risks: u32) {
        if !self.variant.has(Habit::Total) {
            return;
        }
        if self.is_manner(3) {
            self.put(self.column(RiskField::Description), "Total");
        }
        for field in [RiskField::Likelihood, RiskField::Impact] {
            let place = self.column(field);
            let (column, last) = (letter(place), self.row - 1);
            let count = format!("=COUNTA({column}{risks}:{column}{last});7");
            self.put(place, &count);
        }
        self.row += 1;
    }

    /// The legends beside and below the table.
    fn legends(&mut self, header: u32) {
        let right = self.width.1 + 2;
        if self.variant.has(Habit::LegendRight) {
            self.board.type_row(header, right, &["Level", "Meaning"]);
            for (row, (level, meaning)) in (header + 1..).zip(MEANINGS) {
                self.board.type_row(row, right, &[level, meaning]);
            }
        }
        if self.variant.has(Habit::LegendBelow) {
            // Not under levels, among which it would not be a legend.
            let is_free = |column: Column| matches!(column, Column::Field(_)) && !column.is_level();
            let pairs = self.columns.windows(2);
            let mut pairs = pairs.filter(|pair| pair.iter().all(|(_, column)| is_free(*column)));
            let place = pairs.next().expect("most columns have no levels")[0].0;
            self.row += 1;
            self.put(place, "What the levels mean");
            for (row, (level, meaning)) in (self.row + 1..).zip(MEANINGS) {
                self.board.type_row(row, place, &[level, meaning]);
            }
        }
    }

    /// What the sheet says of its columns.
    fn mark(&mut self, risks: u32) {
        for (place, column) in self.columns.clone() {
            if column.is_hidden() {
                self.board.hide(place);
            }
            if column.is_level() && self.variant.has(Habit::Validation) {
                let letter = letter(place);
                let range = format!("{letter}{risks}:{letter}200");
                let board = std::mem::take(&mut self.board);
                self.board = board.listed(&range, "\"Low,Medium,High\"");
            }
        }
    }
}
