//! Pages for people, written as Markdown or as HTML.
//!
//! A [`Document`] is blocks of text without any format. Both forms are made of the same blocks, so they say the
//! same; and whatever a register states is inert in either: no markup, no comment, no address that is not a link.

mod commands;
#[expect(
    clippy::module_inception,
    reason = "a file is named for the noun in it"
)]
mod document;
mod figures;
mod html;
mod inert;
mod markdown;
mod marks;
mod shell;
mod within;
mod words;

pub use commands::with_commands;
pub use document::{Bar, Block, Document, Figure, PageKind, Row, Span, Spans, Step, Tone};
pub use figures::{Article, Cell, Chart, Diagram, DiagramFailure, Matrix, Series, Shade};
pub use inert::{inert, is_active};
pub use markdown::escape;
pub(crate) use markdown::{BLANK, HEADING, SIGN, STEP};
pub use shell::shell_word;
pub use words::{beginning, counted};
