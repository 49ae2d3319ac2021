//! Reading a register from the bytes of a workbook.

use std::rc::Rc;
use std::sync::Arc;

use super::columns::{self, HEADER_ROWS};
use super::grid::Grid;
use super::limits::Limits;
use super::package::{Archive, Contents, SheetEntry, damage, text_of};
use super::sources::{SheetSource, Sources};
use super::styles::Styles;
use super::texts::Texts;
use super::{imports, records, scale, sheet};
use crate::check::{Reading, Settings};
use crate::error::Error;
use crate::register::text::{fold, three_nearest};
use crate::register::{Coverage, Register, Scale};

/// How to read a workbook.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The sheet that has the risks; found by its columns when not given.
    pub sheet: Option<String>,
    /// The scale that the levels are of, whatever the workbook says.
    pub scale: Option<Scale>,
    /// The scale that the levels are of where the workbook does not say: where it has no sheet with
    /// a scale as [`create`](super::create()) writes it.
    pub default_scale: Scale,
    /// Which columns have which fields, where the headers do not tell: by header or by letters
    /// (`columns`), and which trackers there are beside the known ones.
    pub settings: Settings,
    /// How much is read.
    pub limits: Limits,
}

/// The sheet that declares components.
const COMPONENTS: &str = "components";
/// The sheet that may have the scale.
const SCALE: &str = "scale";

/// Reads the register of a workbook: `.xlsx` or `.xlsm`, or, without telling what is bold, `.xls`,
/// `.xlsb` or `.ods`.
///
/// # Errors
///
/// When the bytes are no workbook, are encrypted, or pass a limit; when no sheet has a register,
/// or when it is not clear which sheet or column is meant.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Reading, Error> {
    read_with_sources(bytes, options).map(|(reading, _)| reading)
}

/// The same, with where everything stands in a form that an update needs.
pub(super) fn read_with_sources(
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<(Reading, Arc<Sources>), Error> {
    let limits = options.limits;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(limits.passed("file-bytes", "the size of the file in bytes"));
    }
    match Format::of(bytes, limits)? {
        Format::Xlsx(archive) => register_of(&mut Package::open(*archive, limits)?, options),
        Format::Xlsb => register_of(&mut imports::xlsb(bytes, limits)?, options),
        Format::Ods => register_of(&mut imports::ods(bytes, limits)?, options),
        Format::Xls => register_of(&mut imports::xls(bytes, limits)?, options),
    }
}

/// The format of a workbook.
enum Format<'a> {
    /// With the archive that told so.
    Xlsx(Box<Archive<'a>>),
    Xlsb,
    Ods,
    Xls,
}

