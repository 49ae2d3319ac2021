//! How a register became what it is: its versions in the history of what is checked out.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::objects::Objects;
use super::places::Place;
use super::{LINK, Repository, failed, is_of_register, output};
use crate::check::Reading;
use crate::content::{Form, open_bytes};
use crate::disk::file::parent;
use crate::disk::folder::LIMIT;
use crate::disk::json::LARGEST_JSON;
use crate::disk::open::folder_of;
use crate::error::Error;
use crate::folder::read::read_files;
use crate::folder::{self, Files, REGISTER_FILE};
use crate::readiness::Window;
use crate::register::{Date, Record, Register, Risk, Scale};
use crate::report::{TrendAnswer, TrendPoint, Unread};
use crate::workbook::ReadOptions;

/// The trend of a register at a path: the versions that its git repository has in the history of what is checked out, each
/// one that was merged as one, and behind them the register as it was read. `None` where there is no repository, or no git.
///
/// Of a register in a folder, a version is one in which the register itself or its risks differ. A rehearsal counts as the
/// window says, up to the day of the version.
///
/// # Errors
///
/// When git cannot tell the history of a repository that is there.
///
/// ```no_run
/// use risk_core::readiness::Window;
/// use risk_core::{Date, disk};
///
/// let options = Default::default();
/// let reading = risk_core::open("register".as_ref(), &options)?;
/// let today = Date::new(2026, 11, 23).unwrap();
/// let trend = disk::trend("register".as_ref(), &reading, &options, Window::up_to(today))?;
/// for point in trend.into_iter().flat_map(|trend| trend.points) {
///     println!("{}: {} risks", point.day, point.counts.risks);
/// }
/// # Ok::<(), risk_core::Error>(())
/// ```
pub fn trend(
    path: &Path,
    reading: &Reading,
    options: &ReadOptions,
    window: Window,
) -> Result<Option<TrendAnswer>, Error> {
    let form = Form::of(path)?;
    let linked = linked(path);
    let (folder, names) = files(linked.as_deref().unwrap_or(path), form);
    let repository = match Repository::of(folder).existing() {
        Ok(repository) => repository,
        // Of a repository that is there, git tells why it does not open it.
        Err(error) if is_in_repository(folder) => return Err(error),
        Err(_) => return Ok(None),
    };
    let mut trend = TrendAnswer {
        is_partial: repository.is_shallow(),
        ..TrendAnswer::default()
    };
    let place = repository.place(names)?;
    let path = place.in_words();
    let versions = repository.versions(place)?;
    trend.older = versions.len().saturating_sub(TrendAnswer::MOST);
    let mut past = Past {
        objects: Objects::new(&repository)?,
        options,
        path: String::new(),
        header: None,
        risks: BTreeMap::new(),
    };
    for (at, version) in versions.into_iter().enumerate() {
        let is_shown = at >= trend.older;
        let of_day = Window {
            today: version.day,
            ..window
        };
        let point = match form {
            Form::Folder => past.folder(&version, is_shown, of_day),
            Form::Json | Form::Workbook if is_shown => past.file(&version, of_day),
            Form::Json | Form::Workbook => Ok(None),
        };
        match point {
            Ok(point) => trend.points.extend(point.map(|point| TrendPoint {
                path: Some(version.path),
                ..point
            })),
            Err(error) => {
                let unread = Unread::new(version.commit, version.day, error.to_string());
                trend.unread.push(unread);
            }
        }
    }
    let register = &reading.register;
    let now = TrendPoint::new((register.scale(), register.risks()), None, window);
    trend.points.push(TrendPoint {
        path: Some(path),
        ..now
    });
    Ok(Some(trend))
}

/// What a path leads to, where that is in a repository: a link has no versions of that.
fn linked(path: &Path) -> Option<PathBuf> {
    let whole = path.canonicalize().ok();
    whole.filter(|whole| is_in_repository(parent(whole)))
}

/// The folder that git runs in, and the names in it of what a register's risks are rated by.
fn files(path: &Path, form: Form) -> (&Path, Vec<String>) {
    match form {
        Form::Folder => {
            let names = [REGISTER_FILE, Risk::FOLDER];
            (folder_of(path, form), names.map(str::to_owned).into())
        }
        Form::Json | Form::Workbook => {
            let name = path.file_name().map(OsStr::to_string_lossy);
            (parent(path), vec![name.unwrap_or_default().into_owned()])
        }
    }
}

