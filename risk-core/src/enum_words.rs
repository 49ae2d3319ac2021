//! Enums of which each variant has a word.

/// Gives an enum the list of its variants, the word of each, and that word where it is displayed; with the error
/// of a text that is no such word, also the reading of one.
macro_rules! enum_words {
    ($type:ident {$($words:tt)+} parsed or $error:ident) => {
        enum_words!($type {$($words)+});

        impl std::str::FromStr for $type {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let folded = $crate::record::text::fold(text);
                let mut all = Self::ALL.into_iter();
                all.find(|one| $crate::record::text::fold(one.as_str()) == folded)
                    .ok_or($error)
            }
        }
    };
    ($type:ident {
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
