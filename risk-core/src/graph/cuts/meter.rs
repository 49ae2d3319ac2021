//! How much a search may do.

use std::ops::ControlFlow;

use super::{CutProgress, SearchEnd};

/// After so many steps, which take less than a millisecond, a search reports.
const REPORT: u64 = 1 << 12;

/// Counts the steps of a search, and ends it.
pub struct Meter<'p> {
    pub budget: u64,
    pub progress: CutProgress,
    pub report: &'p mut dyn FnMut(&CutProgress) -> ControlFlow<()>,
}

impl Meter<'_> {
    /// Counts some steps, unless the search is to end.
    pub fn count(&mut self, steps: usize) -> Result<(), SearchEnd> {
        let before = self.progress.steps;
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        self.progress.steps = before.saturating_add(steps);
        let is_due = self.progress.steps / REPORT > before / REPORT;
        if self.progress.steps > self.budget {
            Err(SearchEnd::Budget)
        } else if is_due && (self.report)(&self.progress).is_break() {
            Err(SearchEnd::Interrupted)
        } else {
            Ok(())
        }
    }
}
