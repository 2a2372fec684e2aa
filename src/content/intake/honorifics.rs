//! What stands before a name, in the languages of booklets.

/// What may stand before a name.
const HONORIFICS: &[&str] = &[
    "H.E.",
    "H. E.",
    "H.E. Mr.",
    "H.E. Mrs.",
    "H.E. Ms.",
    "His Excellency",
    "Her Excellency",
    "His Excellency Mr.",
    "Her Excellency Ms.",
    "Mr.",
    "Mrs.",
    "Ms.",
    "Mr",
    "Mrs",
    "Ms",
    "Dr.",
    "Dr",
    "Prof.",
    "Prof. Dr.",
    "Professor",
    "Hon.",
    "The Hon.",
    "Rev.",
    "Sir",
    "Ambassador",
    "Minister",
    "President",
    "Cənab",
    "Xanım",
    "Zati-aliləri",
    "Zati-aliləri cənab",
    "Zati-aliləri xanım",
    "Professor Dr.",
    "Akademik",
    "Sayın",
    "Ekselansları",
    "Ekselansları Sayın",
    "Г-н",
    "Г-жа",
    "Господин",
    "Госпожа",
    "Е.П.",
    "Е. П.",
    "Его Превосходительство",
    "Её Превосходительство",
    "Ее Превосходительство",
    "Его Превосходительство г-н",
    "Его Превосходительство господин",
    "Её Превосходительство г-жа",
    "Ее Превосходительство г-жа",
    "Проф.",
    "Профессор",
    "Академик",
];

/// The honorific a line begins with, if a name follows it: “Minister Ada Reader”, not “Minister of Culture”.
pub(super) fn honorific(line: &str) -> Option<&'static str> {
    let begins = |honorific: &&&str| {
        let rest = line.strip_prefix(**honorific);
        let name = rest.and_then(|rest| rest.strip_prefix(' ')).map(str::trim);
        name.is_some_and(|name| name.len() > 1 && name.starts_with(char::is_uppercase))
    };
    // The longest: "The Hon." before "Hon.".
    HONORIFICS
        .iter()
        .filter(begins)
        .max_by_key(|it| it.len())
        .copied()
}
