//! What a file is that is no picture that is read, by its first bytes, and what to do about it.

/// A kind of file that people take for a picture that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// What it is called, with its article.
    pub name: &'static str,
    /// What to do with it.
    pub help: &'static str,
}

const SAVE: &str = "open it in a picture program and save it as PNG, or as JPEG for a photograph";
const EXPORT: &str = "export the picture from it as PNG or JPEG; a logo of flat shapes as SVG";

/// The kinds, by what stands at a place in the file.
#[rustfmt::skip]
const KINDS: &[(usize, &[u8], Kind)] = &[
    (0, b"II*\0", Kind { name: "a TIFF picture", help: SAVE }),
    (0, b"MM\0*", Kind { name: "a TIFF picture", help: SAVE }),
    (0, b"GIF8", Kind { name: "a GIF picture", help: SAVE }),
    (0, b"BM", Kind { name: "a BMP picture", help: SAVE }),
    (0, b"\0\0\x01\0", Kind { name: "an icon (ICO)", help: SAVE }),
    (0, b"\0\0\0\x0cjP  ", Kind { name: "a JPEG 2000 picture", help: SAVE }),
    (0, b"\xff\x4f\xff\x51", Kind { name: "a JPEG 2000 picture", help: SAVE }),
    (0, b"\0\0\0\x0cJXL ", Kind { name: "a JPEG XL picture", help: SAVE }),
    (0, b"\xff\x0a", Kind { name: "a JPEG XL picture", help: SAVE }),
    (4, b"ftypavi", Kind { name: "an AVIF picture", help: SAVE }),
    (4, b"ftyphe", Kind { name: "a HEIC picture, as phones take them", help: HEIC }),
    (4, b"ftypmif1", Kind { name: "a HEIC picture, as phones take them", help: HEIC }),
    (4, b"ftypmsf1", Kind { name: "a HEIC picture, as phones take them", help: HEIC }),
    (4, b"ftyp", Kind { name: "a film", help: "save one picture of it as JPEG" }),
    (0, b"8BPS", Kind { name: "a Photoshop file", help: EXPORT }),
    (0, b"%PDF", Kind { name: "a PDF", help: EXPORT }),
    (0, b"%!PS", Kind { name: "PostScript", help: EXPORT }),
    (0, b"\xc5\xd0\xd3\xc6", Kind { name: "PostScript", help: EXPORT }),
    (0, b"PK\x03\x04", Kind { name: "a Word file or another that is packed (ZIP)", help: EXPORT }),
    (0, b"\x1f\x8b", Kind { name: "packed (gzip; an .svgz?)", help: "unpack it, or save it as plain SVG" }),
    (0, b"qoif", Kind { name: "a QOI picture", help: SAVE }),
    (0, b"\xff\xfe<", Kind { name: "SVG in UTF-16", help: "save it as UTF-8" }),
    (0, b"\xfe\xff\0<", Kind { name: "SVG in UTF-16", help: "save it as UTF-8" }),
];

const HEIC: &str = "save it as JPEG: on an iPhone mail it to yourself or choose Most Compatible under \
                    Settings, Camera, Formats; on a computer open it and export it as JPEG";

/// What a file is, if its first bytes tell.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    if let [b'P', b'1'..=b'7', after, ..] = bytes
        && after.is_ascii_whitespace()
    {
        let name = "a PNM picture (.ppm, .pgm, .pbm)";
        return Some(Kind { name, help: SAVE });
    }
    let is_at = |at: usize, mark: &[u8]| bytes.get(at..).is_some_and(|it| it.starts_with(mark));
    let known = KINDS.iter().find(|(at, mark, _)| is_at(*at, mark));
    known.map(|(_, _, kind)| *kind)
}
