//! The names of the files of pages.

use std::collections::{HashMap, HashSet};

use crate::record::text::{digest, slug};

/// Longer names are cut: with the longest digest and ending, this stays well below the 255 bytes of most file
/// systems.
const LONGEST: usize = 80;

/// The hexadecimal digits that distinguishes what would have one name; more where that is not enough.
const DIGITS: [usize; 3] = [8, 16, 64];

/// A name for the file of each page, without its ending: the words of the component, in small letters. Where several
/// would have one name, each has the beginning of a hash of its own behind it, so that a name depends on nothing but
/// what shares it.
pub fn file_names(components: &[String]) -> Vec<String> {
    let mut attempts = DIGITS.map(|digits| names(components, digits)).into_iter();
    let is_distinct =
        |names: &Vec<String>| names.iter().collect::<HashSet<_>>().len() == names.len();
    let last = attempts.next_back().unwrap_or_default();
    attempts.find(is_distinct).unwrap_or(last)
}

fn names(components: &[String], digits: usize) -> Vec<String> {
    let stems: Vec<String> = components.iter().map(|name| stem(name, digits)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for stem in &stems {
        *counts.entry(stem).or_default() += 1;
    }
    let names = components.iter().zip(&stems).map(|(component, stem)| {
        if counts[stem.as_str()] == 1 && !is_taken(stem) {
            return stem.clone();
        }
        let digest = digest(component.as_bytes(), digits);
        format!("{stem}-{digest}")
            .trim_start_matches('-')
            .to_owned()
    });
    names.collect()
}

/// The words of a name, with nothing that some file system or link has a meaning for.
fn stem(name: &str, digits: usize) -> String {
    let mut stem = String::new();
    for c in slug(name).chars() {
        if stem.len() + c.len_utf8() > LONGEST {
            // What was cut may be the same as the name of another one.
            let digest = digest(name.as_bytes(), digits);
            return format!("{stem}-{digest}");
        }
        stem.push(c);
    }
    stem
}

/// Names that mean something else: nothing at all, the index, and what Windows takes for devices.
fn is_taken(stem: &str) -> bool {
    let is_numbered = |device: &str| {
        let number = stem.strip_prefix(device);
        number.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
    };
    matches!(stem, "" | "index" | "con" | "prn" | "aux" | "nul")
        || is_numbered("com")
        || is_numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(components: &[&str]) -> Vec<String> {
        let components: Vec<String> = components.iter().map(|one| (*one).to_owned()).collect();
        file_names(&components)
    }

    #[test]
    fn a_file_is_named_for_the_words_of_its_component() {
        let found = named(&[
            "API Lambda (Django / Zappa)",
            "../../etc/passwd",
            "Große Bühne",
        ]);
        assert_eq!(
            found,
            ["api-lambda-django-zappa", "etc-passwd", "große-bühne"]
        );
    }

    #[test]
    fn what_would_have_one_name_has_names_of_its_own_whatever_the_order() {
        let forth = named(&["Redis A", "redis-a", "Index", "", "CON"]);
        let mut back = named(&["CON", "", "Index", "redis-a", "Redis A"]);
        back.reverse();
        assert_eq!(forth, back);
        assert!(forth[0].starts_with("redis-a-") && forth[1].starts_with("redis-a-"));
        let mut distinct = forth.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), forth.len());
        for taken in ["index", "con", ""] {
            assert!(!forth.iter().any(|name| name == taken), "{forth:?}");
        }
    }

    #[test]
    fn a_name_too_long_for_a_file_is_cut() {
        let found = named(&["ж".repeat(4_000).as_str(), "ж".repeat(4_001).as_str()]);
        assert!(found.iter().all(|name| name.len() < 120));
        assert_ne!(found[0], found[1]);
    }
}
