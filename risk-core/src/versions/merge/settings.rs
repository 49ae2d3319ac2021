//! What the register itself states, merged.

use serde_json::Value;

use super::conflict::{Side, Three};
use super::entries::three;
use super::fields::Rules;
use super::records::Found;
use crate::check::Settings;
use crate::edit::settings_in_words;
use crate::register::Scale;

impl Rules<'_> {
    /// What comes of a value of the register itself. Where each side has another, it is that of ours, or of the side that
    /// goes before.
    fn choose<'v, V: PartialEq>(&self, values: [&'v V; 3]) -> (&'v V, bool) {
        let [base, ours, theirs] = values;
        match (three(base, ours, theirs), self.prefer) {
            (Some(value), _) => (value, true),
            (None, Some(Side::Theirs)) => (theirs, true),
            (None, Some(Side::Ours)) => (ours, true),
            (None, None) => (ours, false),
        }
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
            let name = |scale: &Scale| Value::from(scale.name());
            found.of_register("scale", Three::of(scales, name));
        }
        scale.clone()
    }

    pub fn settings(&self, found: &mut Found) -> Settings {
        let all = [self.base, self.ours, self.theirs].map(|version| version.settings);
        let mut merged = all[1].clone();
        let mut clear = [true; 5];
        macro_rules! merge {
            ($at:literal, $field:ident) => {{
                let (value, is_clear) = self.choose(all.map(|settings| &settings.$field));
                merged.$field.clone_from(value);
                clear[$at] = is_clear;
            }};
        }
        // In the order of their words.
        merge!(0, severities);
        merge!(1, trackers);
        merge!(2, sheet);
        merge!(3, fill_down);
        merge!(4, columns);
        let words = all.map(settings_in_words);
        for (at, _) in clear.iter().enumerate().filter(|(_, is_clear)| !**is_clear) {
            let values = words.each_ref().map(|words| &words[at].1);
            let values = Three::of(values, |text| Value::from(text.as_str()));
            found.of_register(words[0][at].0, values);
        }
        merged
    }
}
