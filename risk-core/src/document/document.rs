//! What a page is made of.

use super::figures::{Article, Chart, Diagram, Matrix, Shade};

/// A page: a title and blocks below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document {
    /// What stands above all.
    pub title: String,
    /// What stands below, in order.
    pub blocks: Vec<Block>,
    /// What sort of page it is, by which a file of it is known again.
    pub kind: PageKind,
}

/// What sort of page a document is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PageKind {
    /// A page like any other.
    #[default]
    Plain,
    /// A register as one page: it is wide, has its sections in a list, and can be searched where its reader runs a script.
    Report,
    /// What to do when something fails.
    Runbook,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Block {
    /// A heading of a section.
    Section(String),
    /// A heading within a section.
    Heading {
        /// What identifies it when the page is made again, where its text may change.
        id: Option<String>,
        /// What it states.
        text: Spans,
    },
    /// A paragraph.
    Paragraph(Spans),
    /// A list.
    List(Vec<Spans>),
    /// Boxes to tick, one below the other.
    Steps(Vec<Step>),
    /// Names, and what they are.
    Facts(Vec<(String, Spans)>),
    /// A table.
    Table {
        /// What stands above each column.
        header: Vec<String>,
        /// The rows below, each of as many cells.
        rows: Vec<Row>,
        /// Whether the first column alone is text, and the others are numbers.
        is_of_numbers: bool,
    },
    /// Shares of a whole, as bars one below the other.
    Bars(Vec<Bar>),
    /// Commands to type, line by line.
    Commands(String),
    /// Numbers that stand out, each with what it counts.
    Figures(Vec<Figure>),
    /// A matrix.
    Matrix(Matrix),
    /// Numbers and how they became so.
    Chart(Chart),
    /// What needs what.
    Diagram(Diagram),
    /// Something with a place of its own.
    Article(Article),
}

/// A number that stands out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Figure {
    /// The number.
    pub number: usize,
    /// What it counts.
    pub label: String,
    /// How grave it is; `None` where it is not grave at all.
    pub shade: Option<Shade>,
}

impl Figure {
    /// A number, and what it counts.
    pub fn new(number: usize, label: impl Into<String>, shade: Option<Shade>) -> Self {
        Self {
            number,
            label: label.into(),
            shade,
        }
    }
}

/// A share of a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bar {
    /// What it is a share of.
    pub label: String,
    /// How long it is, in per cent of the longest that there can be; longer ones are that long.
    pub percent: usize,
    /// What it states, such as `46 % of 150`.
    pub text: String,
    /// What it means.
    pub tone: Tone,
}

/// What something means, so that it can be shown by more than its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Not as it should be.
    Middling,
    /// To be mended.
    Bad,
    /// Neither.
    Plain,
}

impl Bar {
    /// A share of a whole.
    pub fn new(
        label: impl Into<String>,
        percent: usize,
        text: impl Into<String>,
        tone: Tone,
    ) -> Self {
        Self {
            label: label.into(),
            percent,
            text: text.into(),
            tone,
        }
    }
}

/// The cells of a row.
pub type Row = Vec<Spans>;

/// A line of text, part by part.
pub type Spans = Vec<Span>;

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Span {
    /// Text; a line break in it stays one.
    Text(String),
    /// Text that stands out.
    Strong(String),
    /// Text that stays on one line, such as a day.
    Whole(String),
    /// Something that is missing and must not be overlooked.
    Gap(String),
    /// A command or a part of one, to be copied as it is; on one line.
    Code(String),
    /// A link. Where the address is none that a browser opens, its text alone is shown.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads.
        address: String,
    },
    /// A link to another page of the same folder.
    Page {
        /// What is shown.
        text: String,
        /// The name of its file.
        file: String,
    },
    /// Room for something to be written by hand, and what it is.
    Blank(String),
    /// The word of a level.
    Level {
        /// The word.
        text: String,
        /// How grave it is.
        shade: Shade,
    },
    /// A mention of something that may have its own place in the page.
    Mention {
        /// What it is called.
        text: String,
        /// Its [`Article`]; empty where it has none.
        id: String,
        /// A sign behind it and the word for that.
        sign: Option<(char, &'static str)>,
        /// Whether it is put in brackets and hollow, and the word for that.
        aside: Option<&'static str>,
    },
    /// A share of a whole as a small bar before its text.
    Share {
        /// In per cent; more than 100 are as long.
        percent: usize,
        /// What it states.
        text: String,
        /// What it means.
        tone: Tone,
    },
}

/// Something to do, with a box to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// What identifies the step when the page is made again.
    pub id: String,
    /// What to do.
    pub text: Spans,
    /// Whether there is room for the time and for initials.
    pub is_signed: bool,
    /// What stands below it.
    pub details: Vec<Spans>,
}

impl Document {
    /// A page with nothing below its title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            blocks: Vec::new(),
            kind: PageKind::default(),
        }
    }

    /// Begins a section.
    pub fn section(&mut self, title: impl Into<String>) {
        self.blocks.push(Block::Section(title.into()));
    }

    /// Adds a heading within the section.
    pub fn heading(&mut self, text: impl Into<Spans>) {
        let text = text.into();
        self.blocks.push(Block::Heading { id: None, text });
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, spans: impl Into<Spans>) {
        self.blocks.push(Block::Paragraph(spans.into()));
    }

    /// Adds a list; nothing where it has no entries.
    pub fn list(&mut self, entries: Vec<Spans>) {
        if !entries.is_empty() {
            self.blocks.push(Block::List(entries));
        }
    }

    /// Adds boxes to tick; nothing where there are none.
    pub fn steps(&mut self, steps: Vec<Step>) {
        if !steps.is_empty() {
            self.blocks.push(Block::Steps(steps));
        }
    }

    /// Adds a table of texts.
    pub fn table(&mut self, header: &[&str], rows: Vec<Row>) {
        self.blocks.push(Block::Table {
            header: header.iter().map(|name| (*name).to_owned()).collect(),
            rows,
            is_of_numbers: false,
        });
    }

    /// Adds a table with so many empty rows, to be filled in by hand.
    pub fn blank_table(&mut self, header: &[&str], rows: usize) {
        self.table(header, vec![vec![Spans::new(); header.len()]; rows]);
    }
}

impl Span {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Text that stands out.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::Strong(text.into())
    }

    /// A mention of something that has its own place in the page, or none where the id is empty.
    pub fn mention(text: impl Into<String>, id: impl Into<String>) -> Self {
        Self::Mention {
            text: text.into(),
            id: id.into(),
            sign: None,
            aside: None,
        }
    }

    /// Something that is missing.
    pub fn gap(text: impl Into<String>) -> Self {
        Self::Gap(text.into())
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Self {
        vec![span]
    }
}

impl Step {
    /// A step with a box and nothing more.
    pub fn new(id: impl Into<String>, text: impl Into<Spans>) -> Self {
        Self {
            id: id.into(),
            text: text.into(),
            is_signed: false,
            details: Vec::new(),
        }
    }

    /// The same with room for the time and for initials.
    #[must_use]
    pub fn signed(mut self) -> Self {
        self.is_signed = true;
        self
    }

    /// The same with something below it.
    #[must_use]
    pub fn with_details(mut self, details: Vec<Spans>) -> Self {
        self.details = details;
        self
    }
}

/// The address of a link that a browser may open: one of the web or of mail.
pub(super) fn openable(address: &str) -> Option<url::Url> {
    let url = url::Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https" | "mailto").then_some(url)
}
