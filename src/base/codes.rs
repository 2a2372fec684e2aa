//! The kinds of complaints: each with a number that never changes its meaning, how bad it is, and an explanation
//! for whoever asks.

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The booklet cannot be built.
    Error,
    /// It can, but somebody should look.
    Warning,
}

impl Severity {
    /// How it is called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Writes the table of codes: the variant, its number, its severity and the explanation that
/// `bifolio explain` prints.
macro_rules! codes {
    ($($variant:ident $number:literal $severity:ident $explanation:literal;)*) => {
        /// The kind of a complaint. The number never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $explanation] $variant,)*
        }

        impl Code {
            /// Every code, in order of number.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The number people look it up by.
            pub const fn number(self) -> &'static str {
                match self { $(Self::$variant => $number),* }
            }

            /// How bad it is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }

            /// What it means and what to do, for somebody who asks.
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation),* }
            }
        }
    };
}

codes! {
    Syntax "BF0101" Error "The file is not YAML: a bracket or quote is not closed, a tab indents a line, or a line stands at a depth nothing above it has. The marked place is where reading stopped; the cause often stands a line above.";
    NotUtf8 "BF0102" Error "The file is not UTF-8 text. Save it again as UTF-8 in the editor (in Word: plain text, encoding UTF-8). Files of Word and Excel are no text: begin a booklet from a Word file with `bifolio init NAME --from`, and save a list of names as CSV UTF-8.";
    TooLarge "BF0103" Error "A file is larger than bifolio reads, or expands to more than it reads. A booklet's text is rarely more than a few hundred kilobytes.";
    UnknownKey "BF0104" Error "The key is not one that bifolio knows at this place. Usually a typing error; keys are never ignored, so that nothing is lost silently.";
    DuplicateKey "BF0105" Error "The same key stands twice in one block, and only one of them could count. Remove one.";
    WrongType "BF0106" Error "The value is of another kind than the key needs: a list where a text is wanted, a text where a number is wanted.";
    MissingKey "BF0107" Error "A key that is needed is not there.";
    EmptyText "BF0108" Error "A text is empty where words are needed.";
    UnknownName "BF0109" Error "A name refers to something that is not defined: a person, a figure, a theme, a language.";
    NotANumber "BF0110" Error "A number is written in a way YAML does not read as one. Write it with digits only; bifolio groups the thousands by the booklet's language.";
    BadDate "BF0111" Error "The date is not one, or is not written year-month-day, such as 2024-02-26.";
    OutsideFolder "BF0112" Error "A path leads out of the booklet's folder. Copy the file into the folder; nothing outside it is read.";
    Unreadable "BF0113" Error "A file that the booklet names cannot be read.";
    BadValue "BF0114" Error "The value is of the right kind but not one that can be used here.";
    Circular "BF0115" Error "Figures name each other as wholes in a circle. One of them must stand on its own.";
    NewerFormat "BF0116" Error "The booklet is written in a newer version of the format than this bifolio reads.";
    NoSections "BF0117" Error "A booklet without a section has no pages.";
    BadPicture "BF0118" Error "A picture cannot be used: it is of a kind that is not read, is broken, or has more pixels than any page needs.";
    MissingAlternative "BF0119" Error "A picture has no words to be said in its place. Whoever cannot see it hears these words; write what it shows, or mark it `decorative: true`.";
    BadAlternative "BF0120" Error "The words to be said in a picture's place say nothing of it: a file name, or the caption again.";
    NotInText "BF0121" Error "A pull quote, or the sentence of a figure, does not stand in the text it is said to be taken from, or was joined from two of its paragraphs. Words that are signed are never changed, not even for effect.";
    BadCsv "BF0122" Error "A list of names cannot be read.";
    BadFont "BF0123" Error "A font file cannot be used: it is not OpenType or TrueType, is broken, is variable, or forbids embedding. Use a static .otf or .ttf file whose licence allows it.";
    PartAboveWhole "BF0131" Error "A figure is larger than the one it is said to be a part of. One of the two numbers is wrong, or it is no part.";
    NotPrinted "BF0139" Error "Words of a text in Markdown would not be printed, since Markdown takes them for something else: a line in brackets for an address, words after an address for a hint. Nothing a person wrote vanishes silently: write them so that they are printed, or take them out.";
    FigureNotInStatement "BF0201" Warning "A figure names a speaker as its source, but the number does not stand in that speaker's statement. Either the number or the source is wrong.";
    NotADisjointWhole "BF0202" Warning "The parts of a figure marked disjoint do not add up to it.";
    Unused "BF0203" Warning "Something is defined and never shown. It may have been forgotten.";
    CountDiffers "BF0204" Warning "A list has another number of names than the figure it is counted against.";
    PlaceholderDate "BF0205" Warning "The date is the one that stands in a new booklet until somebody writes the right one.";
    PictureLooks "BF0206" Warning "A picture may look otherwise than it does elsewhere: its colour profile is broken or is for other colours, it is made for four inks, or it moves. Convert it to sRGB in the program it came from and save it again.";
    PictureCut "BF0207" Warning "A picture file is cut off at its very end. Nearly all of it is there and is shown; get the file again from where it came from. A file of which more is missing is an error.";
    Guessed "BF0208" Warning "A file does not say how it is to be read, and the likeliest way was taken: in which coding its letters are, whether its lines are paragraphs, whether a family is a surname. Look at what came of it; the help says how to write it so that nothing is guessed.";
    ColumnNotPrinted "BF0209" Warning "A file holds words that stand on no page, such as a column of a list of names that is neither name, surname nor title. They may have been meant for print.";
    CutByRemark "BF0210" Warning "A text without quotes is followed by ` #`, and YAML takes what comes after it for a remark, which is not printed. If the words belong to the text, put the whole text in quotes; if they are a remark, put two spaces before the `#`.";
    MissingFace "BF0211" Warning "A type style asks for a weight or an italic that a family of your own does not have, and is set in the face that comes nearest. Add the file under `fonts`, or ask for another weight in the theme.";
    WeakAlternative "BF0212" Warning "The words to be said in a picture's place only say that it is a picture. Whoever cannot see it learns nothing from `portrait` or `logo`; write what it shows.";
    OtherScript "BF0213" Warning "A text is mostly in another script than its language is written in. It is read aloud, broken and set as the language says, and that is wrong if the words are in another one.";
    NoSentence "BF0214" Warning "The number of a figure stands in its source's statement, but in no sentence together with words of its label: it may count something else there. Name the sentence with `sentence:` in the figure if one does say it; until then none is printed under the figure.";
    BarsAsTable "BF0215" Warning "All bars of a section are drawn to one scale, and on it the shortest could not be seen. The figures are set as a table.";
    WrongAnniversary "BF0216" Warning "The number of the anniversary is another than the one from the day that is remembered to the day of the event.";
    MisleadingCharacter "BF0217" Warning "A text has characters that mislead: they cannot be seen, or turn the direction letters run in, or look like letters of another script. They come with words copied from web pages and chats. Delete them and write the word by hand.";
    MarksInLiteral "BF0219" Warning "A text is printed as it stands, and something in it is perhaps not meant so: a mark of Markdown in a statement, such as a line that begins with #; lines that look like a list and become one paragraph; the name of a file in place of its words.";
    MissingCharacter "BF0301" Error "No face of the booklet has this character. It would print as an empty box. Replace the character, or add a font that has it.";
    Overfull "BF0302" Warning "A line could not be broken within the measure and sticks out. Allow a break with a soft hyphen, or list the word under hyphenation.";
    LooseLine "BF0303" Warning "A justified line is looser than the theme allows, because no better break was found.";
    Overset "BF0304" Error "Something does not fit the place the theme gives it. Shorten it, or choose another style.";
    LowContrast "BF0305" Warning "A colour contrasts with the paper by less than 4.5 to 1, and text in it is hard to read.";
    LowResolution "BF0306" Warning "A picture is placed so large that its pixels will be seen in print. Use a larger file, or show it smaller.";
    CharactersInAddress "BF0307" Error "An address is too long for a QR code that a telephone can read.";
    Unaccounted "BF0310" Error "The finished pages were held against the booklet, and something does not stand on them as it is written: words, a picture, a link or a note are missing, stand once too often, or out of order. That is a fault of bifolio and not of the booklet; nothing is written, since a signed statement must not be printed otherwise than it was given. Please report it.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_codes_share_a_number() {
        let mut numbers: Vec<_> = Code::ALL.iter().map(|code| code.number()).collect();
        numbers.dedup();
        assert_eq!(numbers.len(), Code::ALL.len());
        assert!(numbers.is_sorted());
    }
}
