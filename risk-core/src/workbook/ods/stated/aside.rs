//! What stands within cells, or beside them, and is none of their text: comments and drawings.

use crate::workbook::left_behind::LeftBehindKind;
use LeftBehindKind::{Comments, EmbeddedObjects, Images, Shapes};

/// Where the reader is in a comment or a drawing.
#[derive(Default)]
pub(super) struct Aside {
    /// How many elements are open, with that of the comment or the drawing.
    open: usize,
    /// Whether the next element tells what a frame has.
    is_frame: bool,
    has_drawing: bool,
}

impl Aside {
    /// The start of an element; what begins with it or is known by it.
    pub(super) fn start(&mut self, name: &str) -> Option<LeftBehindKind> {
        if self.open > 0 {
            self.open += 1;
            return std::mem::take(&mut self.is_frame).then_some(match name {
                "draw:object" | "draw:object-ole" | "draw:plugin" | "draw:applet" => {
                    EmbeddedObjects
                }
                "draw:image" => Images,
                _ => Shapes,
            });
        }
        if name == "office:annotation" {
            self.open = 1;
            return Some(Comments);
        }
        // A drawing that is a link stands within one; it is the drawing that counts.
        if !name.starts_with("draw:") || name == "draw:a" {
            return None;
        }
        (self.open, self.has_drawing) = (1, true);
        self.is_frame = name == "draw:frame";
        (!self.is_frame).then_some(Shapes)
    }

    /// The end of an element; whether it is of a comment or a drawing.
    pub(super) fn end(&mut self) -> bool {
        let was_open = self.is_open();
        self.open = self.open.saturating_sub(1);
        was_open
    }

    pub(super) fn is_open(&self) -> bool {
        self.open > 0
    }

    /// Whether there was a drawing since this was asked last.
    pub(super) fn take_drawing(&mut self) -> bool {
        std::mem::take(&mut self.has_drawing)
    }
}
