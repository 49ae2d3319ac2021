//! Enums of which each variant has a word.

/// Gives an enum the list of its variants, the word of each, and that word where it is displayed.
macro_rules! enum_words {
    ($type:ty {
        $(#[$all:meta])* ALL,
        $(#[$word:meta])* as_str,
        $($variant:ident => $text:literal,)+
    }) => {
        impl $type {
            $(#[$all])*
            pub const ALL: [Self; [$($text),+].len()] = [$(Self::$variant),+];

            $(#[$word])*
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

pub(crate) use enum_words;
