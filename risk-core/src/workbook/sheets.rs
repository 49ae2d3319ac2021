//! The sheets of a workbook, whatever its format.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::grid::Grid;
use super::left_behind::{self, LeftBehind};
use super::limits::Limits;
use super::package::{Archive, Contents, SheetEntry, relationships};
use super::recognise::HEADER_ROWS;
use super::styles::Styles;
use super::texts::Texts;
use super::{imports, ranges, sheet};
use crate::error::Error;
use crate::parallel::join;
use crate::record::text::fold;

/// The sheets of a workbook, whatever its format.
pub(super) struct Sheets<'a> {
    contents: Contents,
    cells: Cells<'a>,
}

/// Where the cells of the sheets come from.
enum Cells<'a> {
    /// An `.xlsx` package, of which a sheet is read when it is asked for.
    Package(Box<Package<'a>>),
    /// The other formats, of which all is read at once, and what they leave behind beside cells.
    Read(Vec<Rc<Grid>>, Vec<LeftBehind>),
}

/// An `.xlsx` package, with what its sheets share.
struct Package<'a> {
    archive: Archive<'a>,
    shared: Arc<Texts>,
    styles: Styles,
    limits: Limits,
    /// The sheet unpacked last: what was looked at is most often read next.
    unpacked: Option<(usize, String)>,
}