impl<'a> Format<'a> {
    /// Tells the format by the content.
    fn of(bytes: &'a [u8], limits: Limits) -> Result<Self, Error> {
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
trait Sheets {
    fn title(&self) -> String;
    fn count(&self) -> usize;
    fn name(&self, sheet: usize) -> &str;
    fn is_hidden(&self, sheet: usize) -> bool;
    /// The first rows of a sheet.
    fn preview(&mut self, sheet: usize) -> Result<Rc<Grid>, Error>;
    /// A sheet, whole.
    fn grid(&mut self, sheet: usize) -> Result<Rc<Grid>, Error>;
}

/// An `.xlsx` package, with what its sheets share.
struct Package<'a> {
    archive: Archive<'a>,
    contents: Contents,
    shared: Rc<Texts>,
    styles: Styles,
    limits: Limits,
    /// The sheet unpacked last: what was looked at is most often read next.
    unpacked: Option<(usize, String)>,
}

impl<'a> Package<'a> {
    fn open(mut archive: Archive<'a>, limits: Limits) -> Result<Self, Error> {
        let contents = Contents::read(&mut archive, limits)?;
        let mut part = |name: &Option<String>| -> Result<Option<(String, String)>, Error> {
            let Some(name) = name else {
                return Ok(None);
            };
            let Some(bytes) = archive.part(name)? else {
                return Ok(None);
            };
            Ok(Some((name.clone(), text_of(name, bytes)?)))
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
            _ => {
                let part = self.archive.part(&entry.part)?;
                let missing = || damage(format!("the part {} is missing", entry.part));
                text_of(&entry.part, part.ok_or_else(missing)?)?
            }
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
}

fn register_of(
    sheets: &mut impl Sheets,
    options: &ReadOptions,
) -> Result<(Reading, Arc<Sources>), Error> {
    let (scale, scale_sheet) = scale_of(sheets, options)?;
    let sheet = choose(sheets, options, &scale, scale_sheet)?;
    let grid = sheets.grid(sheet)?;
    let table = columns::risks(&grid, &options.settings.columns, &scale)?;
    let table = table.ok_or_else(|| no_register(sheets, options))?;
    let risks = records::risks(&grid, &table, &options.settings.trackers);
    let places = grid.places.clone();
    drop(grid);
    let mut findings = risks.findings;
    let mut sources = Sources {
        risks: SheetSource {
            sheet: sheets.name(sheet).to_owned(),
            position: sheet,
            table,
            rows: risks.rows,
            left_alone: risks.left_alone,
            places,
        },
        components: None,
    };
    let mut components = Vec::new();
    let declared = (0..sheets.count()).find(|sheet| fold(sheets.name(*sheet)) == COMPONENTS);
    if let Some(declared) = declared.filter(|declared| *declared != sheet) {
        let grid = sheets.grid(declared)?;
        if let Some(table) = columns::components(&grid)? {
            let read = records::components(&grid, &table);
            components = read.list;
            findings.extend(read.findings);
            sources.components = Some(SheetSource {
                sheet: grid.name.clone(),
                position: declared,
                table,
                rows: read.rows,
                left_alone: read.left_alone,
                places: grid.places.clone(),
            });
        }
    }
    let coverage = Coverage::Columns {
        risks: sources.risks.table.columns(),
        components: sources
            .components
            .as_ref()
            .map(|source| source.table.columns()),
    };
    let sources = Arc::new(sources);
    let reading = Reading {
        coverage,
        register: Register::new(sheets.title(), scale, components, risks.list)?,
        settings: options.settings.clone(),
        findings,
        sources: Box::new(Arc::clone(&sources)),
    };
    Ok((reading, sources))
}

/// The scale that the levels are of: the one that was said, that of the workbook, or the default;
/// and the sheet that has one.
fn scale_of(
    sheets: &mut impl Sheets,
    options: &ReadOptions,
) -> Result<(Scale, Option<usize>), Error> {
    let named = (0..sheets.count()).find(|sheet| fold(sheets.name(*sheet)) == SCALE);
    let stated = match named {
        Some(sheet) => scale::read(&*sheets.grid(sheet)?),
        None => Ok(None),
    };
    // Whoever says a scale does not need that of the sheet.
    let sheet = named.filter(|_| !matches!(stated, Ok(None)));
    if let Some(said) = &options.scale {
        return Ok((said.clone(), sheet));
    }
    let scale = stated?.unwrap_or_else(|| options.default_scale.clone());
    Ok((scale, sheet))
}

/// The sheet that has the risks.
fn choose(
    sheets: &mut impl Sheets,
    options: &ReadOptions,
    scale: &Scale,
    scale_sheet: Option<usize>,
) -> Result<usize, Error> {
    if let Some(name) = &options.sheet {
        return named(sheets, name);
    }
    let is_candidate =
        |sheet: &usize| fold(sheets.name(*sheet)) != COMPONENTS && Some(*sheet) != scale_sheet;
    let candidates: Vec<usize> = (0..sheets.count()).filter(is_candidate).collect();
    if let [only] = candidates.as_slice() {
        // Whether it has a table of risks is seen when it is read.
        return Ok(*only);
    }
    let mut found: Vec<usize> = Vec::new();
    for sheet in candidates {
        let preview = sheets.preview(sheet)?;
        // A question about columns is asked once the sheet is chosen.
        let table = columns::risks(&preview, &options.settings.columns, scale);
        if !matches!(table, Ok(None)) {
            found.push(sheet);
        }
    }
    let visible: Vec<usize> = found
        .iter()
        .copied()
        .filter(|sheet| !sheets.is_hidden(*sheet))
        .collect();
    match (found.as_slice(), visible.as_slice()) {
        ([], _) => Err(no_register(sheets, options)),
        // What is hidden is no rival of what is seen.
        ([only], _) | (_, [only]) => Ok(*only),
        _ => {
            let names: Vec<&str> = found.iter().map(|sheet| sheets.name(*sheet)).collect();
            Err(Error::Unclear {
                question: format!("the sheets {} all have a table of risks", first_of(&names)),
                hint: format!("say --sheet '{}', or another one of them", names[0]),
            })
        }
    }
}

fn named(sheets: &impl Sheets, name: &str) -> Result<usize, Error> {
    let all = 0..sheets.count();
    let exact = all.clone().find(|sheet| sheets.name(*sheet) == name);
    let found = exact.or_else(|| all.clone().find(|s| fold(sheets.name(*s)) == fold(name)));
    found.ok_or_else(|| {
        let names = all.map(|sheet| sheets.name(sheet));
        Error::Unclear {
            question: format!("the workbook has no sheet `{name}`"),
            hint: format!("its sheets are {}", three_nearest(name, names).join(", ")),
        }
    })
}

/// The first few names, and how many there are beside.
fn first_of(names: &[&str]) -> String {
    const SHOWN: usize = 10;
    let first = names[..names.len().min(SHOWN)].join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

fn no_register(sheets: &impl Sheets, options: &ReadOptions) -> Error {
    let names = (0..sheets.count()).map(|sheet| sheets.name(sheet));
    // Whoever names a sheet is told of that one.
    let is_meant = |name: &&str| match &options.sheet {
        Some(sheet) => fold(name) == fold(sheet),
        None => true,
    };
    let names: Vec<&str> = names.filter(is_meant).collect();
    let looked_at = first_of(&names);
    let columns = &options.settings.columns;
    let (question, hint) = if names.is_empty() {
        ("the workbook has no worksheet".to_owned(), HEADERS_HINT)
    } else if columns.is_empty() {
        let question = format!("no sheet has a table of risks (looked at {looked_at})");
        (question, HEADERS_HINT)
    } else {
        let columns = columns
            .iter()
            .map(|(field, column)| format!("{field}={column}"));
        let columns: Vec<String> = columns.collect();
        let columns = columns.join(", ");
        let question = format!(
            "no sheet has a header row with a description and the columns {columns} (looked at \
             {looked_at})"
        );
        (question, COLUMNS_HINT)
    };
    Error::Unclear {
        question,
        hint: hint.to_owned(),
    }
}

const HEADERS_HINT: &str = "a table of risks has a header row with, for example, Reference, \
     Component, Risk, Likelihood and Impact; where the headers are other words, say which columns \
     have what: --columns description=C,likelihood=D";

const COLUMNS_HINT: &str = "name a column by its header or by its letters, and the description \
     too where its header is not known: --columns description=C,likelihood=D";
