//! How much of a workbook is read.

use crate::error::Error;

/// The most of everything that is read from a workbook. What is over a limit is an error that
/// names it; nothing is cut short.
///
/// The defaults take any register that people have made and stop files made to exhaust memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Parts in the package.
    pub parts: u64,
    /// Bytes of one part, unpacked.
    pub part_bytes: u64,
    /// Bytes of all parts together, unpacked.
    pub total_bytes: u64,
    /// How many times larger than its packed form a part may be, once it is over a mebibyte.
    pub ratio: u64,
    /// Cells of one sheet that have content.
    pub cells: u64,
    /// Bytes of the texts of one sheet, where a text counts in each cell that has it.
    pub text_bytes: u64,
    /// Elements within elements.
    pub depth: u64,
}

impl Limits {
    /// What the limits are called.
    pub const NAMES: [&str; 8] = [
        "file-bytes",
        "parts",
        "part-bytes",
        "total-bytes",
        "ratio",
        "cells",
        "text-bytes",
        "depth",
    ];

    /// Sets a limit by its name; `false` when there is none of the name.
    pub fn set(&mut self, name: &str, value: u64) -> bool {
        match self.named(name) {
            Some(limit) => *limit = value,
            None => return false,
        }
        true
    }

    fn named(&mut self, name: &str) -> Option<&mut u64> {
        Some(match name {
            "file-bytes" => &mut self.file_bytes,
            "parts" => &mut self.parts,
            "part-bytes" => &mut self.part_bytes,
            "total-bytes" => &mut self.total_bytes,
            "ratio" => &mut self.ratio,
            "cells" => &mut self.cells,
            "text-bytes" => &mut self.text_bytes,
            "depth" => &mut self.depth,
            _ => return None,
        })
    }

    /// The error that states that a limit was passed.
    pub(super) fn passed(mut self, name: &'static str, what: &str) -> Error {
        Error::Limit {
            what: what.to_owned(),
            limit: self.named(name).copied().unwrap_or_default(),
            name: Some(name),
        }
    }

    /// The limit of the file, with its name.
    #[cfg(all(feature = "disk", not(target_arch = "wasm32")))]
    pub(crate) fn of_file(self) -> (Option<&'static str>, u64) {
        (Some("file-bytes"), self.file_bytes)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 1 << 30,
            parts: 10_000,
            part_bytes: 1 << 30,
            total_bytes: 4 << 30,
            ratio: 500,
            cells: 20_000_000,
            text_bytes: 1 << 30,
            depth: 64,
        }
    }
}

/// The most rows of a sheet, by Microsoft's *Excel specifications and limits*; LibreOffice has as many.
pub(super) const ROWS: u32 = 1_048_576;
/// The most columns of a sheet, by the same source; LibreOffice has as many.
pub(super) const COLUMNS: u32 = 16_384;

/// The most cells that the sheets of an `.xls` or `.ods` workbook may take up together, the empty
/// ones between others included: in these formats, they take memory too. A register of 100,000 risks
/// in 40 columns fits.
pub(super) const AREA: u64 = 4_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_can_be_set_by_its_name() {
        let mut limits = Limits::default();
        for name in Limits::NAMES {
            assert!(limits.set(name, 7), "{name}");
            let error = limits.passed(name, "it").to_string();
            assert_eq!(error, "it is over the limit of 7");
        }
        assert!(!limits.set("rows", 7));
    }
}
