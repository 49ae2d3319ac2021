//! Rates risks on a scale of one's own, with different levels for likelihood and impact.
//!
//! `cargo run --example custom_scale`

#![expect(clippy::print_stdout, reason = "an example prints what it found")]

use std::error::Error;

use risk_core::{LevelDefinition, Levels, Register, Risk, Scale};

fn main() -> Result<(), Box<dyn Error>> {
    let level = |label: &str, colour: &str| -> Result<LevelDefinition, Box<dyn Error>> {
        Ok(LevelDefinition::new(label).with_colour(colour.parse()?))
    };
    let scale = Scale::new(
        "seats",
        Levels::new([
            LevelDefinition::new("Once a decade").with_aliases(["rare"]),
            LevelDefinition::new("Once a year"),
            LevelDefinition::new("Every month").with_aliases(["often"]),
        ])?,
        Levels::new(["One passenger", "A flight"])?,
        Levels::new([
            level("Live with it", "#C6E7C8")?,
            level("Plan for it", "#FFE699")?,
            level("Mend it now", "#EF7D76")?,
        ])?,
        // A row per likelihood, from the lowest; an entry per impact, from the lowest.
        [
            ["Live with it", "Plan for it"],
            ["Live with it", "Mend it now"],
            ["Plan for it", "Mend it now"],
        ],
    )?;

    let risk = |reference: &str, likelihood: &str, impact: &str| {
        let mut risk = Risk::new(reference);
        risk.likelihood = Some(likelihood.to_owned());
        risk.impact = Some(impact.to_owned());
        risk
    };
    let risks = vec![
        risk("R1", "rare", "A flight"),
        risk("R2", "OFTEN", "one passenger"),
        risk("R3", "once a year", "a flight"),
        risk("R4", "never", "A flight"),
    ];
    let register = Register::new("Seats", scale, Vec::new(), risks)?;
    for risk in register.risks() {
        match risk.rating() {
            Some(level) => println!("{}: {}", risk.key(), register.scale().rating().label(level)),
            None => println!(
                "{}: unrated, because of {:?}",
                risk.key(),
                risk.likelihood()
            ),
        }
    }
    Ok(())
}
