//! The scales that need no definition in the register.

use super::{Colour, LevelDefinition, Levels, Scale};

const GREY: Colour = Colour::new(0xD9, 0xE2, 0xEC);
const GREEN: Colour = Colour::new(0xC6, 0xE7, 0xC8);
const YELLOW: Colour = Colour::new(0xFF, 0xE6, 0x99);
const ORANGE: Colour = Colour::new(0xF8, 0xB8, 0x78);
const RED: Colour = Colour::new(0xEF, 0x7D, 0x76);

/// A built-in scale by its name.
pub(super) fn scale(name: &str) -> Option<Scale> {
    match name {
        "low-medium-high" => Some(low_medium_high()),
        "nist-800-30" => Some(nist_800_30()),
        "five-by-five" => Some(five_by_five()),
        _ => None,
    }
}

/// OWASP Risk Rating Methodology, step 4, "Determining the Severity of the Risk": the matrix of
/// overall risk severity.
pub(super) fn low_medium_high() -> Scale {
    let axis = || {
        levels(&[
            ("Low", &["L"], GREEN),
            ("Medium", &["M", "Med", "Moderate"], YELLOW),
            ("High", &["H"], RED),
        ])
    };
    let rating = levels(&[
        ("Note", &[], GREY),
        ("Low", &["L"], GREEN),
        ("Medium", &["M", "Med", "Moderate"], YELLOW),
        ("High", &["H"], ORANGE),
        ("Critical", &["C"], RED),
    ]);
    let matrix = [
        ["Note", "Low", "Medium"],
        ["Low", "Medium", "High"],
        ["Medium", "High", "Critical"],
    ];
    of("low-medium-high", axis(), axis(), rating, &matrix)
}

/// NIST SP 800-30 Rev. 1, Table I-2, "Assessment Scale: Level of Risk (Combination of Likelihood
/// and Impact)".
fn nist_800_30() -> Scale {
    let axis = || {
        levels(&[
            ("Very Low", &["VL"], GREY),
            ("Low", &["L"], GREEN),
            ("Moderate", &["M", "Med", "Medium"], YELLOW),
            ("High", &["H"], ORANGE),
            ("Very High", &["VH"], RED),
        ])
    };
    let matrix = [
        ["VL", "VL", "VL", "L", "L"],
        ["VL", "L", "L", "L", "M"],
        ["VL", "L", "M", "M", "H"],
        ["VL", "L", "M", "H", "VH"],
        ["VL", "L", "M", "H", "VH"],
    ];
    of("nist-800-30", axis(), axis(), axis(), &matrix)
}

/// Five levels on either axis, rated by the product of their positions counted from 1. The bounds
/// of the ratings are this project's own.
fn five_by_five() -> Scale {
    let likelihood = levels(&[
        ("Rare", &["1"], GREY),
        ("Unlikely", &["2"], GREEN),
        ("Possible", &["3"], YELLOW),
        ("Likely", &["4"], ORANGE),
        ("Almost certain", &["5"], RED),
    ]);
    let impact = levels(&[
        ("Minor", &["1"], GREY),
        ("Moderate", &["2"], GREEN),
        ("Major", &["3"], YELLOW),
        ("Severe", &["4"], ORANGE),
        ("Catastrophic", &["5"], RED),
    ]);
    let rating = levels(&[
        ("Low", &[], GREEN),
        ("Medium", &[], YELLOW),
        ("High", &[], ORANGE),
        ("Critical", &[], RED),
    ]);
    let rate = |product| match product {
        ..=4 => "Low",
        5..=9 => "Medium",
        10..=16 => "High",
        _ => "Critical",
    };
    let matrix: Vec<Vec<&str>> = (1..=5)
        .map(|likelihood| (1..=5).map(|impact| rate(likelihood * impact)).collect())
        .collect();
    of("five-by-five", likelihood, impact, rating, &matrix)
}

fn levels(definitions: &[(&str, &[&str], Colour)]) -> Levels {
    let define = |(label, aliases, colour): &(&str, &[&str], Colour)| {
        LevelDefinition::new(*label)
            .with_aliases(aliases.iter().copied())
            .with_colour(*colour)
    };
    Levels::new(definitions.iter().map(define)).expect("built-in levels are valid")
}

fn of<'a, Row: AsRef<[&'a str]>>(
    name: &str,
    likelihood: Levels,
    impact: Levels,
    rating: Levels,
    matrix: &[Row],
) -> Scale {
    Scale::new(name, likelihood, impact, rating, matrix).expect("built-in scales are valid")
}
