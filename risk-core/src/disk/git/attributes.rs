//! What git's attributes state of the files of a register, and the file beside it that states them.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::{Repository, failed, not_run, output};
use crate::content::Form;
use crate::disk::file::{self, parent};
use crate::disk::folder::files_of;
use crate::error::Error;
use crate::folder::read::FOLDERS;

/// The name of the file that git reads them from.
pub(super) const FILE: &str = ".gitattributes";

/// The name under which git knows us.
pub(super) const DRIVER: &str = "risk";

/// The folder that reviews are kept in, beside the register.
pub(super) const REVIEWS: &str = "reviews";

/// Which files git is to merge by us, and which of them to show.
pub(super) struct Wanted {
    /// The pattern, as git takes it in the folder of the register.
    pub pattern: String,
    /// The file or the folder that it is for, as seen from there.
    pub place: String,
    /// Files that it is for, as seen from there; one at least, though it need not be there.
    pub files: Vec<String>,
    /// The attributes that are to name us.
    pub attributes: &'static [&'static str],
}

impl Wanted {
    /// The line that states it.
    pub fn line(&self) -> String {
        let named = self
            .attributes
            .iter()
            .map(|name| format!(" {name}={DRIVER}"));
        self.pattern.clone() + &named.collect::<String>()
    }
}

/// An attribute of a file, as git sees it.
pub(super) struct Attribute {
    pub file: String,
    pub name: String,
    pub value: String,
}

impl Attribute {
    /// Whether a program of somebody else has the file. An attribute that is set or unset names none.
    pub fn is_foreign(&self) -> bool {
        !["unspecified", "set", "unset", DRIVER].contains(&self.value.as_str())
    }
}

/// The folder of a register, and which of its files are wanted.
pub(super) fn wanted(path: &Path) -> Result<(PathBuf, Vec<Wanted>), Error> {
    let form = Form::of(path)?;
    if form == Form::Folder {
        let folder = if path.is_dir() { path } else { parent(path) };
        let files = files_of(folder)?;
        let of_folder = |name: &str| {
            let prefix = format!("{name}/");
            let files = files.iter().map(|(path, _)| path.to_owned());
            let files = files.filter(|path| path.starts_with(&prefix));
            Wanted {
                pattern: format!("{name}/*.toml"),
                place: name.to_owned(),
                files: files.chain([format!("{name}/x.toml")]).collect(),
                attributes: &["merge"],
            }
        };
        let folders = FOLDERS.into_iter().chain([REVIEWS]);
        let wanted = folders.map(of_folder).collect();
        return Ok((folder.to_owned(), wanted));
    }
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| failed("the name of the file is no text"))?;
    let wanted = Wanted {
        pattern: pattern(name),
        place: name.to_owned(),
        files: vec![name.to_owned()],
        attributes: if form == Form::Workbook {
            &["diff", "merge"]
        } else {
            &["merge"]
        },
    };
    Ok((parent(path).to_owned(), vec![wanted]))
}

