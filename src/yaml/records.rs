//! The macros that declare what the data can say: types that decode themselves.

/// Declares a record: a struct whose keys are its fields, with `-` for `_`.
///
/// A field of type `Option` or `Vec` may be left out; every other field is required.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident as $shown:literal {
            $( $(#[$field_meta:meta])* pub $field:ident: $type:ty, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name {
            /// The place of the whole record.
            pub span: $crate::source::Span,
            $( $(#[$field_meta])* pub $field: $type, )*
        }

        impl $crate::yaml::Decode for $name {
            fn decode(
                node: &$crate::yaml::Node,
                decoder: &mut $crate::yaml::Decoder<'_>,
            ) -> Option<Self> {
                let fields = decoder.fields(node, $shown, &[$( stringify!($field) ),*])?;
                // Every field is read before one missing field fails the record.
                $( let $field = decoder.field(&fields, stringify!($field)); )*
                Some(Self { span: node.span, $( $field: $field?, )* })
            }
        }
    };
}

/// Declares an enum whose variants are words.
macro_rules! choices {
    (
        $(#[$meta:meta])*
        pub enum $name:ident as $shown:literal {
            $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$( Self::$variant ),+];

            /// Returns the word that the data uses.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }

        impl $crate::yaml::Decode for $name {
            fn decode(
                node: &$crate::yaml::Node,
                decoder: &mut $crate::yaml::Decoder<'_>,
            ) -> Option<Self> {
                let text = decoder.text(node, $shown)?.clone();
                match &*text {
                    $( $word => Some(Self::$variant), )+
                    _ => decoder.unknown_choice(node, $shown, &[$( $word ),+]),
                }
            }
        }
    };
}

/// Declares an enum whose variants are mappings with one key that names them.
macro_rules! variants {
    (
        $(#[$meta:meta])*
        pub enum $name:ident as $shown:literal {
            $( $(#[$variant_meta:meta])* $variant:ident($type:ty) = $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant($type), )+
        }

        impl $crate::yaml::Decode for $name {
            fn decode(
                node: &$crate::yaml::Node,
                decoder: &mut $crate::yaml::Decoder<'_>,
            ) -> Option<Self> {
                let words = &[$( $word ),+];
                let entry = decoder.single_entry(node, $shown, words)?;
                match &*entry.key {
                    $( $word => <$type as $crate::yaml::Decode>::decode(&entry.node, decoder).map(Self::$variant), )+
                    _ => decoder.unknown_variant(entry, $shown, words),
                }
            }
        }
    };
}

pub(crate) use {choices, record, variants};
