//! What a workbook has and a register has no place for.
//!
//! Formulas are found among the cells of a sheet. Everything else stands in parts of its own, which
//! are found by the relationships of the sheet. Nothing of it is needed to read a register, so that a
//! part that cannot be read is no error: what it has up to the damage counts, and the rest is left out.
//!
//! No part is looked at twice, whatever refers to it, so that few bytes cannot make much work.

mod found;
mod look;
mod ranges;
mod sheets;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Serialize;

use found::{Found, NOTHING, Thing};
use look::{Look, comments, drawing, pivot_table, threaded_comments};
use ranges::{Position, ranges_of};

pub(super) use found::Seen;
pub(super) use sheets::{in_order, of_sheet, of_workbook};

use LeftBehindKind::{Charts, EmbeddedObjects, ExternalLinks, Images, Macros, PivotTables};
use Thing::{ImageOfSheet, Of};

use super::Limits;
use super::grid::{Cell, Grid};
use super::package::{Archive, Contents, Xml, relationships, resolve};
use super::ranges::Area;

/// Something that a workbook has and a register has no place for. The workbook still has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LeftBehind {
    /// What it is.
    pub kind: LeftBehindKind,
    /// The sheet that has it; null for what is of the whole workbook.
    pub sheet: Option<String>,
    /// How many of it there are.
    pub count: usize,
    /// Where, as ranges such as `J2:J15` or `F3`, in order of the rows; the first few where there
    /// are many, and empty where it is nowhere in particular.
    pub cells: Vec<String>,
}

/// The kinds of what a register has no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LeftBehindKind {
    /// Cells that are computed. The register has what they gave.
    Formulas,
    /// Cells whose text leads to an address that it does not have. The register has the text.
    Links,
    /// Cells with text that is struck through. The register has it as any other.
    StruckThrough,
    /// Cells of observations that a conditional format makes bold, or not bold, where its condition holds. The register
    /// has what they are without.
    ConditionalBold,
    /// Comments on cells, which newer programs call notes.
    Comments,
    /// Comments on cells that can be answered; an answer is one too.
    ThreadedComments,
    /// Pictures.
    Images,
    /// Charts, on a sheet or as one.
    Charts,
    /// Drawn shapes, lines, text boxes, diagrams and controls. A group is one shape.
    Shapes,
    /// Objects of other programs, embedded or linked.
    EmbeddedObjects,
    /// Pivot tables.
    PivotTables,
    /// Projects of macros.
    Macros,
    /// Links to other workbooks.
    ExternalLinks,
    /// Whatever else than values of cells the workbook has: its format is read without. How many of it there are
    /// is not known, and it counts once.
    Unknown,
}

const UNKNOWN: &str = "formulas, comments, links and drawings, if there are any: of this format, values alone are read";

impl LeftBehindKind {
    /// So many of the kind, in words: `1 image` or `3 comments on cells`.
    pub fn counted(self, count: usize) -> String {
        let (one, many) = match self {
            Self::Formulas => ("formula", "formulas"),
            Self::Links => ("link behind a text", "links behind texts"),
            Self::StruckThrough => (
                "cell with text struck through, which is read as any other",
                "cells with text struck through, which is read as any other",
            ),
            Self::ConditionalBold => (
                "cell of observations whose bold depends on a condition, which is not read",
                "cells of observations whose bold depends on a condition, which is not read",
            ),
            Self::Comments => ("comment on a cell", "comments on cells"),
            Self::ThreadedComments => ("threaded comment", "threaded comments"),
            Self::Images => ("image", "images"),
            Self::Charts => ("chart", "charts"),
            Self::Shapes => ("shape", "shapes"),
            Self::EmbeddedObjects => ("embedded object", "embedded objects"),
            Self::PivotTables => ("pivot table", "pivot tables"),
            Self::Macros => ("macro project", "macro projects"),
            Self::ExternalLinks => ("link to another workbook", "links to other workbooks"),
            Self::Unknown => return UNKNOWN.to_owned(),
        };
        format!("{count} {}", if count == 1 { one } else { many })
    }
}

/// That it is not known what a workbook has beside the values of its cells.
pub(super) fn unknown() -> LeftBehind {
    LeftBehind {
        kind: LeftBehindKind::Unknown,
        sheet: None,
        count: 1,
        cells: Vec::new(),
    }
}

