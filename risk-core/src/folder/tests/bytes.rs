//! A folder in memory: what is read from it and put into it is what the disk has.

use proptest::prelude::*;

use super::generate::{register, settings};
use super::*;
use crate::disk::files_of;
use crate::edit::Edited;
use crate::tests::cases;

fn read_files_of(files: &Files) -> Result<Reading, Error> {
    super::super::read(files)
}

/// The files of the example, without its schemas.
fn example() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/web-shop");
    files_of(&folder).unwrap()
}

/// All files that a folder on the disk has.
fn all_files(folder: &Folder) -> Files {
    let mut files = files_of(folder.path()).unwrap();
    for entry in fs::read_dir(folder.path().join(".schema"))
        .into_iter()
        .flatten()
    {
        let entry = entry.unwrap();
        let name = format!(".schema/{}", entry.file_name().to_string_lossy());
        files.insert(name, fs::read(entry.path()).unwrap());
    }
    files
}

/// Files onto the disk, as a checkout has them.
fn on_disk(files: &Files) -> Folder {
    let folder = Folder::new();
    for (path, content) in files.iter() {
        folder.put(path, content);
    }
    folder
}

#[test]
fn the_example_is_read_from_bytes_as_from_the_disk() {
    let files = example();
    let (read, there) = (read_files_of(&files).unwrap(), on_disk(&files).read());
    assert_eq!(read.register, there.register);
    assert_eq!(read.settings, there.settings);
    assert_eq!(read.check(today()), there.check(today()));
}

#[test]
fn files_that_are_no_records_are_not_read_and_stay() {
    let mut files = example();
    let reading = read_files_of(&files).unwrap();
    let others = [
        "README.md",
        "risks/README.md",
        "risks/.R1.toml",
        "risks/old/R1.toml",
    ];
    for path in others {
        files.insert(path, "no toml");
    }
    let again = read_files_of(&files).unwrap();
    assert_eq!(again.register, reading.register);
    let (none, options) = (
        register_of(Vec::new()),
        WriteOptions::default().remove(true),
    );
    files.apply(put(&files, &none, &reading.settings, options).unwrap());
    assert_eq!(read_files_of(&files).unwrap().register, none);
    assert!(others.iter().all(|path| files.get(path).is_some()));
}

#[test]
fn errors_name_the_file_within_the_folder() {
    let error = |path: &str, content: &[u8]| {
        let mut files = Files::from([(REGISTER_FILE, "schema_version = 1\n")]);
        files.insert(path, content);
        chain(&read_files_of(&files).unwrap_err())
    };
    assert_eq!(
        error("risks/R1.toml", b"\xFF"),
        "risks/R1.toml:1:1: the text is not UTF-8 from byte 1 on"
    );
    assert!(error("risks/R1.toml", b"x").starts_with("risks/R1.toml:1:2: "));
    let large = vec![b'\n'; (16 << 20) + 1];
    let found = error("components/A.toml", &large);
    assert_eq!(
        found,
        "the size of components/A.toml in bytes is over the limit of 16777216"
    );
    let none = read_files_of(&Files::default()).unwrap_err();
    assert_eq!(
        none.to_string(),
        "not a register: there is no register.toml"
    );
}

#[test]
fn an_edit_of_other_files_is_refused() {
    let mut files = example();
    let reading = read_files_of(&files).unwrap();
    let (title, scale, components, risks) = reading.register.clone().into_parts();
    let after = Register::new(format!("{title}!"), scale, components, risks).unwrap();
    let edited = Edited::by_key(reading.register, after);
    files.insert("risks/R90.toml", "");
    let error = put_edit(&files, &edited, &reading.settings).unwrap_err();
    assert!(matches!(error, Error::Changed { .. }), "{error}");
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn what_is_put_into_files_is_what_is_written_to_the_disk(
        (old, old_settings) in (register(), settings()),
        (new, new_settings) in (register(), settings()),
    ) {
        let options = WriteOptions::default().remove(true);
        let folder = Folder::of(&old, &old_settings);
        let mut files = all_files(&folder);
        let plan = put(&files, &new, &new_settings, options).unwrap();
        let changes = write_folder(folder.path(), &new, &new_settings, options).unwrap();
        let told: Vec<_> = plan.writes.iter().chain(&plan.header).map(|w| &w.path).collect();
        let told = told.into_iter().chain(&plan.removals);
        let mut told: Vec<_> = told.map(|path| folder.path().join(path)).collect();
        let mut changed: Vec<_> = changes.into_iter().map(|change| change.path).collect();
        told.sort();
        changed.sort();
        prop_assert_eq!(told, changed);
        files.apply(plan);
        prop_assert!(files == all_files(&folder));
        prop_assert_eq!(read_files_of(&files).unwrap().register, folder.read().register);
    }

    #[test]
    fn an_edit_put_into_files_is_what_is_saved_on_the_disk(
        (old, settings) in (register(), settings()),
        new in register(),
    ) {
        let folder = Folder::of(&old, &settings);
        let mut files = all_files(&folder);
        let reading = folder.read();
        let edited = Edited::by_key(reading.register, new);
        files.apply(put_edit(&files, &edited, &reading.settings).unwrap());
        save_folder(folder.path(), &edited, &reading.settings, WriteOptions::default()).unwrap();
        prop_assert!(files == all_files(&folder));
    }

    #[test]
    fn what_is_put_into_json_is_what_is_written_to_the_disk(
        (old, settings) in (register(), settings()),
        new in register(),
    ) {
        let options = WriteOptions::default().remove(true);
        let folder = Folder::new();
        let text = crate::json::write(&old, &settings);
        folder.put("x.json", &text);
        let put = crate::json::put(&text, &new, &settings, options).unwrap();
        write_json(&folder.path().join("x.json"), &new, &settings, options).unwrap();
        prop_assert_eq!(&put, &folder.get("x.json"));
        prop_assert_eq!(crate::json::read(&put).unwrap().register, new);
    }
}
