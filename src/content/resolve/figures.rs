//! Figures: what each is a part of and who says it, and the sections that show them.

use super::resolver::Resolver;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::content::booklet::{
    Block, ContentsEntry, Figure, FigureDots, FigureList, FigureNumbers,
};
use crate::content::decode::Named;
use crate::content::known;
use crate::content::schema::FigureYaml;
use crate::content::section_schema::{ContentsEntryYaml, FiguresStyleYaml, FiguresYaml};

impl Resolver<'_> {
    pub(super) fn figures(&mut self, figures: &Named<FigureYaml>) -> Vec<Figure> {
        let mut resolved = Vec::with_capacity(figures.0.len());
        for (_, figure) in &figures.0 {
            let of = figure.of.as_ref().and_then(|whole| self.figure(whole));
            let source = self.person(&figure.source);
            resolved.push(Figure {
                value: figure.value.value,
                label: figure.label.clone(),
                of,
                source,
                qualifier: figure.qualifier,
                sentence: figure.sentence.as_ref().map(|it| it.0.clone()),
                stated_in: None,
                sentences: Vec::new(),
                at: figure.value.at,
            });
        }
        self.check_circles(figures, &resolved);
        resolved
    }

    fn check_circles(&mut self, figures: &Named<FigureYaml>, resolved: &[Figure]) {
        let wholes: Vec<_> = resolved.iter().map(|figure| figure.of).collect();
        for idx in known::in_circles(&wholes) {
            let (name, figure) = &figures.0[idx];
            let at = figure.of.as_ref().map_or(name.at, |of| of.at);
            let message = format!("the figure `{}` is a part of itself", name.value);
            self.complaints.push(
                Diagnostic::new(Code::Circular, Some(at), message)
                    .help("remove `of` from the figure that is the whole"),
            );
        }
    }

    pub(super) fn figures_block(&mut self, figures: FiguresYaml) -> Option<Block> {
        let show: Vec<_> = figures
            .show
            .iter()
            .filter_map(|name| self.figure(name))
            .collect();
        let contents = figures.contents.map(resolved_entry);
        let title = figures.title;
        let Some(first) = show.first() else {
            if figures.show.is_empty() {
                let message = "no figure is named in `show`";
                self.complaints.push(
                    Diagnostic::new(Code::EmptyText, Some(figures.at), message)
                        .help("name at least one figure, such as `show: [killed]`"),
                );
            }
            return None;
        };
        if let Some(caption) = figures.caption.as_ref()
            && figures.style != FiguresStyleYaml::Dots
        {
            let message = "a caption is printed under dots only";
            let help = "take it out, or write its words in a `text` section";
            let at = Some(caption.at);
            self.complaints
                .push(Diagnostic::new(Code::BadValue, at, message).help(help));
        }
        let list = |title, show, contents| FigureList {
            title,
            show,
            contents,
        };
        Some(match figures.style {
            FiguresStyleYaml::Numbers => Block::FigureNumbers(FigureNumbers {
                title,
                show,
                contents,
            }),
            FiguresStyleYaml::Table => Block::FigureTable(list(title, show, contents)),
            FiguresStyleYaml::Bars => Block::FigureBars(list(title, show, contents)),
            FiguresStyleYaml::Dots => {
                let first = *first;
                if let Some(second) = figures.show.get(1) {
                    let message = "a field of dots shows one figure";
                    let help = "make a section of its own for each figure";
                    let at = Some(second.at);
                    self.complaints
                        .push(Diagnostic::new(Code::BadValue, at, message).help(help));
                }
                Block::FigureDots(FigureDots {
                    title,
                    show: first,
                    caption: figures.caption,
                    contents,
                })
            }
        })
    }
}

fn resolved_entry(entry: ContentsEntryYaml) -> ContentsEntry {
    ContentsEntry {
        title: entry.title,
        note: entry.note,
    }
}
