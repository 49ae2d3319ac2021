//! The scales that need no definition in the register.

use super::{Colour, LevelDefinition, Levels, Scale, axes};

pub(super) const GREY: Colour = Colour::new(0xD9, 0xE2, 0xEC);
pub(super) const GREEN: Colour = Colour::new(0xC6, 0xE7, 0xC8);
pub(super) const YELLOW: Colour = Colour::new(0xFF, 0xE6, 0x99);
pub(super) const ORANGE: Colour = Colour::new(0xF8, 0xB8, 0x78);
pub(super) const RED: Colour = Colour::new(0xEF, 0x7D, 0x76);

/// A built-in scale by its name, or by the names of its axes.
pub(super) fn scale(name: &str) -> Option<Scale> {
    match name {
        "low-medium-high" => Some(low_medium_high()),
        "nist-800-30" => Some(nist_800_30()),
        "five-by-five" => Some(five_by_five()),
        _ => {
            let (likelihood, impact) = name.split_once(" x ").unwrap_or((name, name));
            let [likelihood, impact] = [likelihood.trim(), impact.trim()];
            let axes = (axes::named(likelihood)?, axes::named(impact)?);
            let name = if likelihood == impact {
                likelihood.to_owned()
            } else {
                format!("{likelihood} x {impact}")
            };
            Some(of_axes(&name, axes.0, axes.1))
        }
    }
}

/// The scale of two axes: the built-in one that has them, else the one that rates by the product
/// of their positions.
pub(super) fn of_axes(name: &str, likelihood: Levels, impact: Levels) -> Scale {
    let built_in = [low_medium_high(), nist_800_30(), five_by_five()];
    let has_labels = |scale: &Scale| {
        let same = |a: &Levels, b: &Levels| a.labels() == b.labels();
        same(scale.likelihood(), &likelihood) && same(scale.impact(), &impact)
    };
    let known = built_in.into_iter().find(has_labels);
    known.unwrap_or_else(|| by_product(name, likelihood, impact))
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

/// Five levels on either axis, rated by the product of their positions.
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
    by_product("five-by-five", likelihood, impact)
}

/// Rates by the product of the positions counted from 1: up to 16 % of the greatest product Low,
/// up to 36 % Medium, up to 64 % High, above Critical. These are the squares of two, three and four
/// fifths. The bounds are this project's own.
fn by_product(name: &str, likelihood: Levels, impact: Levels) -> Scale {
    let rating = levels(&[
        ("Low", &[], GREEN),
        ("Medium", &[], YELLOW),
        ("High", &[], ORANGE),
        ("Critical", &[], RED),
    ]);
    let (rows, columns) = (likelihood.len(), impact.len());
    let greatest = rows * columns;
    let rate = |product: usize| match product * 100 {
        share if share <= 16 * greatest => "Low",
        share if share <= 36 * greatest => "Medium",
        share if share <= 64 * greatest => "High",
        _ => "Critical",
    };
    let matrix: Vec<Vec<&str>> = (1..=rows)
        .map(|row| (1..=columns).map(|column| rate(row * column)).collect())
        .collect();
    of(name, likelihood, impact, rating, &matrix)
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
