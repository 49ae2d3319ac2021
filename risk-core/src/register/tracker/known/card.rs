use std::fmt;

use super::super::address::Address;

/// A card that a well-known tracker recognised.
///
/// The canonical spelling is an address that the same tracker recognises as the same card, and so
/// never equals the spelling of another tracker's card or of an unknown address.
pub(in super::super) struct Card {
    pub(in super::super) key: String,
    pub(in super::super) canonical: String,
}

impl Card {
    /// A card of a tracker that everybody uses at one address.
    pub(super) fn new(key: impl Into<String>, canonical: String) -> Self {
        Self {
            key: key.into(),
            canonical,
        }
    }

    /// A card of a tracker that every organisation has at a host of its own.
    pub(super) fn at(address: &Address, key: impl Into<String>, rest: fmt::Arguments) -> Self {
        Self::new(key, address.spell(rest))
    }
}
