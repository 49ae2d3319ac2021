//! A JSON text with what is new put into it: around what stays, every character stays.

use std::{fmt, io};

use serde::Serialize;
use serde_json::Value as Json;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

use super::put_json::{Part, Slot, Stands, Table};
use crate::record::text::offset_of;

/// How the program that wrote a text lays out what it writes: asked where nothing stands that shows it.
struct Style<'a> {
    line_end: &'a str,
    indent: &'a str,
    /// Whether there is a space behind `:`, and behind `,` on a line.
    is_spaced: bool,
}

/// Where the entries of an object or a list stand.
struct Around {
    open: String,
    between: String,
    close: String,
    colon: String,
    is_on_one_line: bool,
}

/// A text with an object in place of the one that it is.
pub(super) fn put(text: &str, table: &Table<'_>) -> String {
    // To search a large text for all of itself takes as long as to read it.
    let (before, after) = table.stands.as_ref().map_or(("", ""), |stands| {
        let start = offset_of(text, stands.text);
        (&text[..start], &text[start + stands.text.len()..])
    });
    let mut writer = Writer {
        style: Style::of(text, table.stands.as_ref()),
        text: String::with_capacity(text.len() + count_new(table) * OF_RECORD),
    };
    writer.text.push_str(before);
    writer.table(table, ("", false));
    writer.text.push_str(after);
    writer.text
}

/// As text, a record takes about so many bytes. A text that grows as it is written is copied again and again, which took a
/// tenth of an import of 60,000 components.
pub(crate) const OF_RECORD: usize = 1_000;

/// How many records of the lists are new.
fn count_new(table: &Table<'_>) -> usize {
    let lists = table.entries.values().filter_map(|slot| match &slot.part {
        Part::List(list) => Some(&list.entries),
        _ => None,
    });
    let new = lists.flatten();
    new.filter(|slot| matches!(slot.part, Part::Record(_)))
        .count()
}

impl<'a> Style<'a> {
    fn of(text: &'a str, object: Option<&Stands<'a>>) -> Self {
        let first = object.and_then(|object| object.lead(0));
        let (space, key) = first.unwrap_or_default();
        let indent = space.rsplit_once('\n').map_or("", |(_, indent)| indent);
        let line = text.split_once('\n').map_or("", |(line, _)| line);
        Self {
            line_end: if line.ends_with('\r') { "\r\n" } else { "\n" },
            indent: if indent.is_empty() { "  " } else { indent },
            is_spaced: key.ends_with(' '),
        }
    }

    fn space(&self) -> &'static str {
        if self.is_spaced { " " } else { "" }
    }

    /// Where entries stand: as those that are there, and where there are none, as the program would have them.
    fn around(&self, stands: Option<&Stands<'_>>, (indent, is_on_line): (&str, bool)) -> Around {
        let first = stands.and_then(|stands| Some((stands, stands.lead(0)?)));
        let Some((stands, (open, key))) = first else {
            let end = if is_on_line { "" } else { self.line_end };
            let [outer, inner] = if is_on_line {
                ["", ""]
            } else {
                [indent, self.indent]
            };
            let open = format!("{end}{outer}{inner}");
            let space = if is_on_line { self.space() } else { &open };
            return Around {
                between: format!(",{space}"),
                open,
                close: format!("{end}{outer}"),
                colon: format!(":{}", self.space()),
                is_on_one_line: is_on_line,
            };
        };
        let between = match stands.lead(1) {
            Some((between, _)) => between.to_owned(),
            None if open.contains('\n') => format!(",{open}"),
            None => format!(",{}", self.space()),
        };
        let colon = key.rsplit_once('"').map_or("", |(_, colon)| colon);
        Around {
            is_on_one_line: !between.contains('\n'),
            open: open.to_owned(),
            between,
            close: stands.close().to_owned(),
            colon: colon.to_owned(),
        }
    }
}

/// What can be written as JSON.
pub(super) trait ToText: fmt::Debug {
    fn to_json(&self) -> Json;

    /// As a text that is laid out so.
    fn to_text(&self, layout: Layout<'_>) -> String;
}

impl<T: Serialize + fmt::Debug> ToText for T {
    fn to_json(&self) -> Json {
        serde_json::to_value(self).expect(HAS_FORM)
    }

