//! What stands over the columns of a list of names, in the languages people keep such lists in, and how
//! the cells of a row make a name.

use super::decode::Located;
use super::section_schema::HeadingsYaml;
use super::table::{Row, Table};
use crate::base::diagnostic::{Code, Complaints, Diagnostic};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The whole name, as it is read.
    Whole,
    /// The name: whole, or the first name where the surname has a column of its own.
    Name,
    First,
    /// The father's name.
    Middle,
    Surname,
    /// The surname where none is there, and what names are grouped by.
    Family,
    /// What stands before the name.
    Title,
    /// The number of the row.
    Number,
}

/// The headings that are known, as [`plain`] writes them: English, Azerbaijani, Turkish, Russian, German,
/// French.
#[rustfmt::skip]
const KNOWN: &[(Kind, &[&str])] = &[
    (Kind::Whole, &[
        "full name", "fullname", "name and surname", "first and last name", "name surname",
        "ad soyad", "adi soyadi", "ad və soyad", "soyad ad", "soyadi adi", "soyad ad ata adi", "soyadi adi ata adi", "s a a", "saa",
        "ad ve soyad", "adi ve soyadi", "isim soyisim", "ad soyisim",
        "фио", "ф и о", "фамилия имя отчество", "имя и фамилия", "имя фамилия", "фамилия и имя", "фамилия имя", "полное имя",
        "vollständiger name", "vor und nachname", "nom complet", "nom et prénom", "nom et prenom", "prénom et nom",
    ]),
    (Kind::Name, &["name", "names", "ad", "adi", "isim", "i̇sim", "имя"]),
    (Kind::First, &[
        "first name", "firstname", "given name", "given names", "forename", "christian name",
        "vorname", "prénom", "prenom",
    ]),
    (Kind::Middle, &[
        "middle name", "middle names", "patronymic", "father name", "father s name", "fathers name",
        "ata adi", "atasinin adi", "baba adi", "отчество", "zweiter vorname",
    ]),
    (Kind::Surname, &[
        "surname", "last name", "lastname", "family name", "second name",
        "soyad", "soyadi", "soy ad", "soyisim", "familiya", "familiyasi", "фамилия",
        "nachname", "familienname", "zuname", "nom", "nom de famille",
    ]),
    (Kind::Family, &["family"]),
    (Kind::Title, &["title", "honorific", "form of address", "titul", "unvan", "ünvan", "титул", "обращение", "anrede", "titel", "titre"]),
    (Kind::Number, &["no", "nr", "n", "number", "s n", "sl", "sira", "sira no", "s s", "п п", "n п п", "номер", "nummer", "numéro", ""]),
];