impl<'a> Sheets<'a> {
    /// Opens a workbook, whose format its content shows.
    pub(super) fn open(bytes: &'a [u8], limits: Limits) -> Result<Self, Error> {
        if bytes.len() as u64 > limits.file_bytes {
            return Err(limits.passed("file-bytes", "the size of the file in bytes"));
        }
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            // An encrypted workbook of any format is such a file too.
            let unknown = vec![left_behind::unknown()];
            return Ok(Self::of_grids(imports::xls(bytes, limits)?, unknown));
        }
        if !bytes.starts_with(b"PK") {
            return Err(Error::NotARegister {
                found: "the file is not a workbook".to_owned(),
            });
        }
        let archive = Archive::open(bytes, limits)?;
        if archive.has("xl/workbook.bin") {
            let unknown = vec![left_behind::unknown()];
            Ok(Self::of_grids(imports::xlsb(bytes, limits)?, unknown))
        } else if archive.has("content.xml") && archive.has("mimetype") {
            let (grids, left_behind) = imports::ods(bytes, limits)?;
            Ok(Self::of_grids(grids, left_behind))
        } else {
            Self::of_package(archive, limits)
        }
    }

    fn of_grids(grids: Vec<Rc<Grid>>, left_behind: Vec<LeftBehind>) -> Self {
        let entry = |grid: &Rc<Grid>| SheetEntry {
            name: grid.name.clone(),
            hidden: grid.hidden,
            ..SheetEntry::default()
        };
        Self {
            contents: Contents {
                sheets: grids.iter().map(entry).collect(),
                ..Contents::default()
            },
            cells: Cells::Read(grids, left_behind),
        }
    }

    fn of_package(mut archive: Archive<'a>, limits: Limits) -> Result<Self, Error> {
        let contents = Contents::read(&mut archive, limits)?;
        let mut beside = archive.clone();
        let first = contents.sheets.first();
        // The first sheet is looked at in any case. What is wrong with it is reported then.
        let unpack = || Some((0, beside.text_needed(&first?.part).ok()?));
        let mut part = |name: &Option<String>| match name {
            Some(name) => archive.text(name).map(|text| Some((name.clone(), text?))),
            None => Ok(None),
        };
        let (unpacked, shared) = join(unpack, || match part(&contents.shared_strings)? {
            Some((name, text)) => Texts::shared(&name, &text, limits.depth),
            None => Ok(Texts::default()),
        });
        let shared = shared?;
        let styles = match part(&contents.styles)? {
            Some((name, text)) => Styles::read(&name, &text, limits)?,
            None => Styles::default(),
        };
        let package = Package {
            archive,
            shared: Arc::new(shared),
            styles,
            limits,
            unpacked,
        };
        Ok(Self {
            contents,
            cells: Cells::Package(Box::new(package)),
        })
    }

    pub(super) fn title(&self) -> &str {
        &self.contents.title
    }

    /// Whether the results of formulas may be older than what they are of.
    pub(super) fn has_old_results(&self) -> bool {
        self.contents.has_old_results
    }

    pub(super) fn count(&self) -> usize {
        self.contents.sheets.len()
    }

    pub(super) fn name(&self, sheet: usize) -> &str {
        &self.contents.sheets[sheet].name
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.contents.sheets.iter().map(|sheet| sheet.name.as_str())
    }

    pub(super) fn is_hidden(&self, sheet: usize) -> bool {
        self.contents.sheets[sheet].hidden
    }

    /// The sheet of exactly this name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.names().position(|known| known == name)
    }

    /// The first sheet of a folded name.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        self.names().position(|known| fold(known) == name)
    }

    /// The sheet of the cells that a name stands for.
    pub(super) fn of_name(&self, name: &str) -> Option<usize> {
        let (sheet, _) = self.contents.names.get(name)?.rsplit_once('!')?;
        self.position(&sheet_name(sheet))
    }

    /// The first rows of a sheet.
    pub(super) fn preview(&mut self, sheet: usize) -> Result<Rc<Grid>, Error> {
        self.rows(sheet, HEADER_ROWS)
    }

    /// A sheet, whole.
    pub(super) fn grid(&mut self, sheet: usize) -> Result<Rc<Grid>, Error> {
        self.rows(sheet, usize::MAX)
    }

    fn rows(&mut self, sheet: usize, most: usize) -> Result<Rc<Grid>, Error> {
        let package = match &mut self.cells {
            Cells::Package(package) => package,
            Cells::Read(grids, _) => return Ok(Rc::clone(&grids[sheet])),
        };
        let entry = &self.contents.sheets[sheet];
        let text = match package.unpacked.take() {
            Some((number, text)) if number == sheet => text,
            _ => package.archive.text_needed(&entry.part)?,
        };
        let workbook = sheet::Workbook {
            shared: &package.shared,
            styles: &package.styles,
            is_1904: self.contents.is_1904,
            limits: package.limits,
        };
        let grid = sheet::read(entry, &text, workbook, most)?;
        package.unpacked = Some((sheet, text));
        Ok(Rc::new(grid))
    }

    /// The texts of a range of cells, such as `Lists!$A$2:$A$6`, or of the name of one, as a sheet
    /// states it; at most so many.
    pub(super) fn texts_of(&mut self, sheet: usize, range: &str, most: usize) -> Vec<String> {
        let range = range.trim().trim_start_matches('=');
        let names = &self.contents.names;
        let range = names.get(range).map_or(range, String::as_str).to_owned();
        let (sheet, range) = match range.rsplit_once('!') {
            Some((name, range)) => (self.position(&sheet_name(name)), range),
            None => (Some(sheet), range.as_str()),
        };
        let (Some(sheet), Some(area)) = (sheet, ranges::parse(range)) else {
            return Vec::new();
        };
        let Ok(grid) = self.grid(sheet) else {
            return Vec::new();
        };
        let cells = grid.cells.iter();
        let cells = cells.filter(|cell| area.contains(cell.row, cell.column));
        let texts = cells.map(|cell| grid.display(cell).into_owned());
        texts.take(most).collect()
    }

    /// The addresses outside of the workbook that cells of a sheet lead to, by their relationships.
    pub(super) fn addresses(&mut self, sheet: usize) -> HashMap<String, String> {
        let package = match &mut self.cells {
            Cells::Package(package) => package,
            // These have the addresses themselves.
            Cells::Read(grids, _) => {
                let links = grids[sheet].links.iter();
                return links.map(|(_, to)| (to.clone(), to.clone())).collect();
            }
        };
        let part = &self.contents.sheets[sheet].part;
        let all = relationships(&mut package.archive, part, package.limits).unwrap_or_default();
        let links = all.into_iter().filter(|one| one.kind == "hyperlink");
        links.map(|link| (link.id, link.target)).collect()
    }

    /// What its parts have that a register has no place for, the cells of sheets aside.
    pub(super) fn left_behind(&mut self) -> Vec<LeftBehind> {
        match &mut self.cells {
            Cells::Package(package) => {
                left_behind::parts(&mut package.archive, &self.contents, package.limits)
            }
            Cells::Read(_, left_behind) => left_behind.clone(),
        }
    }
}

/// The name of a sheet, as a reference to its cells has it.
fn sheet_name(quoted: &str) -> String {
    quoted.trim_matches('\'').replace("''", "'")
}
