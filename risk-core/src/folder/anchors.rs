//! What the comments of a TOML text are about: keys, tables and entries of lists.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use toml_edit::{Document, Item, Key, Table, TableLike, Value};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// A key or an entry with those that it stands in, as hashes: names may be long, and many keys may stand below one.
type Path = Vec<u64>;

/// What a comment is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// The file: it is at its top, and a blank line follows.
    Top,
    /// What stands below it.
    Above(Path),
    /// What stands before it on its line.
    Behind(Path),
    /// The list or the table whose end follows.
    Within(Path),
    /// Nothing that follows.
    End,
}

/// A comment of a text.
#[derive(Debug)]
pub(super) struct Comment<'a> {
    pub place: Place,
    pub text: &'a str,
    /// Where it stands, with the white space before it; all of its line where it is alone there.
    pub span: Range<usize>,
    /// The white space before it, where it is alone on its line.
    pub indent: Option<&'a str>,
}

impl Comment<'_> {
    pub fn key(&self) -> (&Place, &str) {
        (&self.place, self.text)
    }
}

/// A key, the header of a table, or an entry of a list.
#[derive(Debug)]
struct Anchor {
    path: Path,
    span: Range<usize>,
    /// Where the list is that an entry is of.
    list: Option<Range<usize>>,
}

/// What comments can be about in a text.
#[derive(Debug)]
pub(super) struct Anchors<'a> {
    pub text: &'a str,
    /// In the order of the text.
    about: Vec<Anchor>,
    by_path: HashMap<Path, usize>,
    /// Where the last blank line starts above all of them: what is above it is about the file.
    top: usize,
    /// Where its lines start.
    lines: Vec<usize>,
}

