//! The pages as stable text: what stands where, to a hundredth of a point. Made to be compared.

use std::fmt::Write as _;

use crate::base::geometry::Rect;
use crate::base::units::Pt;
use crate::design::fonts::Fonts;
use crate::layout::page::{Furniture, Item, Mark, Page, Pages, Place, Target};
use crate::render::pdf::role_name;

/// Dumps the pages.
pub fn dump(pages: &Pages, fonts: &Fonts) -> String {
    let mut text = String::new();
    for page in &pages.pages {
        dump_page(&mut text, page, pages, fonts);
    }
    for entry in &pages.outline {
        let _ = writeln!(text, "outline {} {}", entry.page_idx + 1, entry.title);
    }
    text
}

fn dump_page(text: &mut String, page: &Page, pages: &Pages, fonts: &Fonts) {
    let (width, height) = (point(page.trim.width), point(page.trim.height));
    let _ = writeln!(text, "page {} {width} × {height}", page.label);
    for item in &page.items {
        let place = place(item, pages);
        let _ = match &item.mark {
            Mark::Glyphs(at, run) => {
                let face = fonts.face(run.face).postscript_name();
                let stretch = if (run.stretch - 1.0).abs() < 1e-6 {
                    String::new()
                } else {
                    format!(" ×{:.4}", run.stretch)
                };
                writeln!(
                    text,
                    "  {place} {},{} +{} {face} {}{stretch} “{}”",
                    point(at.x),
                    point(at.y),
                    point(run.width()),
                    point(run.size),
                    run.text.replace('\u{ad}', "¬"),
                )
            }
            Mark::Rule(rule, _) => writeln!(text, "  {place} rule {}", area(*rule)),
            Mark::Code(modules, _) => modules
                .iter()
                .try_for_each(|module| writeln!(text, "  {place} rule {}", area(*module))),
            Mark::Dots {
                centres, diameter, ..
            } => {
                let first = centres.first().copied().unwrap_or_default();
                let (x, y, diameter) = (point(first.x), point(first.y), point(*diameter));
                writeln!(
                    text,
                    "  {place} {} dots ⌀{diameter} from {x},{y}",
                    centres.len()
                )
            }
            Mark::Picture {
                area: seen,
                picture,
                ..
            } => {
                writeln!(text, "  {place} picture {} {}", picture.0, area(*seen))
            }
            Mark::Link {
                area: link, target, ..
            } => {
                let target = match target {
                    Target::Page(page_idx) => format!("page {}", page_idx + 1),
                    Target::Address(address) => address.clone(),
                };
                writeln!(text, "  {place} link {} to {target}", area(*link))
            }
        };
    }
}

fn place(item: &Item, pages: &Pages) -> String {
    match item.place {
        Place::Meaning(tag) => {
            let role = pages.tags.tags()[tag.0 as usize].role;
            format!("{}#{}", role_name(role), tag.0)
        }
        Place::Furniture(Furniture::RunningHead) => "head".to_owned(),
        Place::Furniture(Furniture::Ornament) => "ornament".to_owned(),
    }
}

/// A length with two decimals, never "-0.00".
fn point(length: Pt) -> String {
    let hundredths = (length.0 * 100.0).round();
    format!("{:.2}", (hundredths + 0.0) / 100.0)
}

fn area(area: Rect) -> String {
    let size = area.size;
    format!(
        "{},{} {} × {}",
        point(area.origin.x),
        point(area.origin.y),
        point(size.width),
        point(size.height)
    )
}