/// The pattern for the one file of a name in its folder, in quotes where git would take it for more than one word.
fn pattern(name: &str) -> String {
    let mut pattern = String::from("/");
    for c in name.chars() {
        // `#` and `!` mean something at the beginning alone, which is the `/`.
        if matches!(c, '*' | '?' | '[' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    if !pattern.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return pattern;
    }
    let mut quoted = String::from("\"");
    for c in pattern.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_ascii_control() => quoted += &format!("\\{:03o}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

impl Repository<'_> {
    /// What git sees of files in the folder.
    pub(super) fn attributes(
        &self,
        files: &[String],
        names: &[&str],
    ) -> Result<Vec<Attribute>, Error> {
        let mut git = self.git();
        git.args(["check-attr", "-z", "--stdin"]).args(names);
        git.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut git = git.spawn().map_err(not_run)?;
        let asked = git.stdin.take();
        let written = std::thread::scope(|scope| {
            // It answers while it is asked, so somebody else has to read the answers.
            let writer = scope.spawn(|| -> io::Result<()> {
                let mut asked = asked.ok_or(io::ErrorKind::BrokenPipe)?;
                asked.write_all((files.join("\0") + "\0").as_bytes())
            });
            let output = git.wait_with_output();
            (writer.join(), output)
        });
        let (Ok(Ok(())), Ok(answer)) = written else {
            return Err(failed("it ended before it had all questions"));
        };
        if !answer.status.success() {
            return Err(failed("it cannot read its attributes"));
        }
        let answer = String::from_utf8_lossy(&answer.stdout).into_owned();
        let parts: Vec<&str> = answer.split_terminator('\0').collect();
        let attribute = |parts: &[&str]| Attribute {
            file: parts[0].to_owned(),
            name: parts[1].to_owned(),
            value: parts[2].to_owned(),
        };
        Ok(parts.chunks_exact(3).map(attribute).collect())
    }

    /// Where an attribute is stated with a value, as far as can be found: git does not show it.
    pub(super) fn stated_at(&self, attribute: &Attribute) -> Result<Option<String>, Error> {
        let asked = output(self.git().args([
            "rev-parse",
            "--show-toplevel",
            "--git-path",
            "info/attributes",
        ]))?;
        let asked = String::from_utf8_lossy(&asked).into_owned();
        let mut asked = asked.lines();
        let top = asked.next().map(PathBuf::from).unwrap_or_default();
        let of_repository = self.folder.join(asked.next().unwrap_or_default());
        let folder = fs::canonicalize(self.folder).unwrap_or_default();
        let within = folder
            .ancestors()
            .take_while(|above| above.starts_with(&top));
        let files = within.map(|folder| folder.join(FILE));
        let word = format!("{}={}", attribute.name, attribute.value);
        for file in [of_repository].into_iter().chain(files) {
            let text = fs::read_to_string(&file).unwrap_or_default();
            let is_it = |line: &str| line.split_whitespace().any(|other| other == word);
            let at = text
                .lines()
                .enumerate()
                .filter(|(_, line)| is_it(line))
                .last();
            if let Some((at, _)) = at {
                return Ok(Some(format!("{}:{}", file.display(), at + 1)));
            }
        }
        Ok(None)
    }
}

/// Has lines at the end of a folder's file of attributes, where they go before others, or not at all; a file that
/// nothing is in goes. Whether that changed anything.
pub(super) fn put_lines(folder: &Path, lines: &[String], are_wanted: bool) -> Result<bool, Error> {
    let path = folder.join(FILE);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        text => text.map_err(|error| Error::read(&path, error))?,
    };
    let is_other = |line: &&str| !lines.iter().any(|own| own == line.trim_end());
    let mut put: String = text.split_inclusive('\n').filter(is_other).collect();
    if are_wanted {
        if !put.is_empty() && !put.ends_with('\n') {
            put.push('\n');
        }
        put.extend(lines.iter().map(|line| format!("{line}\n")));
    }
    if put == text {
        return Ok(false);
    }
    if put.is_empty() {
        fs::remove_file(&path).map_err(|error| Error::write(&path, error))?;
    } else {
        file::replace(&path, put.as_bytes())?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_pattern_whatever_is_in_it() {
        assert_eq!(pattern("risks.xlsx"), "/risks.xlsx");
        assert_eq!(pattern("#1!.xlsx"), "/#1!.xlsx");
        assert_eq!(pattern("a[1]*?.xlsx"), "/a\\[1]\\*\\?.xlsx");
        assert_eq!(pattern("our \"risks\".xlsx"), "\"/our \\\"risks\\\".xlsx\"");
        assert_eq!(pattern("a b\\c*"), "\"/a b\\\\\\\\c\\\\*\"");
        assert_eq!(pattern("a\tb"), "\"/a\\011b\"");
    }
}
