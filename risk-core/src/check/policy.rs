//! Policies: rules that a register states itself.

use serde::{Deserialize, Serialize};

use super::rule::is_kebab;
use super::{Check, Rule, Severity};
use crate::expression::{Expression, ExpressionError, Truth};
use crate::record::{Place, RiskField};
use crate::register::{Register, RiskView};

/// A rule that a register states itself: what is required of each risk that it applies to.
///
/// ```
/// use risk_core::{Date, Policy, Register, Risk, Scale, Settings, Severity};
///
/// let mut risk = Risk::new("R01");
/// (risk.likelihood, risk.impact) = (Some("High".into()), Some("High".into()));
/// let register = Register::new("Trips", Scale::default(), Vec::new(), vec![risk])?;
/// let mut settings = Settings::default();
/// settings.policies = vec![Policy::new("reviewed", "rating >= High", "review_by")];
///
/// let findings = risk_core::check(&register, &settings, Date::new(2026, 6, 1).unwrap());
/// let finding = findings.iter().find(|one| one.code() == "policy/reviewed").unwrap();
/// assert_eq!(finding.severity, Severity::Warning);
/// assert_eq!(finding.field.unwrap().to_string(), "review_by");
/// # Ok::<(), risk_core::InvalidRegister>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Policy {
    /// What it is called, in kebab case. Its findings have the code `policy/` and this.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[a-z0-9]+(-[a-z0-9]+)*$")))]
    pub name: String,
    /// Which risks it applies to: an [expression](Expression); all where it is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub when: String,
    /// What is required of them: an expression.
    pub require: String,
    /// How much it matters: `warning` unless it is stated.
    #[serde(default = "warning", skip_serializing_if = "is_warning")]
    pub severity: Severity,
    /// What its findings say; what it requires, unless it is stated.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
}

fn warning() -> Severity {
    Severity::Warning
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_warning(severity: &Severity) -> bool {
    *severity == Severity::Warning
}

/// A policy whose expressions are known.
pub(super) struct Compiled {
    when: Option<Expression>,
    require: Expression,
}

impl Policy {
    /// What the codes of policies begin with.
    pub(crate) const PREFIX: &'static str = "policy/";

    /// A policy that warns of risks of which `when` holds and `require` does not.
    pub fn new(
        name: impl Into<String>,
        when: impl Into<String>,
        require: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            when: when.into(),
            require: require.into(),
            severity: Severity::Warning,
            message: String::new(),
        }
    }

    /// The rule that it is.
    pub fn rule(&self) -> Rule {
        let policy = self.clone();
        Rule::of_policy(
            self.code(),
            format!("the policy `{}` is not met", self.name),
            self.severity,
            self.page(),
            move |check| policy.check(check),
        )
    }

    /// The code of its findings.
    pub(super) fn code(&self) -> String {
        format!("{}{}", Self::PREFIX, self.name)
    }

    /// Whether it is called as one can be.
    pub(super) fn has_name(&self) -> bool {
        is_kebab(&self.name)
    }

    pub(super) fn compile(&self, register: &Register) -> Result<Compiled, (&str, ExpressionError)> {
        let parse = |key: &'static str, text: &str| {
            Expression::of_policy(text, register).map_err(|error| (key, error))
        };
        let when = match self.when.trim() {
            "" => None,
            _ => Some(parse("when", &self.when)?),
        };
        let require = parse("require", &self.require)?;
        Ok(Compiled { when, require })
    }

    fn check(&self, check: &mut Check<'_>) {
        // What cannot be read is another finding.
        let Ok(compiled) = self.compile(check.register()) else {
            return;
        };
        for risk in check.register().risks() {
            let today = check.today();
            let is_meant = compiled.when(risk, check) == Truth::True;
            if is_meant && compiled.require.evaluate(risk, today) != Truth::True {
                let field = compiled.require.failing_field(risk, today);
                let field = field.unwrap_or(RiskField::Reference);
                check.report(Place::risk(risk.position(), field), self.message());
            }
        }
    }

    fn message(&self) -> String {
        match (self.message.trim(), self.when.trim()) {
            ("", "") => format!("`{}` is required", self.require),
            ("", when) => format!("`{}` is required where `{when}`", self.require),
            (message, _) => message.to_owned(),
        }
    }

    /// What explains it to a person.
    fn page(&self) -> String {
        let Self { name, require, .. } = self;
        let when = match self.when.trim() {
            "" => "Of every risk".to_owned(),
            when => format!("Of every risk of which `{when}` holds"),
        };
        let message = match self.message.trim() {
            "" => String::new(),
            message => format!("{message}\n\n"),
        };
        format!(
            "# policy/{name}\n\n{when}, `{require}` is required.\n\n{message}It is a policy of this register: \
             `[[policy]]` in register.toml.\n"
        )
    }
}

impl Compiled {
    /// Whether the policy applies to a risk.
    pub fn when(&self, risk: RiskView<'_>, check: &Check<'_>) -> Truth {
        let when = self.when.as_ref();
        when.map_or(Truth::True, |when| when.evaluate(risk, check.today()))
    }

    /// What is not known of a risk, where therefore that is not either: the names, and the fields that they are about.
    pub fn undecided(&self, risk: RiskView<'_>, check: &Check<'_>) -> Vec<(&str, RiskField)> {
        match &self.when {
            Some(when) if self.when(risk, check) == Truth::Unknown => {
                when.unknown(risk, check.today())
            }
            _ => Vec::new(),
        }
    }
}
