//! Rules: the codes of findings, and what finds them.

use std::fmt;
use std::sync::Arc;

use super::{Check, Severity, UnknownCode, rules};

/// A kind of finding: its code, what it means, and how much it matters. A clone shares all of it.
#[derive(Clone)]
pub struct Rule(Origin);

#[derive(Clone)]
enum Origin {
    BuiltIn(&'static Definition<'static>),
    Custom(Arc<Custom>),
}

/// What finds the findings of a rule in a register.
type Look = dyn Fn(&mut Check<'_>) + Send + Sync;

/// What a rule is, as its file states it.
#[derive(Clone, Copy)]
pub(crate) struct Definition<'a> {
    pub code: &'a str,
    pub summary: &'a str,
    pub severity: Severity,
    /// The page that explains the rule: Markdown.
    pub page: &'a str,
    pub subject: Subject,
    /// `None` for what only a reader can see.
    pub check: Option<&'a Look>,
}

/// A rule of the program that embeds the library.
struct Custom {
    code: String,
    summary: String,
    severity: Severity,
    page: String,
    check: Box<Look>,
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// Whether what was stated makes sense. These findings are reported whenever a register is read.
    Sense,
    /// Whether the register is as good as it should be. These are reported when it is checked.
    Practice,
}

/// The code of a rule of one's own is not of the form that such codes have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "invalid code `{code}` of a custom rule; expected `x-`, a name, `/` and words in kebab case, as in \
     `x-acme/has-owner`"
)]
#[non_exhaustive]
pub struct InvalidCode {
    /// The code, as given.
    pub code: String,
}

/// Codes that rules had once, and the ones that they have. Registers keep the ones that they state.
pub(super) const RENAMED: [(&str, &str); 2] = [
    ("broken-promise", "rto-missed"),
    ("containment-circle", "containment-cycle"),
];

/// The code that a rule has now which had another one once.
pub(super) fn current_code(code: &str) -> &str {
    let renamed = RENAMED.iter().find(|(old, _)| *old == code);
    renamed.map_or(code, |(_, new)| new)
}

impl Rule {
    /// A rule of one's own, about good practice. Its code is `x-`, the name of whoever has the rule, and what
    /// it is about: `x-acme/has-owner`. No built-in rule has such a code, so a register can set the severity
    /// of each, whether or not the program that reads it has the rule.
    ///
    /// The page explains the rule to a person, in Markdown, as those of the built-in rules do.
    ///
    /// # Errors
    ///
    /// When the code is not of that form.
    ///
    /// ```
    /// use risk_core::{Component, Date, Place, ComponentField, Register, Rule, Scale, Settings, Severity};
    ///
    /// let has_owner = Rule::custom(
    ///     "x-acme/has-owner",
    ///     "a component has no owner",
    ///     Severity::Warning,
    ///     "# x-acme/has-owner\n\nEvery component has a team that answers for it.\n",
    ///     |check| {
    ///         for component in check.register().components().filter(|it| it.owner.is_empty()) {
    ///             let place = Place::component(component.position(), ComponentField::Owner);
    ///             check.report(place, "the component has no owner");
    ///         }
    ///     },
    /// )?;
    /// let components = vec![Component::new("Booking API")];
    /// let register = Register::new("Trips", Scale::default(), components, Vec::new())?;
    ///
    /// let today = Date::new(2026, 6, 1).unwrap();
    /// let findings = risk_core::check_with(&register, &Settings::default(), today, &[has_owner]);
    /// assert_eq!(findings[0].code(), "x-acme/has-owner");
    /// assert_eq!(findings[0].record.to_string(), "component Booking API");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn custom(
        code: impl Into<String>,
        summary: impl Into<String>,
        severity: Severity,
        page: impl Into<String>,
        check: impl Fn(&mut Check<'_>) + Send + Sync + 'static,
    ) -> Result<Self, InvalidCode> {
        let code = code.into();
        if !is_custom(&code) {
            return Err(InvalidCode { code });
        }
        let (summary, page) = (summary.into(), page.into());
        Ok(Self::of_policy(code, summary, severity, page, check))
    }

    /// A rule that a register states itself.
    pub(super) fn of_policy(
        code: String,
        summary: String,
        severity: Severity,
        page: String,
        check: impl Fn(&mut Check<'_>) + Send + Sync + 'static,
    ) -> Self {
        Self(Origin::Custom(Arc::new(Custom {
            code,
            summary,
            severity,
            page,
            check: Box::new(check),
        })))
    }

    /// The rule of a code: a built-in one, or one of the given.
    ///
    /// # Errors
    ///
    /// When there is none, with the code that was most likely meant.
    pub fn by_code(code: &str, custom: &[Self]) -> Result<Self, UnknownCode> {
        let current = current_code(code);
        let mut rules = catalogue().chain(custom.iter().cloned());
        let found = rules.find(|rule| rule.code() == current);
        found.ok_or_else(|| UnknownCode::new(code, custom))
    }

    /// The code: of a built-in rule in kebab case. It never changes its meaning.
    pub fn code(&self) -> &str {
        self.definition().code
    }

    /// What a finding of the rule states, in one line.
    pub fn summary(&self) -> &str {
        self.definition().summary
    }

    /// How much it matters, unless the register sets it otherwise.
    pub fn severity(&self) -> Severity {
        self.definition().severity
    }

    /// The page that explains the rule: Markdown.
    pub fn page(&self) -> &str {
        self.definition().page
    }

    /// Whether it is about the data making sense, or about good practice.
    pub fn subject(&self) -> Subject {
        self.definition().subject
    }

    pub(super) fn definition(&self) -> Definition<'_> {
        match &self.0 {
            Origin::BuiltIn(definition) => **definition,
            Origin::Custom(rule) => Definition {
                code: &rule.code,
                summary: &rule.summary,
                severity: rule.severity,
                page: &rule.page,
                subject: Subject::Practice,
                check: Some(&*rule.check),
            },
        }
    }
}

impl From<&'static Definition<'static>> for Rule {
    fn from(definition: &'static Definition<'static>) -> Self {
        Self(Origin::BuiltIn(definition))
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl Eq for Rule {}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Rule").field(&self.code()).finish()
    }
}

/// Every built-in rule: those about sense first, each group in the order of its files.
pub fn catalogue() -> impl Iterator<Item = Rule> + Clone {
    rules::ALL.iter().copied().map(Rule::from)
}

/// What the code of a custom rule looks like, for a schema.
#[cfg(feature = "schema")]
pub(super) const CUSTOM_CODE: &str = "^x-[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$";

/// Whether a text is words in kebab case.
pub(super) fn is_kebab(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.split('-')
        .all(|word| !word.is_empty() && word.bytes().all(is_plain))
}

/// Whether a code is one that a custom rule may have.
pub(super) fn is_custom(code: &str) -> bool {
    let parts = code
        .strip_prefix("x-")
        .and_then(|code| code.split_once('/'));
    parts.is_some_and(|(name, rule)| is_kebab(name) && is_kebab(rule))
}