fn is_in_repository(folder: &Path) -> bool {
    let whole = folder.canonicalize();
    whole.is_ok_and(|folder| folder.ancestors().any(|above| above.join(".git").exists()))
}

/// A commit that changed a register.
struct Version {
    commit: String,
    day: Date,
    /// The folder or file that the register was in.
    path: String,
    /// Whether the register came to be there with it; false where it went.
    begins: Option<bool>,
    /// The files that differ: each path, and what it leads to; nothing of one that is gone.
    files: Vec<(String, Option<String>)>,
}

impl Repository<'_> {
    /// Whether the older part of the history is not there.
    fn is_shallow(&self) -> bool {
        let told = output(self.git().args(["rev-parse", "--is-shallow-repository"]));
        told.is_ok_and(|told| told.trim_ascii() == b"true")
    }

    /// The commits that changed the files of a place, also those of before they were moved there, the oldest first; none
    /// where nothing is committed.
    fn versions(&self, mut place: Place) -> Result<Vec<Version>, Error> {
        let mut parts = Vec::new();
        let mut until = "HEAD".to_owned();
        if self.object(&until).is_err() {
            return Ok(Vec::new());
        }
        loop {
            let mut part = self.versions_in(&place, &until)?;
            let Some((commit, before)) = self.move_to(&place, &part)? else {
                parts.push(part);
                break;
            };
            // What was at the same place before the move is of another register, or of the same one before another move.
            let at = commit.as_ref().and_then(|commit| {
                until = format!("{commit}^1");
                part.iter().position(|version| version.commit == *commit)
            });
            part.drain(..at.unwrap_or(part.len()));
            parts.push(part);
            place = before;
        }
        Ok(parts.into_iter().rev().flatten().collect())
    }

    /// The latest of the commits at a place that moved the files there, and where they were before; no commit of a move that
    /// is not committed.
    fn move_to(
        &self,
        place: &Place,
        versions: &[Version],
    ) -> Result<Option<(Option<String>, Place)>, Error> {
        let latest = versions.iter().rev().find_map(|one| one.begins);
        if latest != Some(true)
            && let Some(before) = self.before_move(place, None)?
        {
            return Ok(Some((None, before)));
        }
        for one in versions.iter().rev().filter(|one| one.begins == Some(true)) {
            if let Some(before) = self.before_move(place, Some(&one.commit))? {
                return Ok(Some((Some(one.commit.clone()), before)));
            }
        }
        Ok(None)
    }

    /// The commits up to one that changed the files of a place, the oldest first.
    fn versions_in(&self, place: &Place, until: &str) -> Result<Vec<Version>, Error> {
        let mut log = Self::plain(self.folder);
        // Whatever a person has configured, it is the same log: the first commit has its files, and there is nothing between.
        log.args(["-c", "log.showRoot=true", "-c", "log.follow=false"]);
        log.args(["-c", "diff.relative=false", "log"]);
        log.args(["--reverse", "--first-parent", "--diff-merges=first-parent"]);
        log.args(["--raw", "--no-abbrev", "--no-renames", "-z"]);
        log.args(["--no-color", "--no-show-signature", "--format=%H%x00%cs"]);
        log.args([until, "--"]);
        let paths = place.names.iter();
        log.args(paths.map(|name| format!(":(top,literal){}{name}", place.folder)));
        versions(&output(&mut log)?, place)
    }
}

