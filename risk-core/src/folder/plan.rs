//! What a put does to the files of a folder.

use super::layout::Layout;
use crate::change::ChangeKind;

/// What a put does to the files of a folder, as data.
///
/// Whoever carries it out writes the `writes`, then removes the `removals`, and then writes the
/// `header`: so at every moment each record that stays is in some file, and whatever ends it in
/// between loses none. Nothing is written over the file of a record that moves to another one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// The files that are written first, in any order.
    pub writes: Vec<Write>,
    /// The paths of the files that are removed then.
    pub removals: Vec<String>,
    /// `register.toml`, which is written last: where it is there, all the others are.
    pub header: Option<Write>,
}

/// A file that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Write {
    /// Its path, relative to the folder.
    pub path: String,
    /// Whether it is new.
    pub kind: ChangeKind,
    /// What it has then.
    pub content: String,
}

impl Write {
    /// The file at a path in place of what stands there, if anything does; `None` where that is the same.
    pub(crate) fn over(old: Option<&[u8]>, path: String, content: String) -> Option<Self> {
        let kind = match old {
            Some(old) if old == content.as_bytes() => return None,
            Some(_) => ChangeKind::Updated,
            None => ChangeKind::Created,
        };
        Some(Self {
            path,
            kind,
            content,
        })
    }
}

impl Write {
    /// The same, as it is to stand.
    pub(super) fn laid_out(mut self, layout: &Layout) -> Self {
        self.content = layout.give(&self.content);
        self
    }
}

impl Plan {
    /// Whether the files are as they are to be.
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.removals.is_empty() && self.header.is_none()
    }
}
