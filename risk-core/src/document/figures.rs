//! Parts of a page that are more to look at than to read: each is drawn where there is room for it, and a table or a list
//! where there is none.

use serde::Serialize;

use super::{Block, Spans};
use crate::graph::format::Picture;
use crate::register::{Level, Levels};

/// How grave something is, from 0 to 4: how dark it is shown, beside its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shade(u8);

impl Shade {
    /// The gravest.
    pub const DARKEST: Self = Self(4);

    /// That of a level among others: the highest is the darkest, and the lowest the lightest.
    pub fn of(levels: &Levels, level: Level) -> Self {
        let (position, last) = (level.position(), levels.len().saturating_sub(1));
        let steps = usize::from(Self::DARKEST.0);
        let shade = (position * steps).checked_div(last).unwrap_or(steps);
        Self(u8::try_from(shade).unwrap_or(Self::DARKEST.0))
    }

    /// That of a level of that label; the lightest where there is none.
    pub fn of_label(levels: &Levels, label: &str) -> Self {
        let level = levels.find(label);
        level.map_or(Self(0), |level| Self::of(levels, level))
    }

    /// Its number.
    pub fn step(self) -> u8 {
        self.0
    }
}

/// A table of cells that each have a level and mention some things.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Matrix {
    /// What the rows are, and what the columns are.
    pub axes: [String; 2],
    /// The name of each column.
    pub columns: Vec<String>,
    /// The name of each row, and its cells.
    pub rows: Vec<(String, Vec<Cell>)>,
}

/// A cell of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cell {
    /// The word of its level.
    pub level: String,
    /// How grave it is.
    pub shade: Shade,
    /// What is in it.
    pub mentions: Spans,
}

impl Cell {
    /// A cell of a level, with what is in it.
    pub fn new(level: impl Into<String>, shade: Shade, mentions: Spans) -> Self {
        Self {
            level: level.into(),
            shade,
            mentions,
        }
    }
}

/// How numbers became what they are: counts on top of each other, and lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Chart {
    /// What is counted, such as `risks`.
    pub unit: String,
    /// Where each point is: a number that grows from one to the next, such as that of a day, and its word.
    pub points: Vec<(i64, String)>,
    /// The counts that stand on top of each other, the lowest first.
    pub stacked: Vec<Series>,
    /// The counts that are lines.
    pub lines: Vec<Series>,
}

/// One of the numbers of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Series {
    /// What it is called.
    pub label: String,
    /// How grave it is; `None` where it is not grave at all.
    pub shade: Option<Shade>,
    /// The number at each point.
    pub counts: Vec<usize>,
}

impl Series {
    /// Numbers by a name.
    pub fn new(label: impl Into<String>, shade: Option<Shade>, counts: Vec<usize>) -> Self {
        Self {
            label: label.into(),
            shade,
            counts,
        }
    }
}

/// A picture of what needs what, and what the failure of one thing does to others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagram {
    /// What it shows, in a sentence.
    pub title: String,
    /// The picture.
    pub picture: Picture,
    /// The same for Mermaid, which GitHub and GitLab draw where they show Markdown.
    pub mermaid: String,
    /// What the failure of each box does; none of one that does nothing.
    pub failures: Vec<DiagramFailure>,
}

/// What the failure of a box does to others, each by its index in the drawing, from 0 and in rising order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DiagramFailure {
    /// What fails.
    pub component: usize,
    /// How many others are down, also of those that are not drawn.
    pub others_down: usize,
    /// Those that are down.
    pub down: Vec<usize>,
    /// Those that work in part.
    pub degraded: Vec<usize>,
    /// Those that run on and cannot restart.
    pub cannot_restart: Vec<usize>,
    /// Those that have no redundancy left.
    pub no_redundancy: Vec<usize>,
}

/// Something that has its own place in a page, which others lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Article {
    /// What identifies it in the page.
    pub id: String,
    /// What stands above it.
    pub title: Spans,
    /// What it can be chosen by: a name of each, and its value.
    pub tags: Vec<(&'static str, String)>,
    /// What it states.
    pub blocks: Vec<Block>,
}

impl Article {
    /// An article without anything below its title.
    pub fn new(id: impl Into<String>, title: impl Into<Spans>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            tags: Vec::new(),
            blocks: Vec::new(),
        }
    }
}