/// The commits of a log: of each its name and its day, and of each file `:100644 100644 0123… 4567… M` and a path, all with a
/// NUL behind. A link is followed, to what it led to then. The paths are as seen from the folder of the place.
fn versions(log: &[u8], place: &Place) -> Result<Vec<Version>, Error> {
    let file_of_register = place.file();
    let mut versions: Vec<Version> = Vec::new();
    let mut words = log.split(|byte| *byte == 0);
    while let Some(word) = words.next() {
        let word = String::from_utf8_lossy(word.trim_ascii_start());
        let mut next = || String::from_utf8_lossy(words.next().unwrap_or_default()).into_owned();
        if let Some(file) = word.strip_prefix(':') {
            let path = next();
            let parts: Vec<&str> = file.split(' ').collect();
            if let ([_, mode, _, object, kind], Some(version)) =
                (parts.as_slice(), versions.last_mut())
            {
                if path == file_of_register && matches!(*kind, "A" | "D") {
                    version.begins = Some(*kind == "A");
                }
                let is_gone = object.bytes().all(|byte| byte == b'0');
                let object = match *mode {
                    LINK => format!("{}:{path}", version.commit),
                    _ => (*object).to_owned(),
                };
                let path = path.strip_prefix(&place.folder).unwrap_or(&path).to_owned();
                version.files.push((path, (!is_gone).then_some(object)));
            }
        } else if !word.is_empty() {
            let day = next();
            let no_day = |_| failed(&format!("{word} is of no day that there is: `{day}`"));
            versions.push(Version {
                day: day.parse().map_err(no_day)?,
                commit: word.into_owned(),
                path: place.in_words(),
                begins: None,
                files: Vec::new(),
            });
        }
    }
    Ok(versions)
}

/// A register as it was at a version, which goes from one to the next: what did not change is not read again.
struct Past<'a> {
    objects: Objects,
    options: &'a ReadOptions,
    /// The folder that it was in.
    path: String,
    /// The object of the header, and its scale where that is known.
    header: Option<(String, Option<Scale>)>,
    /// Each risk by its path: its object, and what is known of it.
    risks: BTreeMap<String, (String, Option<Register>)>,
}

impl Past<'_> {
    /// Goes to the next version of a folder; its point, where one is wanted and the folder is a register.
    fn folder(
        &mut self,
        version: &Version,
        is_wanted: bool,
        window: Window,
    ) -> Result<Option<TrendPoint>, Error> {
        if self.path != version.path {
            // All files are new where it was moved to.
            (self.header, self.risks) = (None, BTreeMap::new());
            self.path.clone_from(&version.path);
        }
        for (path, object) in &version.files {
            let object = object.clone();
            if path == REGISTER_FILE {
                self.header = object.map(|object| (object, None));
            } else if is_of_register(path) {
                match object {
                    Some(object) => self.risks.insert(path.clone(), (object, None)),
                    None => self.risks.remove(path),
                };
            }
        }
        if is_wanted {
            self.point(&version.commit, window)
        } else {
            Ok(None)
        }
    }

    fn point(&mut self, commit: &str, window: Window) -> Result<Option<TrendPoint>, Error> {
        let Some((object, known)) = &mut self.header else {
            return Ok(None);
        };
        let scale = match known {
            Some(scale) => scale,
            None => {
                let mut files = Files::default();
                let content = self.objects.content(REGISTER_FILE, object, LIMIT)?;
                files.insert(REGISTER_FILE, content);
                // By another scale each risk is rated anew.
                self.risks.values_mut().for_each(|(_, known)| *known = None);
                known.insert(folder::read(&files)?.register.scale().clone())
            }
        };
        for (path, (object, known)) in &mut self.risks {
            if known.is_none() {
                let content = self.objects.content(path, object, LIMIT)?;
                let mut files = Files::default();
                files.insert(path.clone(), content);
                let read = read_files(&files)?.reading.register;
                let risks = read.risks().map(|risk| risk.stated().clone()).collect();
                *known = Some(Register::new("", scale.clone(), Vec::new(), risks)?);
            }
        }
        let risks = self.risks.values().filter_map(|(_, known)| known.as_ref());
        let risks = risks.flat_map(|register| register.risks());
        let commit = Some(commit.to_owned());
        Ok(Some(TrendPoint::new((scale, risks), commit, window)))
    }

    /// The point of a version of a file.
    fn file(&mut self, version: &Version, window: Window) -> Result<Option<TrendPoint>, Error> {
        let Some((path, Some(object))) = version.files.first() else {
            return Ok(None);
        };
        let name = format!("{}:{path}", version.commit);
        let most = LARGEST_JSON.max(self.options.limits.of_file().1);
        let bytes = self.objects.content(&name, object, (None, most))?;
        let register = open_bytes(&name, &bytes, self.options)?.register;
        let risks = (register.scale(), register.risks());
        let commit = Some(version.commit.clone());
        Ok(Some(TrendPoint::new(risks, commit, window)))
    }
}
