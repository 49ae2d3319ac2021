use std::path::Path;

use super::*;

#[test]
fn the_example_is_as_this_crate_writes_it() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/web-shop");
    let reading = read_folder(&example).unwrap();
    assert_eq!(reading.findings, []);
    let copy = tempfile::tempdir().unwrap();
    let options = WriteOptions::default();
    write_folder(copy.path(), &reading.register, &reading.settings, options).unwrap();
    for subfolder in ["", "risks", "components", ".schema"] {
        for entry in std::fs::read_dir(copy.path().join(subfolder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let written = std::fs::read_to_string(&path).unwrap();
                let original = example.join(path.strip_prefix(copy.path()).unwrap());
                let original = std::fs::read_to_string(&original).unwrap_or_default();
                assert_eq!(written, original, "{}", path.display());
            }
        }
    }
}
