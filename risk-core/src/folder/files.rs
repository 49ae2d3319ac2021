//! The files of a register's folder, in memory.

use std::collections::BTreeMap;

use super::plan::{Plan, Write};
use super::unread::Seen;

/// The files of a register's folder: bytes by path. A path is relative to the folder, with `/` between
/// its parts, such as `risks/R03.toml`. Files that are none of a register's may be among them.
///
/// ```
/// use risk_core::folder::{self, Files};
///
/// let files = Files::from([
///     ("register.toml", "schema_version = 1\ntitle = \"Trips\"\n"),
///     ("risks/R01.toml", "component = \"Booking API\"\n"),
/// ]);
/// let reading = folder::read(&files)?;
/// assert_eq!(reading.register.risk_at(0).unwrap().component, "Booking API");
/// # Ok::<(), risk_core::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    contents: BTreeMap<String, Vec<u8>>,
    /// What else lies there, as whoever listed the folder saw it.
    seen: BTreeMap<String, Seen>,
}

impl Files {
    /// Adds a file, in place of one that has the path.
    pub fn insert(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.contents.insert(path.into(), content.into());
    }

    /// The content of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.contents.get(path).map(Vec::as_slice)
    }

    /// Whether there is a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.contents.contains_key(path)
    }

    /// Notes what lies at a path of which the content does not matter.
    #[cfg(all(feature = "disk", not(target_arch = "wasm32")))]
    pub(crate) fn note(&mut self, path: impl Into<String>, seen: Seen) {
        self.seen.insert(path.into(), seen);
    }

    /// What was noted, in the order of the paths.
    pub(super) fn seen(&self) -> impl Iterator<Item = (&str, &Seen)> {
        self.seen.iter().map(|(path, seen)| (path.as_str(), seen))
    }

    /// The files and their contents, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.contents.iter();
        files.map(|(path, content)| (path.as_str(), content.as_slice()))
    }

    /// Makes the changes of a plan.
    pub fn apply(&mut self, plan: Plan) {
        for removed in &plan.removals {
            self.contents.remove(removed);
        }
        for Write { path, content, .. } in plan.writes.into_iter().chain(plan.header) {
            self.insert(path, content);
        }
    }

    /// The files of a folder in this one, by their names there, in order.
    pub(super) fn within(&self, folder: &str) -> impl Iterator<Item = (&str, &[u8])> {
        let prefix = format!("{folder}/");
        let files = self.contents.range(prefix.clone()..);
        let files =
            files.map_while(move |(path, content)| Some((path.strip_prefix(&prefix)?, content)));
        files.map(|(name, content)| (name, content.as_slice()))
    }
}

impl<P: Into<String>, C: Into<Vec<u8>>, const N: usize> From<[(P, C); N]> for Files {
    fn from(contents: [(P, C); N]) -> Self {
        let mut files = Self::default();
        for (path, content) in contents {
            files.insert(path, content);
        }
        files
    }
}
