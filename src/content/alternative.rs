//! What is said in a picture's place: whether it is there, and whether it says anything.

use super::cut;
use super::section_schema::PictureYaml;
use super::text::Text;
use super::values::Literal;
use crate::base::diagnostic::{Code, Complaints, Diagnostic};

/// What only says that there is a picture, in the languages booklets are set in.
#[rustfmt::skip]
const SAYS_NOTHING: &[&str] = &[
    "portrait", "photo", "photograph", "picture", "image", "logo", "emblem", "drawing", "illustration",
    "foto", "fotoşəkil", "portret", "şəkil", "rəsm", "təsvir", "loqo", "loqotip",
    "fotoğraf", "portre", "resim", "görsel", "çizim", "amblem",
    "портрет", "фото", "фотография", "фотоснимок", "снимок", "картинка", "рисунок", "изображение",
    "логотип", "эмблема",
];

/// What stands in a new booklet until somebody writes the right words.
const SUGGESTED: &[&str] = &[
    "what it shows",
    "what the picture shows",
    "what the picture shows for whoever cannot see it",
];

const HELP: &str = "write what the picture shows, as you would tell somebody on the telephone";

/// A picture says what it shows, in words of its own, or is marked as decoration.
pub(super) fn check(picture: &PictureYaml, complaints: &mut Complaints) {
    let is_decorative = picture.decorative == Some(true);
    let Some(Literal(alternative)) = &picture.alt else {
        if !is_decorative {
            let message = format!("the picture `{}` has no `alt`", picture.file.value);
            let help = "add `alt:` with what it shows, or `decorative: true` if it shows nothing";
            let at = Some(picture.file.at);
            complaints.push(Diagnostic::new(Code::MissingAlternative, at, message).help(help));
        }
        return;
    };
    let captions = || picture.caption.iter().flat_map(Text::passages);
    for passage in alternative.passages() {
        let words = passage.text.trim();
        let is_file_name = words == picture.file.value
            || [".jpg", ".jpeg", ".png", ".webp"]
                .iter()
                .any(|it| words.to_lowercase().ends_with(it));
        let is_caption = captions().any(|caption| caption.text.trim() == words);
        let (code, message) = if is_file_name {
            (Code::BadAlternative, "`alt` is a file name".to_owned())
        } else if is_caption {
            (
                Code::BadAlternative,
                "`alt` is the caption again".to_owned(),
            )
        } else if says_nothing(words) {
            let message = format!("{} does not say what the picture shows", cut::quoted(words));
            (Code::WeakAlternative, message)
        } else {
            continue;
        };
        complaints.push(Diagnostic::new(code, Some(passage.at), message).help(HELP));
    }
}

/// Whether words only say that there is a picture, with an article or a number: "A photo", "Logo 2".
fn says_nothing(words: &str) -> bool {
    let words = words.to_lowercase();
    let is_mark = |it: char| !it.is_alphabetic();
    let bare = words.trim_matches(is_mark);
    let articles = ["a ", "an ", "the ", "bir "];
    let bare = articles
        .iter()
        .find_map(|it| bare.strip_prefix(it))
        .unwrap_or(bare);
    SAYS_NOTHING.contains(&bare) || SUGGESTED.contains(&bare) || is_made_by_camera(&words)
}

/// Whether words are a name that a camera gives: one word of letters, digits and strokes, such as `IMG_2041`.
fn is_made_by_camera(words: &str) -> bool {
    /// Fewer digits in a row may belong to a name people use.
    const FEWEST_DIGITS: usize = 3;
    let is_of_name = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let mut runs = words.split(|it: char| !it.is_ascii_digit());
    let has_letter = words.contains(|it: char| it.is_ascii_alphabetic() || it == '_');
    has_letter && words.chars().all(is_of_name) && runs.any(|run| run.len() >= FEWEST_DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_a_picture_says_nothing_and_a_description_does() {
        for words in [
            "Portrait",
            "A photo.",
            "logo 2",
            "Фотография",
            "fotoğraf",
            "What the picture shows",
            "what it shows",
            "IMG_2041",
            "DSC01234",
            "20240501_101500",
        ] {
            assert!(says_nothing(words), "{words}");
        }
        for words in [
            "A portrait of Ada at her desk",
            "Portrait of Ada",
            "2",
            "Ada",
            "1948",
            "Covid_19",
            "The house in 1948",
        ] {
            assert!(!says_nothing(words), "{words}");
        }
    }
}
