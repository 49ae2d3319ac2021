//! What the register itself states, merged.

use serde_json::Value;

use super::conflict::Three;
use super::entries::choose;
use super::fields::Rules;
use super::records::Found;
use super::values::three_lists;
use crate::check::Settings;
use crate::register::Scale;

impl Rules<'_> {
    /// What comes of a value of the register itself. Where each side has another, it is that of ours, or of the side that
    /// goes before.
    fn choose<'v, V: PartialEq>(&self, values: [&'v V; 3]) -> (&'v V, bool) {
        let (side, conflict) = choose(values.map(Some), V::eq, self.prefer);
        (side.of(values[1], values[2]), conflict.is_none())
    }

    pub fn title(&self, found: &mut Found) -> String {
        let titles = [self.base, self.ours, self.theirs].map(|version| version.register.title());
        let (title, is_clear) = self.choose(titles.each_ref());
        if !is_clear {
            found.of_register(
                "title",
                Three::of(titles.each_ref(), |title| Value::from(*title)),
            );
        }
        (*title).to_owned()
    }

    /// The scale, which is one value: levels of one and a matrix of another rate nothing.
    pub fn scale(&self, found: &mut Found) -> Scale {
        let scales = [self.base, self.ours, self.theirs].map(|version| version.register.scale());
        let (scale, is_clear) = self.choose(scales);
        if !is_clear {
            let json = |scale: &Scale| serde_json::to_value(scale).unwrap_or_default();
            found.of_register("scale", Three::of(scales, json));
        }
        scale.clone()
    }

    pub fn settings(&self, found: &mut Found) -> Settings {
        let all = [self.base, self.ours, self.theirs].map(|version| version.settings);
        let mut merged = all[1].clone();
        macro_rules! merge {
            ($($field:ident),+) => {$({
                let (value, is_clear) = self.choose(all.map(|settings| &settings.$field));
                merged.$field.clone_from(value);
                if !is_clear {
                    let json = |settings: &&Settings| {
                        in_json(settings, stringify!($field)).unwrap_or_default()
                    };
                    found.of_register(stringify!($field), Three::of(all.each_ref(), json));
                }
            })+};
        }
        merge!(severities, thresholds, trackers, sheet, fill_down, columns);
        // Of policies of one name, which both changed, there are two, which is a finding.
        merged.policies = three_lists(all.map(|settings| settings.policies.as_slice()));
        merged.suppressions = three_lists(all.map(|settings| settings.suppressions.as_slice()));
        merged
    }
}

/// A setting as JSON has it, by its key; `None` of a key that no setting has.
pub(crate) fn in_json(settings: &Settings, key: &str) -> Option<Value> {
    let value = match key {
        "severities" => serde_json::to_value(&settings.severities),
        "policy" => serde_json::to_value(&settings.policies),
        "suppress" => serde_json::to_value(&settings.suppressions),
        "thresholds" => serde_json::to_value(&settings.thresholds),
        "trackers" => serde_json::to_value(settings.trackers.patterns()),
        "sheet" => serde_json::to_value(&settings.sheet),
        "fill_down" => serde_json::to_value(&settings.fill_down),
        "columns" => serde_json::to_value(&settings.columns),
        _ => return None,
    };
    value.ok()
}
