//! `risk show`: one risk, whole.

use risk_core::query::ListAnswer;
use risk_core::{Key, Register, RiskView};

use crate::cli::{Format, Global, Show};
use crate::failure::{Failure, nearest};
use crate::output::Output;
use crate::render::{self};
use crate::source;

pub fn run(args: &Show, global: &Global, output: &mut Output) -> Result<(), Failure> {
    let reading = source::read(global, output)?;
    let risk = find(&reading.register, &args.reference)?;
    if args.format == Format::Json {
        output.json(&ListAnswer::new(reading, [risk]))?;
    } else {
        output.text(&render::risk(reading, risk, output.width()))?;
    }
    warn_repeated(&reading.register, risk, output);
    Ok(())
}

/// Warns where several risks have the reference of one, which is then one of them.
pub fn warn_repeated(register: &Register, risk: RiskView<'_>, output: &mut Output) {
    let count = register.count_risks(&risk.reference);
    if count > 1 && !risk.reference.is_empty() {
        let last = Key::new(
            risk.reference.clone(),
            u32::try_from(count).unwrap_or(u32::MAX),
        );
        output.warning(&format!(
            "{count} risks have the reference {}; they are {} to {last}",
            risk.reference,
            Key::first(risk.reference.clone()),
        ));
    }
}

pub fn find<'a>(register: &'a Register, reference: &str) -> Result<RiskView<'a>, Failure> {
    register.find_risk(reference).ok_or_else(|| {
        let hint = nearest(&register.references_nearest(reference));
        Failure::request(format!("no risk has the reference `{reference}`"), hint)
    })
}
