//! Files as they are called from a folder.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The path of a file that is there from a folder, with `/` between its parts.
pub fn path_from(folder: &Path, file: &Path) -> io::Result<PathBuf> {
    let here = Path::new(".");
    let folder = if folder == Path::new("") {
        here
    } else {
        folder
    };
    let [folder, file] = [fs::canonicalize(folder)?, fs::canonicalize(file)?];
    let common = folder.components().zip(file.components());
    let common = common.take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(common).map(|_| "..".to_owned());
    let down = file.components().skip(common);
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<_>>().join("/").into())
}
