//! How much of a workbook is read.

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
    /// How many times larger than its packed form a part may be, once it is over a mebibyte.
    pub ratio: u64,
    /// Cells of one sheet that have content.
    pub cells: u64,
    /// Elements within elements.
    pub depth: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 1 << 30,
            parts: 10_000,
            part_bytes: 1 << 30,
            ratio: 500,
            cells: 20_000_000,
            depth: 64,
        }
    }
}

/// The most rows of a sheet, as Excel and LibreOffice have it.
pub(super) const ROWS: u32 = 1_048_576;
/// The most columns of a sheet, as Excel and LibreOffice have it.
pub(super) const COLUMNS: u32 = 16_384;
