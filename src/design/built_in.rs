//! The faces of the program. Those of the Source families stand in nearly every booklet and are kept as
//! they are; the others deflated, as `build.rs` made them.

use super::face::{FaceId, FacePlace, Slant, Stored, Weight};

/// The bytes of a face in `fonts/`.
macro_rules! stored {
    (plain $file:literal) => {
        Stored::Plain(include_bytes!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/fonts/",
            $file
        )))
    };
    (deflated $file:literal) => {
        Stored::Deflated(include_bytes!(concat!(env!("OUT_DIR"), "/fonts/", $file)))
    };
}

/// Lists the built-in faces: family, weight, slant, how it is kept, file.
macro_rules! built_in {
    ($($family:literal $weight:ident $slant:ident $kept:ident $file:literal)*) => {
        /// The keys of the built-in families, with repetitions.
        pub(super) const FAMILIES: &[&str] = &[$($family),*];

        /// The faces, in order; none is opened yet.
        pub(super) fn places() -> Vec<FacePlace> {
            let mut places = Vec::new();
            $(
                let (id, stored) = (FaceId(places.len() as u16), stored!($kept $file));
                let (weight, slant) = (Weight::$weight, Slant::$slant);
                places.push(FacePlace::stored(id, $family, weight, slant, stored));
            )*
            places
        }
    };
}

built_in! {
    "source-serif-4" Regular Upright plain "source-serif-4/SourceSerif4-Regular.otf"
    "source-serif-4" Regular Italic plain "source-serif-4/SourceSerif4-It.otf"
    "source-serif-4" Semibold Upright plain "source-serif-4/SourceSerif4-Semibold.otf"
    "source-serif-4" Semibold Italic plain "source-serif-4/SourceSerif4-SemiboldIt.otf"
    "source-serif-4" Bold Upright plain "source-serif-4/SourceSerif4-Bold.otf"
    "source-serif-4" Bold Italic plain "source-serif-4/SourceSerif4-BoldIt.otf"
    "source-serif-4-display" Regular Upright plain "source-serif-4/SourceSerif4Display-Regular.otf"
    "source-serif-4-display" Regular Italic plain "source-serif-4/SourceSerif4Display-It.otf"
    "source-serif-4-display" Semibold Upright plain "source-serif-4/SourceSerif4Display-Semibold.otf"
    "source-sans-3" Regular Upright plain "source-sans-3/SourceSans3-Regular.otf"
    "source-sans-3" Regular Italic plain "source-sans-3/SourceSans3-It.otf"
    "source-sans-3" Semibold Upright plain "source-sans-3/SourceSans3-Semibold.otf"
    "source-sans-3" Bold Upright plain "source-sans-3/SourceSans3-Bold.otf"
    "cormorant" Regular Upright deflated "cormorant/Cormorant_500Medium.ttf"
    "cormorant" Regular Italic deflated "cormorant/Cormorant_500Medium_Italic.ttf"
    "cormorant" Semibold Upright deflated "cormorant/Cormorant_600SemiBold.ttf"
    "amiri" Regular Upright deflated "amiri/Amiri_400Regular.ttf"
    "amiri" Bold Upright deflated "amiri/Amiri_700Bold.ttf"
    "frank-ruhl-libre" Regular Upright deflated "frank-ruhl-libre/FrankRuhlLibre_400Regular.ttf"
    "frank-ruhl-libre" Bold Upright deflated "frank-ruhl-libre/FrankRuhlLibre_700Bold.ttf"
}
