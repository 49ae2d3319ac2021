//! A picture with a place for everything: boxes in boxes from the top down, junctions and lines.

use std::cmp::Reverse;

use super::layout::{End, Layout};
use super::placement::{Placed, Size, place};
use super::{Drawing, DrawnComponent};
use crate::record::text::shown;
use crate::register::Effect;

/// A drawing of which everything has its place, in units of which a letter is some seven wide. What needs something stands
/// above it where there is no circle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Picture {
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// The boxes of the components, one of each, and a container before what is in it.
    pub boxes: Vec<PictureBox>,
    /// What joins requirements of which some members are enough.
    pub junctions: Vec<PictureJunction>,
    /// The lines.
    pub lines: Vec<PictureLine>,
}

/// The box of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PictureBox {
    /// The index of the component in the drawing.
    pub component: usize,
    /// Its name, whole.
    pub name: String,
    /// Its name as it stands in the box, line by line, and cut where it is too long.
    pub label: Vec<String>,
    /// Where it is.
    pub area: Area,
    /// Whether others are drawn in it.
    pub is_container: bool,
    /// Whether nobody has stated what it needs.
    pub is_unknown: bool,
}

/// Where something is: its left upper corner, and its size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    /// From the left.
    pub x: i32,
    /// From above.
    pub y: i32,
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
}

/// What joins requirements of which some members are enough.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PictureJunction {
    /// What it states, such as `1 of 2`.
    pub label: String,
    /// Where it is.
    pub area: Area,
}

/// A line from what needs something to that.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PictureLine {
    /// Where it begins.
    pub from: (i32, i32),
    /// Where it ends.
    pub to: (i32, i32),
    /// Whether it leaves and arrives sideways; else from above or from below.
    pub is_level: bool,
    /// What happens where it begins when the other end is down.
    pub effect: Effect,
    /// Whether it was imported, and nobody has confirmed it.
    pub is_assumed: bool,
    /// Whether it ends at a junction, so that it is no arrow.
    pub is_joined: bool,
}

/// How many letters of a name stand on a line, and how many lines there are.
const LETTERS: usize = 18;
const LINES: usize = 3;
const LETTER_WIDTH: i32 = 7;
const LINE_HEIGHT: i32 = 15;
const MARGIN: i32 = 9;
const JUNCTION: Size = Size {
    width: 46,
    height: 20,
};

impl Drawing {
    /// The drawing with a place for everything.
    pub fn picture(&self) -> Picture {
        let layout = Layout::of(self);
        let labels: Vec<Vec<String>> = self.components.iter().map(label).collect();
        let sizes = labels.iter().map(|label| {
            let letters = label.iter().map(|line| line.chars().count()).max();
            Size {
                width: length(letters.unwrap_or_default()) * LETTER_WIDTH + 2 * MARGIN,
                height: length(label.len()) * LINE_HEIGHT + 2 * MARGIN,
            }
        });
        let sizes: Vec<Size> = sizes
            .chain(layout.junctions.iter().map(|_| JUNCTION))
            .collect();
        let placed = place(&layout, &sizes);
        let mut picture = Picture {
            width: placed.size.width,
            height: placed.size.height,
            ..Picture::default()
        };
        let boxed = |(component, label): (usize, Vec<String>)| {
            let drawn = &self.components[component];
            PictureBox {
                component,
                name: shown(&drawn.name),
                label,
                area: placed.areas[component],
                is_container: layout.containment.is_container(component),
                is_unknown: drawn.unknown > 0,
            }
        };
        picture.boxes = labels.into_iter().enumerate().map(boxed).collect();
        // What is within another one is smaller.
        let area = |one: &PictureBox| i64::from(one.area.width) * i64::from(one.area.height);
        picture
            .boxes
            .sort_by_key(|one| Reverse(one.is_container.then(|| area(one))));
        let areas = placed.areas[self.components.len()..].iter();
        let junctions = layout.junctions.values().zip(areas);
        let junctions = junctions.map(|(junction, area)| PictureJunction {
            label: format!("{} of {}", junction.need, junction.of),
            area: *area,
        });
        picture.junctions = junctions.collect();
        picture.lines = lines(&layout, &placed);
        picture
    }
}

/// The name of a component, line by line.
fn label(component: &DrawnComponent) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in shown(&component.name).split_whitespace() {
        for part in pieces(word) {
            let last = lines.last_mut().expect("there is one from the beginning");
            let (have, more) = (last.chars().count(), part.chars().count());
            if have == 0 {
                *last = part;
            } else if have + 1 + more <= LETTERS {
                *last += &format!(" {part}");
            } else {
                lines.push(part);
            }
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        let last = lines.last_mut().expect("there are so many lines");
        *last = last.chars().take(LETTERS - 1).chain(['…']).collect();
    }
    lines
}

/// A word in pieces that fit on a line.
fn pieces(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().take(LETTERS * (LINES + 1)).collect();
    letters
        .chunks(LETTERS)
        .map(|piece| piece.iter().collect())
        .collect()
}

fn length(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// The lines of a layout, between the places of what they join.
fn lines(layout: &Layout, placed: &Placed) -> Vec<PictureLine> {
    let count = layout.has_lines.len();
    let area = |end: End| match end {
        End::Component(component) => placed.areas[component],
        End::Junction(junction) => placed.areas[count + junction],
    };
    let lines = layout.lines.iter().map(|line| {
        let (from, to) = ends(area(line.from), area(line.to));
        PictureLine {
            from,
            to,
            is_level: is_level(area(line.from), area(line.to)),
            effect: line.effect,
            is_assumed: line.is_assumed,
            is_joined: matches!(line.to, End::Junction(_)),
        }
    });
    lines.collect()
}

/// Whether two areas are beside each other, and neither is above the other.
fn is_level(from: Area, to: Area) -> bool {
    from.y < to.y + to.height && to.y < from.y + from.height
}

/// Where a line between two areas begins and ends.
fn ends(from: Area, to: Area) -> ((i32, i32), (i32, i32)) {
    let middle = |area: Area| (area.x + area.width / 2, area.y + area.height / 2);
    if is_level(from, to) {
        let ((from_x, from_y), (to_x, to_y)) = (middle(from), middle(to));
        return if from_x < to_x {
            ((from.x + from.width, from_y), (to.x, to_y))
        } else {
            ((from.x, from_y), (to.x + to.width, to_y))
        };
    }
    let (from_x, to_x) = (middle(from).0, middle(to).0);
    if from.y < to.y {
        ((from_x, from.y + from.height), (to_x, to.y))
    } else {
        ((from_x, from.y), (to_x, to.y + to.height))
    }
}