/// What the cells of a sheet have, of the columns that count: formulas, links behind texts by the addresses of
/// their relationships, and text that is struck through.
pub(super) fn of_cells(
    grid: &Grid,
    addresses: &HashMap<String, String>,
    counts: impl Fn(u32) -> bool,
) -> Vec<LeftBehind> {
    let cells = grid.cells.iter();
    let cells = cells.filter(|cell| cell.is_formula && !cell.is_merged);
    let resolved = cells.map(|cell| (cell.row, cell.column));
    let formulas = resolved.chain(grid.unresolved.iter().copied());
    let formulas = formulas.filter(|(_, column)| counts(*column)).collect();
    [
        left(grid, LeftBehindKind::Formulas, formulas),
        left(grid, LeftBehindKind::Links, links(grid, addresses)),
        left(grid, LeftBehindKind::StruckThrough, grid.struck.clone()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is left behind in some cells of a sheet, if there are any.
fn left(grid: &Grid, kind: LeftBehindKind, positions: Vec<Position>) -> Option<LeftBehind> {
    (!positions.is_empty()).then(|| LeftBehind {
        kind,
        sheet: Some(grid.name.clone()),
        count: positions.len(),
        cells: ranges_of(positions).iter().map(Area::to_string).collect(),
    })
}

/// So many cells are looked at for links over several cells: a hostile sheet may have links over all of it, and
/// a person links no more than a column.
const MOST_LINKED: usize = 1_000_000;

/// The cells whose text leads to an address that it does not have.
fn links(grid: &Grid, addresses: &HashMap<String, String>) -> Vec<Position> {
    let mut most = MOST_LINKED;
    let mut behind = BTreeSet::new();
    for (area, relationship) in &grid.links {
        let Some(address) = addresses.get(relationship) else {
            continue;
        };
        let address = address.strip_prefix("mailto:").unwrap_or(address);
        let address = address.trim_end_matches('/');
        let first = (area.first_row, area.first_column);
        let before = |cell: &Cell| (cell.row, cell.column) < first;
        let rows = &grid.cells[grid.cells.partition_point(before)..];
        let rows = rows.iter().take_while(|cell| cell.row <= area.last_row);
        for cell in rows.take(most) {
            most -= 1;
            let is_linked = area.contains(cell.row, cell.column) && !cell.is_merged;
            if is_linked && !grid.display(cell).contains(address) {
                behind.insert((cell.row, cell.column));
            }
        }
    }
    behind.into_iter().collect()
}

/// What the parts of a package have, sheet by sheet in their order, and that of the whole workbook
/// last.
pub(super) fn parts(
    archive: &mut Archive<'_>,
    contents: &Contents,
    limits: Limits,
) -> Vec<LeftBehind> {
    let mut package = Package {
        archive,
        limits,
        read: HashMap::new(),
    };
    let mut all = Vec::new();
    let mut seen = HashSet::new();
    for sheet in &contents.sheets {
        if seen.insert(folded(&sheet.part)) {
            all.extend(package.sheet(&sheet.part).listed(Some(&sheet.name)));
        }
    }
    all.extend(package.workbook(&contents.workbook).listed(None));
    all
}

/// A package whose parts are looked at.
struct Package<'p, 'a> {
    archive: &'p mut Archive<'a>,
    limits: Limits,
    /// What the parts have that were read, by their folded names.
    read: HashMap<String, Found>,
}

impl Package<'_, '_> {
    /// What a sheet has.
    fn sheet(&mut self, part: &str) -> Found {
        let mut found = Found::default();
        for (kind, target) in self.related(part) {
            match kind.as_str() {
                "comments" => found.join(self.part(&target, comments)),
                "threadedComment" => found.join(self.part(&target, threaded_comments)),
                "drawing" => found.join(self.part(&target, drawing)),
                "pivotTable" => match self.part(&target, pivot_table) {
                    // That there is one is known, whether its part can be read or not.
                    known if known.0.is_empty() => found.add(Of(PivotTables), 1),
                    known => found.join(known),
                },
                // These too are known without being read.
                "oleObject" | "package" | "control" => found.add(Of(EmbeddedObjects), 1),
                "image" => found.add(ImageOfSheet, 1),
                _ => {}
            }
        }
        found.resolve();
        found
    }

    /// What the whole workbook has, all of which is known by the relationships alone.
    fn workbook(&mut self, part: &str) -> Found {
        let mut found = Found::default();
        for (kind, target) in self.related(part) {
            match kind.as_str() {
                "chartsheet" => found.add(Of(Charts), 1),
                "vbaProject" => found.add(Of(Macros), 1),
                "externalLink" => found.add(Of(ExternalLinks), 1),
                // The images that stand within cells, of any sheet.
                "richValueRel" => {
                    let related = self.related(&target);
                    let images = related.iter().filter(|(kind, _)| kind == "image");
                    found.add(Of(Images), images.count());
                }
                _ => {}
            }
        }
        found
    }

    /// The kinds and targets of a part's relationships, each target once; none when they cannot be
    /// read.
    fn related(&mut self, part: &str) -> Vec<(String, String)> {
        let all = relationships(self.archive, part, self.limits).unwrap_or_default();
        let mut seen = HashSet::new();
        let new = all.into_iter().filter(|r| seen.insert(folded(&r.target)));
        new.map(|r| (r.kind, r.target)).collect()
    }

    /// What a part has; nothing when it is missing.
    fn part(&mut self, name: &str, look: Look) -> &Found {
        let (archive, limits) = (&mut *self.archive, self.limits);
        // What is missing is not remembered: there can be no end of it.
        if !archive.has(name) {
            return &NOTHING;
        }
        let read = self.read.entry(folded(name));
        read.or_insert_with(|| {
            let mut seen = Seen::default();
            if let Some(text) = archive.text(name).ok().flatten() {
                // An error ends it, and what was seen before counts.
                _ = look(&mut Xml::new(name, &text, limits.depth), &mut seen);
            }
            seen.finish()
        })
    }
}

/// The name of a part as it is compared, so that no part is taken for two: names of parts differ in
/// more than case, and an address outside of the package can lead into it in many spellings.
fn folded(name: &str) -> String {
    resolve("", name).to_lowercase()
}
