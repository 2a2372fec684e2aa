//! Lists of names, from the YAML or from a CSV file, in order and counted.

use super::resolver::Resolver;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::content::booklet::Names;
use crate::content::coding::Codings;
use crate::content::decode::Located;
use crate::content::names;
use crate::content::section_schema::NamesYaml;
use crate::content::values::Literal;

impl Resolver<'_> {
    pub(super) fn names_block(&mut self, names: NamesYaml) -> Option<Names> {
        let n_columns = names.columns.map_or(2, |it| it.0);
        let group = names.group;
        self.check_headings(&names);
        let listed = match (names.names, names.file) {
            (Some(list), None) => list
                .iter()
                .flat_map(|Literal(name)| name.passages())
                .cloned()
                .map(names::Entry::of)
                .collect(),
            (None, Some(file)) => {
                let codings = Codings::OrGuessedFor(self.language);
                let id = self
                    .folder
                    .read_text(&file, codings, self.sources, self.complaints)?;
                let headings = names.headings.as_ref();
                names::read_csv(id, headings, group, self.sources, self.complaints)?
            }
            _ => {
                let message = "a list of names wants either `names` or `file`";
                let help = "list the names under `names`, or name a CSV file under `file`";
                let at = Some(names.at);
                self.complaints
                    .push(Diagnostic::new(Code::MissingKey, at, message).help(help));
                return None;
            }
        };
        let listed = self.some(listed, names.at, "names");
        if let Some(count) = names.count {
            self.check_count(&count, listed.len());
        }
        let sorted = names.sorted.unwrap_or(group.is_some());
        let names_list = names::arranged(listed, sorted, group, self.language);
        Some(Names {
            title: names.title,
            names: names_list,
            n_columns,
        })
    }

    /// Headings stand in a file only.
    fn check_headings(&mut self, names: &NamesYaml) {
        if let (Some(headings), None) = (&names.headings, &names.file) {
            let message =
                "`headings` says what stands over the columns of a file, and there is none";
            let help = "remove `headings`, or name a CSV file under `file`";
            let at = Some(headings.at);
            self.complaints
                .push(Diagnostic::new(Code::BadValue, at, message).help(help));
        }
    }

    /// A list may be said to have as many names as a figure has.
    fn check_count(&mut self, count: &Located<String>, n_names: usize) {
        let Some(idx) = self.figure(count) else {
            return;
        };
        let Some(value) = self.values.get(idx.0) else {
            return;
        };
        if *value != n_names as u64 {
            let message = format!(
                "the list has {n_names} names, and `{}` is {value}",
                count.value
            );
            let help = "look for a name that is missing or stands twice, or remove `count`";
            let at = Some(count.at);
            self.complaints
                .push(Diagnostic::new(Code::CountDiffers, at, message).help(help));
        }
    }
}