impl<'a> Anchors<'a> {
    /// Those of a text of TOML; none of another one.
    pub fn of(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(end, _)| end + 1);
        let mut anchors = Self {
            text,
            about: Vec::new(),
            by_path: HashMap::new(),
            top: 0,
            lines: [0].into_iter().chain(ends).collect(),
        };
        if let Ok(document) = Document::parse(text) {
            anchors.table(document.as_table(), &Path::new());
        }
        anchors.about.sort_by_key(|anchor| anchor.span.start);
        let paths = anchors.about.iter().map(|anchor| anchor.path.clone());
        anchors.by_path = paths.zip(0..).collect();
        if let Some(first) = anchors.about.first() {
            let above = &anchors.lines[..=anchors.line(first.span.start)];
            let blank = above
                .windows(2)
                .rfind(|line| text[line[0]..line[1]].trim().is_empty());
            anchors.top = blank.map_or(0, |line| line[0]);
        }
        anchors
    }

    fn table(&mut self, table: &Table, path: &Path) {
        for (name, item) in table {
            let path = within(path, name);
            match item {
                Item::None => {}
                Item::Value(value) => {
                    let start = table.key(name).and_then(Key::span).map(|span| span.start);
                    if let (Some(start), Some(span)) = (start, value.span()) {
                        // The key may stand behind others, with dots.
                        let line = self.line_start(start);
                        let indent = self.text[line..].len() - self.text[line..].trim_start().len();
                        self.add(&path, line + indent..span.end, None);
                        self.entries(value, &path, &span);
                    }
                }
                Item::Table(inner) => {
                    let header = inner.span().filter(|_| !inner.is_implicit());
                    if let Some(span) = header.filter(|_| !inner.is_dotted()) {
                        self.add(&path, span, None);
                    }
                    self.table(inner, &path);
                }
                Item::ArrayOfTables(tables) => {
                    let mut ids = Ids::default();
                    for (at, inner) in tables.iter().enumerate() {
                        let entry = within(&path, ids.next(self.stated(inner)));
                        // What is above the first one is above the list, as where that is in brackets.
                        let header = if at == 0 { &path } else { &entry };
                        if let Some(span) = inner.span() {
                            self.add(header, span, None);
                        }
                        self.table(inner, &entry);
                    }
                }
            }
        }
    }

    fn entries(&mut self, list: &Value, path: &Path, span: &Range<usize>) {
        let mut ids = Ids::default();
        for entry in list.as_array().into_iter().flatten() {
            let Some(own) = entry.span() else { continue };
            let stated = match entry {
                Value::String(text) => text.value().clone(),
                Value::InlineTable(table) => self.stated(table),
                _ => self.text[own.clone()].to_owned(),
            };
            self.add(&within(path, ids.next(stated)), own, Some(span.clone()));
        }
    }

    /// What distinguishes an entry that is a table: the text that it has, else all of it.
    fn stated(&self, table: &dyn TableLike) -> String {
        if let Some(text) = table.get("text").and_then(Item::as_str) {
            return text.to_owned();
        }
        let spans = table.iter().filter_map(|(_, item)| item.span());
        spans.map(|span| &self.text[span]).collect()
    }

    fn add(&mut self, path: &Path, span: Range<usize>, list: Option<Range<usize>>) {
        let path = path.clone();
        self.about.push(Anchor { path, span, list });
    }

    /// The comments of the text, in their order.
    pub fn comments(&self) -> Vec<Comment<'a>> {
        let tokens = Source::new(self.text).lex();
        let tokens = tokens.filter(|token| token.kind() == TokenKind::Comment);
        let spans = tokens.map(|token| token.span().start()..token.span().end());
        spans.map(|span| self.comment(span)).collect()
    }

    fn comment(&self, span: Range<usize>) -> Comment<'a> {
        let line = self.line_start(span.start);
        let before = &self.text[line..span.start];
        let is_alone = before.trim().is_empty();
        let own = if is_alone {
            line..self.line_end(span.start)
        } else {
            line + before.trim_end().len()..span.end
        };
        Comment {
            place: self.place(&span, is_alone),
            text: self.text[span].trim_end(),
            span: own,
            indent: is_alone.then_some(before),
        }
    }

    fn place(&self, comment: &Range<usize>, is_alone: bool) -> Place {
        let next = self
            .about
            .partition_point(|anchor| anchor.span.start < comment.start);
        let before = next.checked_sub(1).map(|at| &self.about[at]);
        let next = self.about.get(next);
        let list = |anchor: &Anchor| {
            let list = anchor.list.clone()?;
            Some((anchor.path[..anchor.path.len() - 1].to_vec(), list))
        };
        let around = before.and_then(|anchor| {
            let own = (anchor.path.clone(), anchor.span.clone());
            let around = [Some(own), list(anchor)].into_iter().flatten();
            let mut around = around.filter(|(_, span)| span.contains(&comment.start));
            around.next()
        });
        match (before, next) {
            (Some(before), _) if !is_alone => match list(before) {
                // The list has ended, and so it is not about its last entry.
                Some((list, _)) if around.is_none() => Place::Behind(list),
                _ => Place::Behind(before.path.clone()),
            },
            (_, Some(next))
                if around
                    .as_ref()
                    .is_none_or(|(_, span)| next.span.start < span.end) =>
            {
                if comment.end <= self.top {
                    Place::Top
                } else {
                    Place::Above(next.path.clone())
                }
            }
            _ => around.map_or(Place::End, |(path, _)| Place::Within(path)),
        }
    }

    /// Where a comment that is behind something can be put, if it can.
    pub fn behind(&self, place: &Place) -> Option<usize> {
        let Place::Behind(path) = place else {
            return None;
        };
        let end = self.find(path)?.span.end;
        let rest = &self.text[end..self.line_end(end)];
        let code = rest.split('#').next().unwrap_or_default();
        let is_last = code.chars().all(|c| c == ',' || c.is_whitespace());
        is_last.then(|| end + code.trim_end().len())
    }

    /// Where the line starts that a comment is put above. What is gone is about what it stood in.
    pub fn above(&self, place: &Place) -> usize {
        let path = match place {
            Place::Top => return 0,
            Place::End => return self.text.len(),
            Place::Above(path) | Place::Behind(path) | Place::Within(path) => path,
        };
        if let (Place::Within(_), Some(anchor)) = (place, self.find(path)) {
            let line = self.line_start(anchor.span.end);
            let closes = line > anchor.span.start;
            if closes && self.text[line..anchor.span.end - 1].trim().is_empty() {
                return line;
            }
        }
        let outer = (1..=path.len())
            .rev()
            .filter_map(|length| self.find(&path[..length]));
        let starts = outer.map(|anchor| (self.line_start(anchor.span.start), anchor.span.start));
        let mut whole = starts.filter(|(line, start)| self.text[*line..*start].trim().is_empty());
        whole.next().map_or(self.text.len(), |(line, _)| line)
    }

    fn find(&self, path: &[u64]) -> Option<&Anchor> {
        self.about.get(*self.by_path.get(path)?)
    }

    fn line_start(&self, at: usize) -> usize {
        self.lines[self.line(at)]
    }

    /// Where the next line starts.
    fn line_end(&self, at: usize) -> usize {
        let next = self.lines.get(self.line(at) + 1);
        next.copied().unwrap_or(self.text.len())
    }

    /// The line of an offset, from 0.
    pub fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|start| *start <= at) - 1
    }
}

/// Names for entries that may repeat.
#[derive(Default)]
struct Ids(HashMap<String, usize>);

impl Ids {
    fn next(&mut self, stated: String) -> (String, usize) {
        let count = self.0.entry(stated.clone()).or_default();
        *count += 1;
        (stated, *count)
    }
}

fn within(path: &Path, name: impl Hash) -> Path {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    let mut path = path.clone();
    path.push(hasher.finish());
    path
}
