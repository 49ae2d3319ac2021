//! Tables of requirements: one row for each member of each requirement.

use csv::{ReaderBuilder, StringRecord};

use super::fields::{check_quotes, field};
use super::group::{self, Groups};
use super::{Edge, Gather, GraphFormat, Id, ReadComponents, Text, counted, listed};
use crate::error::Error;
use crate::graph::format::name::{is_comment, name_of_field};
use crate::record::text::{in_double_quotes, quote};

/// The columns that are read, in the order of [`Columns`].
const NAMES: [&str; 5] = ["component", "requires", "effect", "group", "need"];

/// Where each column stands, if the table has it.
#[derive(Debug, Clone, Copy)]
struct Columns {
    component: usize,
    requires: usize,
    effect: Option<usize>,
    group: Option<usize>,
    need: Option<usize>,
    count: usize,
}

/// A row and where it begins in the text, be it after blank lines.
struct Row<'a> {
    text: Text<'a>,
    start: usize,
    separator: u8,
    fields: &'a StringRecord,
}

impl Row<'_> {
    /// The text in a column; empty where there is none.
    fn field(&self, column: impl Into<Option<usize>>) -> &str {
        let field = column.into().and_then(|column| self.fields.get(column));
        field.unwrap_or_default().trim()
    }

    /// The error of what stands in a column.
    fn wrong(&self, column: impl Into<Option<usize>>, message: impl Into<String>) -> Error {
        let column = column.into().unwrap_or_default();
        let place = field(self.text.text, self.separator, self.start, column);
        self.text.malformed(place, message)
    }
}

/// Reads a table.
pub(super) fn read(text: Text<'_>) -> Result<ReadComponents, Error> {
    let start = header_start(text.text);
    let separator = separator(text).unwrap_or(b',');
    let quotes = check_quotes(text.text, separator, start);
    quotes.map_err(|wrong| text.malformed(wrong.at, wrong.message))?;
    let mut table = Table {
        gather: Gather::new(text.name),
        groups: Groups::default(),
        blank: 0,
        odd: Vec::new(),
    };
    let mut rows = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(&text.text.as_bytes()[start..]);
    let mut fields = StringRecord::new();
    let mut columns = None;
    loop {
        let start = start + usize::try_from(rows.position().byte()).unwrap_or(usize::MAX);
        let more = rows.read_record(&mut fields);
        if !more.map_err(|error| text.malformed(start, error.to_string()))? {
            break;
        }
        let row = Row {
            text,
            start,
            separator,
            fields: &fields,
        };
        match columns {
            None => columns = Some(header(&row, &mut table.gather)?),
            Some(columns) => table.row(&row, columns)?,
        }
    }
    if columns.is_none() {
        let message = "expected a header with `component` and `requires`, found nothing";
        return Err(text.malformed(text.text.len(), message));
    }
    table.refuse_odd(text)?;
    Ok(table.finish())
}

/// Whether a text begins with the header of such a table.
pub(super) fn is_table(text: Text<'_>) -> bool {
    separator(text).is_some()
}

/// What stands between the fields of a table, by its header: a comma, or what spreadsheets write where that is in
/// numbers, or tabs.
fn separator(text: Text<'_>) -> Option<u8> {
    let start = header_start(text.text);
    let line = text.text[start..].lines().next().unwrap_or_default();
    [b',', b';', b'\t'].into_iter().find(|separator| {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .delimiter(*separator)
            .from_reader(line.as_bytes());
        let first = reader.into_records().next();
        first.is_some_and(|fields| {
            fields.is_ok_and(|fields| {
                let row = Row {
                    text,
                    start,
                    separator: *separator,
                    fields: &fields,
                };
                header(&row, &mut Gather::new("")).is_ok()
            })
        })
    })
}

/// Where the header stands: after blank lines and lines of comment.
fn header_start(text: &str) -> usize {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() && !trimmed.starts_with('#') {
            break;
        }
        start += line.len();
    }
    start
}

