//! The imprint: what the booklet is, whose the texts are, what it is set in, its date. At the foot.

use crate::base::diagnostic::{Code, Diagnostic, Span};
use crate::base::units::Pt;
use crate::content::booklet::Imprint;
use crate::content::prose::{Prose, ProseKind};
use crate::design::theme::StyleName;
use crate::inline::setting::Setting;
use crate::layout::compositor::Compositor;
use crate::layout::galley::Galley;
use crate::layout::notes;
use crate::layout::page::{Role, TagTree};
use crate::layout::stack::Stack;
use crate::layout::voices::Voices;

/// Sets the imprint.
pub(super) fn set(compositor: &mut Compositor<'_>, imprint: &Imprint, at: Span) -> Galley {
    let style = compositor.design.theme.imprint.clone();
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let leading = compositor.leading(StyleName::Imprint);
    let size = compositor.size(StyleName::Imprint);
    let measure = compositor.grid.measure.min(style.width.0);

    let mut stack = Stack::default();
    let paragraphs = paragraphs(compositor, imprint, at);
    for (idx, prose) in paragraphs.iter().enumerate() {
        if idx > 0 {
            stack.y += leading * 0.5;
        }
        if !matches!(prose.kind, ProseKind::Paragraph) {
            let message = "only paragraphs are set in an imprint";
            let help = "write paragraphs, with *emphasis*, links and notes where they are wanted";
            let complaint = Diagnostic::new(Code::BadValue, prose.at, message).help(help);
            compositor.complaints.push(complaint);
        }
        let tag = compositor.tags.add(section, Role::Paragraph);
        let (paragraph, ways) = compositor.prose(prose, StyleName::Imprint);
        let voices = Voices::of(&mut compositor.tags, ways, tag);
        let lines = compositor.set(&paragraph, size, measure, &Setting::RAGGED);
        stack.say(lines, leading, &voices, prose.at);
    }
    // Its notes stand under it, in the order of their numbers.
    for numbered in imprint.text.iter().flat_map(notes::numbered) {
        stack.y += leading * 0.5;
        let style = StyleName::Imprint;
        let (height, note) = notes::set(compositor, numbered, section, measure, style);
        let y = stack.y;
        let note = note.into_iter().map(|item| item.moved(Pt::ZERO, y));
        stack.items.extend(note);
        stack.y += height;
    }
    // What stands above the last line is now known: hang the whole from the foot.
    let top = compositor.grid.baseline(style.foot_line.0) - stack.y;
    if top < Pt::ZERO {
        let message = "the imprint has more on it than a page holds";
        let help = "shorten it, or move a part of it to a `text` section";
        let complaint = Diagnostic::new(Code::Overset, Some(at), message).help(help);
        compositor.complaints.push(complaint);
    }
    let items = stack
        .items
        .into_iter()
        .map(|item| item.moved(Pt::ZERO, top));
    Galley::one_page(items.collect(), compositor.grid.height())
}

/// The booklet's own paragraphs, or what holds for every booklet; then the colophon.
fn paragraphs(compositor: &mut Compositor<'_>, imprint: &Imprint, at: Span) -> Vec<Prose> {
    let language = compositor.tongue.row;
    let sections = compositor.booklet.sections.iter();
    let has_statements = sections
        .map(|section| &section.block)
        .any(|block| block.statement().is_some());
    let mut paragraphs = match &imprint.text {
        Some(text) => text.prose.clone(),
        None if has_statements => vec![Prose::plain(language.words.word_for_word, at)],
        None => Vec::new(),
    };
    let date = language.date(compositor.booklet.date);
    let set_in = language.words.set_in.replace("{}", &families(compositor));
    paragraphs.push(Prose::plain(set_in, at));
    paragraphs.push(Prose::plain(date, at));
    paragraphs
}

/// The families the booklet is set in, each once: those of every booklet, and those of captions where there
/// are any.
fn families(compositor: &Compositor<'_>) -> String {
    let mut styles = vec![
        StyleName::Body,
        StyleName::CoverTitle,
        StyleName::Name,
        StyleName::Imprint,
    ];
    let pictures = compositor.booklet.pictures();
    if pictures.iter().any(|it| it.caption.is_some()) {
        styles.push(StyleName::PictureCaption);
    }
    if pictures.iter().any(|it| it.credit.is_some()) {
        styles.push(StyleName::Credit);
    }
    let mut families: Vec<String> = Vec::new();
    for style in styles {
        let face = compositor.design.style(style).face;
        let name = compositor.design.fonts.face(face).family_name();
        let is_cut_of_known = families
            .iter()
            .any(|known| name.starts_with(known.as_str()));
        if !is_cut_of_known {
            families.push(name);
        }
    }
    let last = families.pop().unwrap_or_default();
    if families.is_empty() {
        return last;
    }
    let and = compositor.tongue.row.words.and;
    format!("{} {and} {last}", families.join(", "))
}
