//! The sheets of a workbook, whatever its format.

use std::rc::Rc;

use super::grid::Grid;
use super::left_behind::{self, LeftBehind};
use super::limits::Limits;
use super::package::{Archive, Contents, SheetEntry};
use super::recognise::HEADER_ROWS;
use super::styles::Styles;
use super::texts::Texts;
use super::{ranges, sheet};
use crate::error::Error;
use crate::record::text::fold;

/// The format of a workbook.
pub(super) enum Format<'a> {
    /// With the archive that told so.
    Xlsx(Box<Archive<'a>>),
    Xlsb,
    Ods,
    Xls,
}

impl<'a> Format<'a> {
    /// Tells the format by the content.
    pub(super) fn of(bytes: &'a [u8], limits: Limits) -> Result<Self, Error> {
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            // An encrypted workbook of any format is such a file too.
            return Ok(Self::Xls);
        }
        if !bytes.starts_with(b"PK") {
            return Err(Error::NotARegister {
                found: "the file is no workbook".to_owned(),
            });
        }
        let archive = Archive::open(bytes, limits)?;
        if archive.has("xl/workbook.bin") {
            Ok(Self::Xlsb)
        } else if archive.has("content.xml") && archive.has("mimetype") {
            Ok(Self::Ods)
        } else {
            Ok(Self::Xlsx(Box::new(archive)))
        }
    }
}

/// The sheets of a workbook, whatever its format.
pub(super) trait Sheets {
    fn title(&self) -> String;
    fn count(&self) -> usize;
    fn name(&self, sheet: usize) -> &str;
    fn is_hidden(&self, sheet: usize) -> bool;
    /// The first sheet of a folded name.
    fn named(&self, name: &str) -> Option<usize> {
        (0..self.count()).find(|sheet| fold(self.name(*sheet)) == name)
    }
    /// The first rows of a sheet.
    fn preview(&mut self, sheet: usize) -> Result<Rc<Grid>, Error>;
    /// A sheet, whole.
    fn grid(&mut self, sheet: usize) -> Result<Rc<Grid>, Error>;
    /// The range that a name stands for.
    fn named_range(&self, name: &str) -> Option<&str>;
    /// What its parts have that a register has no place for, the cells of sheets aside.
    fn left_behind(&mut self) -> Vec<LeftBehind>;
}

/// The texts of a range of cells, such as `Lists!$A$2:$A$6`, or of the name of one, as it is said
/// in a sheet.
pub(super) fn texts_of(sheets: &mut impl Sheets, sheet: usize, range: &str) -> Vec<String> {
    const MOST_CELLS: usize = 100;
    let range = range.trim().trim_start_matches('=');
    let range = sheets.named_range(range).unwrap_or(range).to_owned();
    let (sheet, range) = match range.rsplit_once('!') {
        Some((name, range)) => {
            let name = name.trim_matches('\'').replace("''", "'");
            let named = (0..sheets.count()).find(|sheet| sheets.name(*sheet) == name);
            let Some(named) = named else {
                return Vec::new();
            };
            (named, range.to_owned())
        }
        None => (sheet, range),
    };
    let (Some(area), Ok(grid)) = (ranges::parse(&range), sheets.grid(sheet)) else {
        return Vec::new();
    };
    let cells = grid
        .cells
        .iter()
        .filter(|cell| area.contains(cell.row, cell.column));
    let texts = cells
        .take(MOST_CELLS)
        .map(|cell| grid.display(cell).into_owned());
    texts.collect()
}

/// An `.xlsx` package, with what its sheets share.
pub(super) struct Package<'a> {
    archive: Archive<'a>,
    contents: Contents,
    shared: Rc<Texts>,
    styles: Styles,
    limits: Limits,
    /// The sheet unpacked last: what was looked at is most often read next.
    unpacked: Option<(usize, String)>,
}

impl<'a> Package<'a> {
    pub(super) fn open(mut archive: Archive<'a>, limits: Limits) -> Result<Self, Error> {
        let contents = Contents::read(&mut archive, limits)?;
        let mut part = |name: &Option<String>| match name {
            Some(name) => archive.text(name).map(|text| Some((name.clone(), text?))),
            None => Ok(None),
        };
        let shared = match part(&contents.shared_strings)? {
            Some((name, text)) => Texts::shared(&name, &text, limits.depth)?,
            None => Texts::default(),
        };
        let styles = match part(&contents.styles)? {
            Some((name, text)) => Styles::read(&name, &text, limits)?,
            None => Styles::default(),
        };
        Ok(Self {
            archive,
            contents,
            shared: Rc::new(shared),
            styles,
            limits,
            unpacked: None,
        })
    }

    fn sheet(&mut self, sheet: usize, most_rows: usize) -> Result<Grid, Error> {
        let entry: &SheetEntry = &self.contents.sheets[sheet];
        let text = match self.unpacked.take() {
            Some((number, text)) if number == sheet => text,
            _ => self.archive.text_needed(&entry.part)?,
        };
        let workbook = sheet::Workbook {
            shared: &self.shared,
            styles: &self.styles,
            is_1904: self.contents.is_1904,
            limits: self.limits,
        };
        let grid = sheet::read(entry, &text, workbook, most_rows)?;
        self.unpacked = Some((sheet, text));
        Ok(grid)
    }
}

impl Sheets for Package<'_> {
    fn title(&self) -> String {
        self.contents.title.clone()
    }

    fn count(&self) -> usize {
        self.contents.sheets.len()
    }

    fn name(&self, sheet: usize) -> &str {
        &self.contents.sheets[sheet].name
    }

    fn is_hidden(&self, sheet: usize) -> bool {
        self.contents.sheets[sheet].hidden
    }

    fn preview(&mut self, sheet: usize) -> Result<Rc<Grid>, Error> {
        self.sheet(sheet, HEADER_ROWS).map(Rc::new)
    }

    fn grid(&mut self, sheet: usize) -> Result<Rc<Grid>, Error> {
        self.sheet(sheet, usize::MAX).map(Rc::new)
    }

    fn named_range(&self, name: &str) -> Option<&str> {
        self.contents.names.get(name).map(String::as_str)
    }

    fn left_behind(&mut self) -> Vec<LeftBehind> {
        left_behind::parts(&mut self.archive, &self.contents, self.limits)
    }
}

impl Sheets for Vec<Rc<Grid>> {
    fn title(&self) -> String {
        String::new()
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn name(&self, sheet: usize) -> &str {
        &self[sheet].name
    }

    fn is_hidden(&self, sheet: usize) -> bool {
        self[sheet].hidden
    }

    fn preview(&mut self, sheet: usize) -> Result<Rc<Grid>, Error> {
        Ok(Rc::clone(&self[sheet]))
    }

    fn grid(&mut self, sheet: usize) -> Result<Rc<Grid>, Error> {
        Ok(Rc::clone(&self[sheet]))
    }

    fn named_range(&self, _: &str) -> Option<&str> {
        None
    }

    fn left_behind(&mut self) -> Vec<LeftBehind> {
        Vec::new()
    }
}
