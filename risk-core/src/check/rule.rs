//! Rules: the codes of findings, and what finds them.

use super::context::Context;
use super::{Severity, UnknownCode, rules};

/// A kind of finding: its code, what it means, and how much it matters.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The code, in kebab case. It never changes its meaning.
    pub code: &'static str,
    /// What a finding of the rule says, in one line.
    pub summary: &'static str,
    /// How much it matters, unless the register sets it otherwise.
    pub severity: Severity,
    /// The page that explains the rule: Markdown.
    pub page: &'static str,
    /// Whether it is about the data making sense, or about good practice.
    pub subject: Subject,
    /// What looks for it in a register; `None` for what only a reader can see.
    pub(super) look: Option<fn(&mut Context<'_>)>,
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// Whether what was stated makes sense. These findings are told whenever a register is read.
    Sense,
    /// Whether the register is as good as it should be. These are told when it is checked.
    Practice,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl Rule {
    /// The rule of a code.
    ///
    /// # Errors
    ///
    /// When there is none, with the code that was most likely meant.
    pub fn by_code(code: &str) -> Result<&'static Self, UnknownCode> {
        let found = catalogue().iter().find(|rule| rule.code == code);
        found.copied().ok_or_else(|| UnknownCode::new(code))
    }
}

/// Every rule: those about sense first, each group in the order of its files.
pub fn catalogue() -> &'static [&'static Rule] {
    rules::ALL
}
