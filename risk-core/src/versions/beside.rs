//! What stands beside the records of a text: keys that nothing is known of, which change as fields do.

use std::collections::HashMap;

use serde_json::Value;

use super::diff::FieldDiff;
use crate::record::{Beside, UnknownKey};

/// The keys in which a record differs from what it was, where both versions have a place for such keys.
pub(super) fn compare(before: Option<Beside<'_>>, after: Option<Beside<'_>>) -> Vec<FieldDiff> {
    let (Some(before), Some(after)) = (before, after) else {
        return Vec::new();
    };
    if before.unknown == after.unknown {
        return Vec::new();
    }
    let [old, new] = [before, after].map(|beside| by_path(beside.unknown));
    let gone = before.unknown.iter();
    let gone = gone.filter(|key| !new.contains_key(&*key.path));
    let paths = after.unknown.iter().chain(gone).map(|key| &key.path);
    let versions = paths.map(|path| (path, [&old, &new].map(|keys| keys.get(&**path).copied())));
    let differ = versions.filter(|(_, versions)| match versions {
        [Some(before), Some(after)] => !is_same(before, after),
        _ => true,
    });
    let diffs = differ.map(|(path, versions)| {
        let [before, after] = versions.map(|json| json.map(str::to_owned));
        FieldDiff::new(path.join("."), before, after, false)
    });
    diffs.collect()
}

/// What each key has, by the tables that it stands in and itself.
pub(super) fn by_path(keys: &[UnknownKey]) -> HashMap<&[String], &str> {
    let pairs = keys.iter().map(|key| (&*key.path, &*key.json));
    pairs.collect()
}

/// What a text of JSON states; the text where a number has no value here.
pub(super) fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|_| Value::from(json))
}

/// Whether two values are one, perhaps on other lines. The digits of a number count, of which a value has not all.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let is_solid = |c: &char| !c.is_whitespace();
    let is_alike = || {
        one.chars()
            .filter(is_solid)
            .eq(other.chars().filter(is_solid))
    };
    one == other || is_alike() && value(one) == value(other)
}
