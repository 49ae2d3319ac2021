//! What was found that a register has no place for, and where.

use std::collections::BTreeMap;

use super::LeftBehind;
use super::LeftBehindKind::{self, Comments, EmbeddedObjects, Images, Shapes, ThreadedComments};
use super::ranges::{MOST_KEPT, MOST_RANGES, Position, ranges_of};
use crate::workbook::ranges::Area;
use Thing::{CommentOfThread, ImageOfSheet, Of, ShapeOfObject};

/// Something that a part has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    Of(LeftBehindKind),
    /// A comment that stands in for a thread, for programs that do not know threads.
    CommentOfThread,
    /// A shape that stands in for an object or for a control.
    ShapeOfObject,
    /// An image that belongs to a sheet without a drawing.
    ImageOfSheet,
}

/// What was found, and where.
#[derive(Debug, Default)]
pub(super) struct Found(pub BTreeMap<Thing, Places>);

pub(super) static NOTHING: Found = Found(BTreeMap::new());

/// How many there are of something, and where the first ones are.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub count: usize,
    pub ranges: Vec<Area>,
}

impl Found {
    /// Adds things that are nowhere in particular.
    pub(super) fn add(&mut self, thing: Thing, count: usize) {
        let ranges = Vec::new();
        self.add_places(thing, &Places { count, ranges });
    }

    pub(super) fn add_places(&mut self, thing: Thing, places: &Places) {
        if places.count > 0 {
            self.0.entry(thing).or_default().join(places);
        }
    }

    /// Adds all that was found elsewhere.
    pub(super) fn join(&mut self, other: &Self) {
        for (thing, places) in &other.0 {
            self.add_places(*thing, places);
        }
    }

    /// Makes of what stands in for something else what it is.
    pub(super) fn resolve(&mut self) {
        self.resolve_threads();
        let images = self.0.remove(&ImageOfSheet).unwrap_or_default();
        let shapes = self.0.remove(&ShapeOfObject).unwrap_or_default();
        let Some(objects) = self.0.get_mut(&Of(EmbeddedObjects)) else {
            // Without objects, the image is the background of the sheet, and the shapes are controls.
            self.add(Of(Images), images.count);
            self.add_places(Of(Shapes), &shapes);
            return;
        };
        // With them, the images are what the objects look like, and each object has a shape.
        if shapes.count <= objects.count {
            objects.ranges = shapes.ranges;
        } else {
            // Which shapes are the controls is not known, but how many.
            let controls = shapes.count - objects.count;
            self.add(Of(Shapes), controls);
        }
    }

    /// A comment that stands in for a thread counts only where the thread does not.
    fn resolve_threads(&mut self) {
        let stand_ins = self.0.remove(&CommentOfThread).unwrap_or_default();
        if !self.0.contains_key(&Of(ThreadedComments)) {
            self.add_places(Of(Comments), &stand_ins);
        }
    }

    /// What was found, as it is reported.
    pub(super) fn listed(self, sheet: Option<&str>) -> impl Iterator<Item = LeftBehind> {
        self.0.into_iter().filter_map(move |(thing, places)| {
            let Of(kind) = thing else {
                return None;
            };
            Some(LeftBehind {
                kind,
                sheet: sheet.map(str::to_owned),
                count: places.count,
                cells: places.ranges.iter().map(Area::to_string).collect(),
            })
        })
    }
}

impl Places {
    pub(super) fn join(&mut self, other: &Self) {
        self.count += other.count;
        self.ranges.extend(&other.ranges);
        self.ranges.sort_unstable();
        self.ranges.dedup();
        self.ranges.truncate(MOST_RANGES);
    }
}

/// What was seen while a part is looked at.
#[derive(Debug, Default)]
pub(in crate::workbook) struct Seen(BTreeMap<Thing, (usize, Vec<Position>)>);

impl Seen {
    /// Notes something, at a cell if it has one.
    pub(super) fn note(&mut self, thing: Thing, cell: Option<Position>) {
        let (count, cells) = self.0.entry(thing).or_default();
        *count += 1;
        if cells.len() < MOST_KEPT {
            cells.extend(cell);
        }
    }

    /// Notes something of a kind, at a cell if it has one.
    pub(in crate::workbook) fn add(&mut self, kind: LeftBehindKind, cell: Option<Position>) {
        self.note(Of(kind), cell);
    }

    /// What was seen of a sheet, or of the whole workbook.
    pub(in crate::workbook) fn listed(self, sheet: Option<&str>) -> Vec<LeftBehind> {
        self.finish().listed(sheet).collect()
    }

    pub(super) fn finish(self) -> Found {
        let places = self.0.into_iter().map(|(thing, (count, cells))| {
            let ranges = ranges_of(cells);
            (thing, Places { count, ranges })
        });
        Found(places.collect())
    }
}