    fn to_text(&self, layout: Layout<'_>) -> String {
        match layout {
            Layout::OnLine(space) => written(self, OnLine(space)),
            Layout::Pretty(indent) => {
                written(self, PrettyFormatter::with_indent(indent.as_bytes()))
            }
        }
    }
}

/// How a text of JSON is laid out.
pub(super) enum Layout<'a> {
    /// On one line, with so much space behind `:` and `,`.
    OnLine(&'static str),
    /// On lines that are indented so far for each list and object.
    Pretty(&'a str),
}

const HAS_FORM: &str = "what is read from files has a JSON form";

struct Writer<'a> {
    style: Style<'a>,
    text: String,
}

impl Writer<'_> {
    fn table(&mut self, table: &Table<'_>, place: (&str, bool)) {
        let entries = table.entries.iter();
        let entries = entries.map(|(key, slot)| (Some(key.as_str()), slot));
        self.entries(["{", "}"], table.stands.as_ref(), entries, place);
    }

    /// Writes an object or a list, on a line that is indented so far, or whole on that line.
    fn entries<'s>(
        &mut self,
        [open, close]: [&str; 2],
        stands: Option<&Stands<'_>>,
        entries: impl Iterator<Item = (Option<&'s str>, &'s Slot<'s>)>,
        place: (&str, bool),
    ) {
        let around = self.style.around(stands, place);
        let indent = around
            .between
            .rsplit_once('\n')
            .map_or("", |(_, indent)| indent);
        let is_on_line = around.is_on_one_line || stands.is_some_and(Stands::has_entries_on_lines);
        self.text += open;
        let mut next = None;
        for (key, slot) in entries {
            let stood = slot
                .place
                .zip(stands)
                .and_then(|(at, stands)| stands.lead(at));
            // What stood between two entries is theirs while they follow each other.
            let follows = slot.place.is_some() && slot.place == next.unwrap_or(Some(0));
            self.text += match (stood, next) {
                (Some((between, _)), _) if follows => between,
                (_, None) => &around.open,
                _ => &around.between,
            };
            match (stood, key) {
                (Some((_, key)), _) => self.text += key,
                (None, Some(key)) => self.text += &(Json::from(key).to_string() + &around.colon),
                (None, None) => {}
            }
            self.part(&slot.part, (indent, is_on_line));
            next = Some(slot.place.map(|at| at + 1));
        }
        if next.is_some() {
            self.text += &around.close;
        }
        self.text += close;
    }

    fn part(&mut self, part: &Part<'_>, place: (&str, bool)) {
        match part {
            Part::Raw(raw) => self.text += raw,
            Part::New(json) => self.new_value(json, place),
            Part::Record(record) => self.new_value(*record, place),
            Part::Table(table) => self.table(table, place),
            Part::List(list) => {
                let entries = list.entries.iter().map(|slot| (None, slot));
                self.entries(["[", "]"], list.stands.as_ref(), entries, place);
            }
        }
    }

    fn new_value(&mut self, value: &dyn ToText, (indent, is_on_line): (&str, bool)) {
        if is_on_line {
            self.text += &value.to_text(Layout::OnLine(self.style.space()));
            return;
        }
        let text = value.to_text(Layout::Pretty(self.style.indent));
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.text.push_str(self.style.line_end);
                self.text.push_str(indent);
            }
            self.text.push_str(line);
        }
    }
}

fn written(value: &impl Serialize, formatter: impl Formatter) -> String {
    let mut text = Vec::new();
    let written = value.serialize(&mut Serializer::with_formatter(&mut text, formatter));
    written.expect(HAS_FORM);
    String::from_utf8(text).expect("JSON is UTF-8")
}

/// All on one line, with so much space behind `:` and `,`.
struct OnLine(&'static str);

impl OnLine {
    fn between<W: ?Sized + io::Write>(&self, writer: &mut W, first: bool) -> io::Result<()> {
        if first {
            return Ok(());
        }
        write!(writer, ",{}", self.0)
    }
}

impl Formatter for OnLine {
    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.between(writer, first)
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.between(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        write!(writer, ":{}", self.0)
    }
}
