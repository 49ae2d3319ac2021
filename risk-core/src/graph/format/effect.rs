//! The words of effects.

use crate::register::Effect;

/// The word that data has for an effect.
pub(super) fn effect_word(effect: Effect) -> &'static str {
    match effect {
        Effect::Hard => "hard",
        Effect::Soft => "soft",
    }
}
