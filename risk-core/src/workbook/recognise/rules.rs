//! What senses mean together: an ordered table, of which the first rule that fits counts.

use std::sync::LazyLock;

use super::meaning::{Meaning, Strength};
use super::senses::Senses;
use super::vocabulary::Sense;

/// The rules, one a line.
const RULES: &str = include_str!("header_rules.txt");

/// A rule of the table.
struct Rule {
    /// What a header means that has nothing but what is named here.
    meaning: Meaning,
    /// Of each of these, one sense is there.
    needs: Vec<Senses>,
    /// None of these is there.
    without: Senses,
    /// What may be there, where anything else makes the meaning doubtful.
    only: Option<Senses>,
    because: &'static str,
}

/// The rules in their order.
static TABLE: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rules = RULES.lines().filter(|line| !line.starts_with('#'));
    rules.map(Rule::parse).collect()
});

/// What senses mean together, and why.
pub(super) fn meaning(senses: Senses) -> (Meaning, &'static str) {
    let rule = TABLE.iter().find(|rule| rule.fits(senses));
    rule.map_or((Meaning::Unknown, ""), |rule| {
        (rule.meaning_of(senses), rule.because)
    })
}

impl Rule {
    fn parse(line: &'static str) -> Self {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [meaning, conditions, beside, because] = parts[..] else {
            panic!("a rule has four parts: {line}");
        };
        let needs = conditions.split(", ").filter(|need| !need.starts_with('-'));
        let without = conditions
            .split(", ")
            .filter_map(|need| need.strip_prefix('-'));
        // What changes nothing is beside anything.
        let beside = beside
            .split(", ")
            .chain(["Modifier", "Unknown", "Misspelt"]);
        let alone = needs.clone().flat_map(|any| any.split('/'));
        Self {
            meaning: Meaning::named(meaning),
            without: Senses::named(without),
            only: (!beside.clone().any(|sense| sense == "*"))
                .then(|| Senses::named(alone.chain(beside))),
            needs: needs.map(|any| Senses::named(any.split('/'))).collect(),
            because,
        }
    }

    fn fits(&self, senses: Senses) -> bool {
        self.needs.iter().all(|any| senses.shares(*any)) && !senses.shares(self.without)
    }

    fn meaning_of(&self, senses: Senses) -> Meaning {
        let Meaning::Field(field, most) = self.meaning else {
            return self.meaning;
        };
        let strength = if self.only.is_some_and(|only| !senses.is_within(only)) {
            Strength::Possible
        } else if senses.has(&[Sense::Unknown, Sense::Misspelt]) {
            most.min(Strength::Likely)
        } else {
            most
        };
        Meaning::Field(field, strength)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rule_is_hidden_by_those_before_it() {
        let rules = RULES.lines().filter(|line| !line.starts_with('#'));
        for (at, line) in rules.enumerate() {
            let needs = line.split('|').nth(1).expect("a rule has four parts");
            let needs = needs.split([',', '/']).map(str::trim);
            let needed = Senses::named(needs.filter(|need| !need.starts_with('-')));
            let first = TABLE.iter().position(|rule| rule.fits(needed));
            assert_eq!(first, Some(at), "{line}");
        }
    }
}