/// A heading as it is compared: in small letters, with nothing but letters and single spaces. The
/// letters that Turkish and other keyboards have for one i are one here. That is not [`words::folded`]:
/// a soft hyphen parts words, and a Greek word keeps its last sigma.
///
/// [`words::folded`]: super::words::folded
fn plain(heading: &str) -> String {
    let small = heading.to_lowercase().replace('\u{307}', "");
    let small = small.replace('ı', "i").replace('ё', "е");
    let words = small.split(|it: char| !it.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn kind_of(heading: &str) -> Option<Kind> {
    let heading = plain(heading);
    let known = KNOWN
        .iter()
        .find(|(_, known)| known.contains(&heading.as_str()));
    known.map(|(kind, _)| *kind)
}

/// Which columns of a table make a name.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// What stands before the name.
    pub(super) title: Option<usize>,
    /// The parts of the name, in the order they are read.
    pub(super) parts: Vec<usize>,
    /// What names are grouped by.
    pub(super) family: Option<usize>,
    /// The column that is only a number of the row.
    pub(super) number: Option<usize>,
    /// Whether the family is also the surname, by guess: the first part may be the whole name.
    pub(super) is_surname_guessed: bool,
}

impl Columns {
    /// The columns by what stands over them, or by what `headings` says does. `None`, and a complaint, if
    /// none has the names.
    pub(super) fn of(
        table: &Table,
        said: Option<&HeadingsYaml>,
        complaints: &mut Complaints,
    ) -> Option<Self> {
        let kinds: Vec<_> = table.head.iter().map(|cell| kind_of(&cell.value)).collect();
        let find = |kind: Kind| kinds.iter().position(|it| *it == Some(kind));
        let mut columns = Self {
            title: find(Kind::Title),
            parts: Vec::new(),
            family: find(Kind::Family).or(find(Kind::Surname)),
            number: find(Kind::Number),
            is_surname_guessed: false,
        };
        if let Some(said) = said {
            let headings = [&said.name, &said.surname, &said.title];
            let missing = headings.into_iter().flatten();
            let missing: Vec<_> = missing.filter(|it| headed(table, it).is_none()).collect();
            if !missing.is_empty() {
                for heading in missing {
                    complain_of(heading, table, complaints);
                }
                return None;
            }
            let column = |heading: &Option<Located<String>>| headed(table, heading.as_ref()?);
            let (name, surname) = (column(&said.name), column(&said.surname));
            columns.title = column(&said.title).or(columns.title);
            columns.family = find(Kind::Family).or(surname);
            columns.parts = match (name, surname) {
                (None, None) => Vec::new(),
                (None, Some(surname)) => {
                    let first = find(Kind::First).or(find(Kind::Name));
                    first.into_iter().chain([surname]).collect()
                }
                (Some(name), surname) => [name].into_iter().chain(surname).collect(),
            };
        }
        if columns.parts.is_empty() {
            columns.take_known(&find);
        }
        if columns.parts.is_empty() {
            complain_of_none(table, complaints);
            return None;
        }
        Some(columns)
    }

    fn take_known(&mut self, find: &impl Fn(Kind) -> Option<usize>) {
        if let Some(whole) = find(Kind::Whole) {
            self.parts.push(whole);
            return;
        }
        let (name, first) = (find(Kind::Name), find(Kind::First));
        let (middle, surname) = (find(Kind::Middle), find(Kind::Surname));
        let (first, surname) = match (first, name, surname) {
            // Where all three are there, the name is the whole one.
            (Some(_), Some(name), Some(_)) => {
                self.parts.push(name);
                return;
            }
            // “Name, Vorname”: the name is the surname.
            (Some(first), name, None) => (Some(first), name.or(find(Kind::Family))),
            (first, name, Some(surname)) => (first.or(name), Some(surname)),
            (None, Some(name), None) => {
                let family = find(Kind::Family);
                self.is_surname_guessed = family.is_some();
                (Some(name), family)
            }
            (None, None, None) => (None, None),
        };
        self.parts
            .extend(first.into_iter().chain(middle).chain(surname));
        self.family = self.family.or(surname);
    }

    /// The name a row gives, in the order it is read; a part that another holds already is not said twice.
    pub(super) fn name(&self, row: &Row) -> String {
        let cell = |column: &usize| row.get(*column).map_or("", |cell| cell.value.as_str());
        let parts: Vec<&str> = self
            .parts
            .iter()
            .map(cell)
            .filter(|it| !it.is_empty())
            .collect();
        let holds_all =
            |whole: &&&str| whole.contains(' ') && parts.iter().all(|part| holds(whole, part));
        match parts.iter().find(holds_all) {
            Some(whole) => (*whole).to_owned(),
            None => parts.join(" "),
        }
    }

    /// Where the family was taken for the surname, but names have it already, it is none of their parts.
    /// Gives an example where it stays one and the names before it look whole.
    pub(super) fn settle(&mut self, rows: &[Row]) -> Option<String> {
        let &[name, family] = &self.parts[..] else {
            return None;
        };
        if !self.is_surname_guessed {
            return None;
        }
        let cells = |row: &Row| {
            let (name, family) = (row.get(name)?.value.clone(), row.get(family)?.value.clone());
            (name.contains(' ') && !family.is_empty()).then_some((name, family))
        };
        let of_several: Vec<_> = rows.iter().filter_map(cells).collect();
        let (name, family) = of_several.first()?;
        let n_alike = of_several
            .iter()
            .filter(|(name, family)| has_form_of(name, family));
        let are_whole = n_alike.count() * 2 >= of_several.len()
            || of_several.iter().any(|(name, family)| holds(name, family));
        if are_whole {
            self.parts.pop();
            return None;
        }
        Some(format!("{name} {family}"))
    }
}

/// The fewest letters by which two forms of a surname are told to be of one: Aliyev, Aliyeva.
const FORM: usize = 4;

/// Whether the last word of a name is a form of the family's.
fn has_form_of(name: &str, family: &str) -> bool {
    let (name, family) = (plain(name), plain(family));
    let last = name.split(' ').next_back().unwrap_or_default();
    let letters = last.chars().zip(family.chars());
    letters.take_while(|(one, other)| one == other).count() >= FORM
}

/// No name is longer, in bytes; what is longer is not looked through.
const LONGEST_NAME: usize = 1000;

/// Whether the words of one text stand in another, one after the other.
pub(super) fn holds(text: &str, wanted: &str) -> bool {
    if text.len() > LONGEST_NAME || wanted.len() > text.len() {
        return false;
    }
    let (text, wanted) = (plain(text), plain(wanted));
    format!(" {text} ").contains(&format!(" {wanted} "))
}

/// The column that `headings` names.
fn headed(table: &Table, heading: &Located<String>) -> Option<usize> {
    let wanted = plain(&heading.value);
    table
        .head
        .iter()
        .position(|cell| plain(&cell.value) == wanted)
}

fn complain_of(heading: &Located<String>, table: &Table, complaints: &mut Complaints) {
    let message = format!("no column of the file is headed `{}`", heading.value);
    let help = format!("its first line has {}", listed(&table.head));
    let at = Some(heading.at);
    complaints.push(Diagnostic::new(Code::BadCsv, at, message).help(help));
}

fn complain_of_none(table: &Table, complaints: &mut Complaints) {
    let Some(first) = table.head.first() else {
        return;
    };
    let message = "the file has no column `name`";
    let help = "write `name` over the names, in the first line; if something else stands over them, say what: `headings: {name: Vorname}`";
    complaints.push(Diagnostic::new(Code::BadCsv, Some(first.at), message).help(help));
}

/// Headings as they are told.
fn listed(head: &Row) -> String {
    let headings = head.iter().filter(|cell| !cell.value.is_empty());
    let headings: Vec<_> = headings.map(|cell| format!("`{}`", cell.value)).collect();
    headings.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::FileId;
    use crate::content::table;
    use crate::content::words::folded;

    #[test]
    fn headings_and_words_are_folded_alike_but_for_two_characters() {
        let letters = ('\0'..=char::MAX).filter(|it| it.is_alphanumeric());
        for letter in letters.map(String::from) {
            assert_eq!(plain(&letter), folded(&letter).trim());
        }
        assert_ne!(plain("ΟΔΟΣ"), folded("ΟΔΟΣ"));
        assert_ne!(plain("sur\u{ad}name"), folded("sur\u{ad}name"));
    }

    fn name(text: &str) -> String {
        let mut complaints = Complaints::default();
        let table = table::read(FileId(0), text, &mut complaints).unwrap();
        let mut columns = Columns::of(&table, None, &mut complaints).unwrap();
        columns.settle(&table.rows);
        columns.name(&table.rows[0])
    }

    #[test]
    fn names_are_put_together_in_the_order_they_are_read() {
        for (text, expected) in [
            ("name\nAda Lovelace", "Ada Lovelace"),
            ("Name,Surname\nAda,Lovelace", "Ada Lovelace"),
            ("surname,given name\nLovelace,Ada", "Ada Lovelace"),
            ("LAST NAME;First name;age\nLovelace;Ada;36", "Ada Lovelace"),
            ("name,family\nAda,Lovelace", "Ada Lovelace"),
            ("name,family\nAda Lovelace,Lovelace", "Ada Lovelace"),
            ("Name;Vorname\nLovelace;Ada", "Ada Lovelace"),
            ("Nom;Prénom\nLovelace;Ada", "Ada Lovelace"),
            (
                "AD,SOYAD,ATA ADI\nAda,Lovelace,Bayron",
                "Ada Bayron Lovelace",
            ),
            ("Adı Soyadı,Yaş\nAda Lovelace,36", "Ada Lovelace"),
            (
                "Фамилия;Имя;Отчество\nЛавлейс;Ада;Гордоновна",
                "Ада Гордоновна Лавлейс",
            ),
            ("Ф.И.О.;Возраст\nЛавлейс Ада;36", "Лавлейс Ада"),
            (
                "name,first name,surname\nAda Lovelace,Ada,Lovelace",
                "Ada Lovelace",
            ),
            ("first name,surname\nHasan,Hasan", "Hasan Hasan"),
        ] {
            assert_eq!(name(text), expected, "{text}");
        }
    }
}
