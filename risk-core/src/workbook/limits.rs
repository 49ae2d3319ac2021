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

/// The most rows of a sheet, as Excel and LibreOffice have it.
pub(super) const ROWS: u32 = 1_048_576;
/// The most columns of a sheet, as Excel and LibreOffice have it.
pub(super) const COLUMNS: u32 = 16_384;

/// The most cells that the sheets of an `.xls` or `.ods` workbook may take up together, the empty
/// ones between others included: in these formats, they take memory too.
pub(super) const AREA: u64 = 4_000_000;