/// The columns that a header names. Unknown ones are left out with a note.
fn header(row: &Row<'_>, gather: &mut Gather) -> Result<Columns, Error> {
    let mut found = [None; NAMES.len()];
    let mut unknown = Vec::new();
    for (column, title) in row.fields.iter().enumerate() {
        let title = title.trim();
        let Some(known) = NAMES
            .iter()
            .position(|name| title.eq_ignore_ascii_case(name))
        else {
            unknown.push(quote(title));
            continue;
        };
        if found[known].replace(column).is_some() {
            let message = format!("a second column {}: each stands once", quote(title));
            return Err(row.wrong(column, message));
        }
    }
    let [component, requires, effect, group, need] = found;
    let (Some(component), Some(requires)) = (component, requires) else {
        let titles: Vec<&str> = row.fields.iter().map(str::trim).collect();
        let message = format!(
            "expected a header with `component` and `requires`, found {}",
            quote(&titles.join(","))
        );
        return Err(row.wrong(0, message));
    };
    if !unknown.is_empty() {
        let what = counted(unknown.len(), "column is", "columns are");
        let names = listed(unknown.into_iter());
        gather.note(format!(
            "{what} none of a component graph and not read: {names}"
        ));
    }
    Ok(Columns {
        component,
        requires,
        effect,
        group,
        need,
        count: row.fields.len(),
    })
}

/// What the rows so far state.
struct Table {
    gather: Gather,
    groups: Groups,
    blank: usize,
    /// What is hardly the name of one component, where it stands, and what to write instead.
    odd: Vec<(Id, usize, &'static str)>,
}

impl Table {
    fn row(&mut self, row: &Row<'_>, columns: Columns) -> Result<(), Error> {
        if row.fields.iter().all(|field| field.trim().is_empty()) {
            self.blank += 1;
            return Ok(());
        }
        if row.fields.len() > columns.count {
            let message = format!(
                "expected {}, found {}: a field with a separator in it must be in quotes",
                counted(columns.count, "field", "fields"),
                row.fields.len()
            );
            return Err(row.wrong(columns.count, message));
        }
        let owner = self.owner(row, columns.component)?;
        let (required, instead) = name_of_field(row.field(columns.requires));
        let group = row.field(columns.group);
        let effect = group::effect(row.field(columns.effect))
            .map_err(|message| row.wrong(columns.effect, message))?;
        let need = group::need(row.field(columns.need))
            .map_err(|message| row.wrong(columns.need, message))?;
        if required.is_empty() {
            if !group.is_empty() || need.is_some() {
                let message = "expected a required component, found nothing: \
                     leave group and need blank too where nothing is required";
                return Err(row.wrong(columns.requires, message));
            }
            // A row without a required component states that there is none.
            self.gather.needs(owner);
            return Ok(());
        }
        let member = self.gather.component(&required);
        if let Some(instead) = instead {
            let place = field(row.text.text, row.separator, row.start, columns.requires);
            self.odd.push((member, place, instead));
        }
        let edge = Edge {
            owner,
            member,
            effect,
            group,
            need,
        };
        let added = self.groups.add(&mut self.gather, edge);
        added.map_err(|message| row.wrong(columns.component, message))
    }

    /// The component that a row is about.
    fn owner(&mut self, row: &Row<'_>, column: usize) -> Result<Id, Error> {
        let field = row.field(column);
        let (name, _) = name_of_field(field);
        if name.is_empty() {
            let message = "expected the name of a component, found nothing";
            return Err(row.wrong(column, message));
        }
        // Whatever else a row is about is a component, and no comment is.
        if is_comment(field) {
            let instead = "write a comment above the header alone";
            let message = hardly_a_name("the name of a component", field, instead);
            return Err(row.wrong(column, message));
        }
        Ok(self.gather.component(&name))
    }

    /// Refuses what would be read as the name of one component and hardly is one, unless a row is about it.
    fn refuse_odd(&mut self, text: Text<'_>) -> Result<(), Error> {
        let mut all = self.odd.iter();
        let Some((odd, place, instead)) = all.find(|(odd, ..)| !self.gather.states_needs(*odd))
        else {
            return Ok(());
        };
        let name = &self.gather.describe(*odd).name;
        let message = hardly_a_name("one required component", name, instead);
        Err(text.malformed(*place, message))
    }

    fn finish(mut self) -> ReadComponents {
        let rest = "nothing in any field, and is left out";
        self.gather
            .note_count(self.blank, ["row has", "rows have"], rest);
        self.gather.finish(GraphFormat::Csv)
    }
}

/// What is wrong with a text that is hardly the name of one component, and how to state that it is one.
fn hardly_a_name(expected: &str, found: &str, instead: &str) -> String {
    let as_name = in_double_quotes(&in_double_quotes(found));
    format!(
        "expected {expected}, found {}: {instead}; where it is the name of one, write {}",
        quote(found),
        quote(&as_name)
    )
}
