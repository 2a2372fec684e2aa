//! What is said of a picture file, to the person who named it.

use super::decode::{PictureError, Remark};
use crate::base::diagnostic::{Code, Diagnostic};
use crate::content::decode::Located;

/// What is said of a picture that cannot be used.
pub(in crate::content) fn unusable(named: &Located<String>, error: &PictureError) -> Diagnostic {
    let (message, help) = match error {
        PictureError::Unknown(None) => (
            format!("`{}` is not a picture that is read", named.value),
            "save it as JPEG, PNG, WebP, or SVG for a logo",
        ),
        PictureError::Unknown(Some(kind)) => (
            format!("`{}` is {}, which is not read", named.value, kind.name),
            kind.help,
        ),
        PictureError::TooMany => (
            format!("with `{}` the pictures are too large together", named.value),
            "save them smaller: a whole page at 300 ppi needs 2480 × 3508, in JPEG some 2 MB",
        ),
        PictureError::TooLarge(width, height) => (
            format!(
                "the picture `{}` has {width} × {height} pixels",
                named.value
            ),
            "save it smaller: a whole page at 300 ppi needs 2480 × 3508",
        ),
        PictureError::Drawing(why) => (
            format!("the drawing `{}` {why}", named.value),
            "SVG is for logos and emblems of flat shapes; everything else as PNG or JPEG",
        ),
        PictureError::Broken(why) => (
            format!("the picture `{}` is broken: {why}", named.value),
            "save it again from the program it came from",
        ),
    };
    Diagnostic::new(Code::BadPicture, Some(named.at), message).help(help)
}

/// What is said of a picture that is used all the same.
pub(in crate::content) fn remarked(named: &Located<String>, remark: &Remark) -> Diagnostic {
    let name = &named.value;
    let (code, message, help) = match remark {
        Remark::BadProfile(why) => (
            Code::PictureLooks,
            format!("the colour profile of the picture `{name}` is not used: {why}"),
            "convert the picture to sRGB in the program it came from and save it again",
        ),
        Remark::UnusualColors => (
            Code::PictureLooks,
            format!(
                "the picture `{name}` names colours of its own without a profile; they are not used"
            ),
            "convert the picture to sRGB in the program it came from and save it again",
        ),
        Remark::FourInks => (
            Code::PictureLooks,
            format!(
                "the picture `{name}` is made for four inks (CMYK); its colours may turn out otherwise"
            ),
            "convert the picture to sRGB in the program it came from and save it again",
        ),
        Remark::Animated => (
            Code::PictureLooks,
            format!("the picture `{name}` moves; only its first picture is shown"),
            "save the picture that is to be shown by itself",
        ),
        Remark::NoEnd => (
            Code::PictureCut,
            format!("the picture `{name}` lacks the mark at its end; what it shows is all there"),
            "if the file was sent or copied, do it again: it may have been cut off",
        ),
        Remark::Nearly => (
            Code::PictureCut,
            format!("the picture `{name}` is cut off: a narrow strip is missing at its foot"),
            "get the file again from where it came from, or save it cut to what is there",
        ),
        Remark::Coarse => (
            Code::PictureCut,
            format!("the picture `{name}` is cut off: it is less sharp than it was"),
            "get the file again from where it came from",
        ),
    };
    Diagnostic::new(code, Some(named.at), message).help(help)
}
