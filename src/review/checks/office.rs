//! Sheets for an office printer: what goes wrong there, found before paper is spent.

use crate::base::diagnostic::Severity;
use crate::base::geometry::Size;
use crate::base::paper::Paper;
use crate::base::pdf::file::File;
use crate::base::pdf::objects::{Dict, Rect, name};
use crate::base::shown::first_letters;
use crate::base::units::Pt;
use crate::review::content::{Area, Content, Paint, Shown, What};
use crate::review::finding::Finding;

/// What office printers do not reach at the edges of a sheet.
const UNREACHED: Pt = Pt::from_mm(5.0);

/// How near the fold text may stand.
const CREASE: Pt = Pt::from_mm(3.0);

/// Thinner lines break up in print.
const HAIRLINE: f64 = 0.25;

/// Smaller type fills in, in points.
const SMALLEST_TYPE: f64 = 8.0;

/// What rounding may take from a rule.
const ROUNDING: f64 = 0.001;

/// How many letters of a text are told.
const LONGEST: usize = 30;

/// How far colours may be from gray that count as gray.
const NEARLY: f64 = 0.02;

struct Judge<'j> {
    findings: Vec<Finding>,
    file: &'j File,
}

/// Judges sheets: each rule once a page.
pub(super) fn judge(file: &File, content: &Content, black_and_white: bool) -> Vec<Finding> {
    let mut judge = Judge {
        findings: Vec::new(),
        file,
    };
    judge.document();
    let mut rest = &content.shown[..];
    for page_idx in 0..file.pages().len() {
        let n_here = rest.iter().take_while(|it| it.page_idx == page_idx).count();
        let (here, after) = rest.split_at(n_here);
        judge.page(page_idx, here, black_and_white);
        rest = after;
    }
    judge.findings
}

impl Judge<'_> {
    fn find(
        &mut self,
        how_bad: Severity,
        rule: &'static str,
        page: Option<usize>,
        message: String,
    ) {
        self.findings.push(Finding {
            severity: how_bad.word(),
            rule,
            page: page.map(|idx| idx + 1),
            source: None,
            message,
        });
    }

    fn document(&mut self) {
        let pages = self.file.pages();
        let catalog = self.file.catalog();
        let viewing = catalog
            .get::<Dict<'_>>("ViewerPreferences")
            .unwrap_or_default();
        if name(&viewing, "PrintScaling").as_deref() != Some("None") {
            let message = "print dialogues will offer “fit to page”, which makes sheets smaller: \
                print it at 100 %, or impose it with bifolio";
            self.find(Severity::Warning, "scaling", None, message.to_owned());
        }
        let duplex = name(&viewing, "Duplex").unwrap_or_default();
        if duplex.starts_with("Duplex") && !pages.len().is_multiple_of(2) {
            let message = format!(
                "{} sides are no whole sheets: the last back is missing",
                pages.len()
            );
            self.find(Severity::Error, "parity", None, message);
        }
        if duplex.is_empty() {
            let message = "nothing tells the printer on which edge sheets are turned";
            self.find(Severity::Warning, "duplex", None, message.to_owned());
        }
        let sizes = pages.iter().map(|page| {
            let media = page.media_box();
            (media.width().round() as i64, media.height().round() as i64)
        });
        let sizes: Vec<_> = sizes.collect();
        let Some(first) = sizes.first() else { return };
        if let Some(other) = sizes.iter().position(|size| size != first) {
            let message = "this side has another size than the first: sheets would be mixed";
            self.find(Severity::Error, "sizes", Some(other), message.to_owned());
        }
        let size = Size {
            width: Pt(first.0 as f64),
            height: Pt(first.1 as f64),
        };
        if Paper::of_spread(size).is_none() {
            let sheet = Paper::of_size(size);
            let message =
                format!("{sheet} is no paper an office printer holds; give --paper a3 or a4");
            self.find(Severity::Warning, "paper", None, message);
        }
    }

    fn page(&mut self, page_idx: usize, shown: &[Shown], black_and_white: bool) {
        let sheet = Sheet::of(self.file.pages()[page_idx].media_box());
        let mut told: Vec<&'static str> = Vec::new();
        for it in shown {
            let Some(words) = words(&it.what) else {
                continue;
            };
            let wrong = sheet.fault(it, &words);
            let colored = black_and_white && !is_gray(it.paint) && it.what != What::Picture;
            let colored = colored.then(|| {
                let message = format!("{words} is coloured, on a printer without colours");
                (Severity::Warning, "colours", message)
            });
            for (how_bad, rule, message) in wrong.into_iter().chain(colored) {
                if !told.contains(&rule) {
                    told.push(rule);
                    self.find(how_bad, rule, Some(page_idx), message);
                }
            }
        }
    }
}

/// What is called wrong by; none for text that is only space.
fn words(what: &What) -> Option<String> {
    Some(match what {
        What::Text { text, .. } if text.trim().is_empty() => return None,
        What::Text { text, .. } => {
            format!("“{}”", first_letters(text.trim(), LONGEST))
        }
        What::Picture => "a picture".to_owned(),
        What::Fill | What::Shading => "a ground".to_owned(),
        What::Stroke(_) => "a line".to_owned(),
    })
}

/// A side of a sheet, by what a printer does with it.
struct Sheet {
    /// What is printed of it.
    reached: Area,
    /// Where it is folded, if it lies.
    fold: Option<f64>,
}

impl Sheet {
    fn of(media: Rect) -> Self {
        let reached = Area {
            left: media.x0 + UNREACHED.0,
            bottom: media.y0 + UNREACHED.0,
            right: media.x1 - UNREACHED.0,
            top: media.y1 - UNREACHED.0,
        };
        let lies = media.width() > media.height();
        Self {
            reached,
            fold: lies.then(|| f64::midpoint(media.x0, media.x1)),
        }
    }

    /// What is wrong with something on it: how bad it is, by which rule, and in words.
    fn fault(&self, shown: &Shown, words: &str) -> Option<(Severity, &'static str, String)> {
        let is_white = shown.paint == Paint::Gray(1.0) || shown.paint == Paint::Rgb([1.0; 3]);
        let leaves = self.leaves(shown.area);
        let thickness = thickness(shown.area);
        Some(match &shown.what {
            What::Fill | What::Shading | What::Picture if leaves && !is_white => (
                Severity::Error,
                "edge",
                format!("{words} runs to the edge, where the printer leaves white"),
            ),
            What::Text { .. } | What::Stroke(_) if leaves => (
                Severity::Error,
                "edge",
                format!("{words} stands where the printer does not reach"),
            ),
            What::Text { .. } if self.is_folded_in(shown.area) => (
                Severity::Error,
                "crease",
                format!("{words} stands in the fold"),
            ),
            What::Text { size, .. } if *size < SMALLEST_TYPE => (
                Severity::Warning,
                "small-type",
                format!("{words} is set in {size:.1} pt"),
            ),
            What::Stroke(width) if *width < HAIRLINE => (
                Severity::Warning,
                "hairlines",
                format!("a line of {width:.2} pt breaks up in print"),
            ),
            What::Fill if thickness < HAIRLINE - ROUNDING => (
                Severity::Warning,
                "hairlines",
                format!("a rule of {thickness:.2} pt breaks up in print"),
            ),
            _ => return None,
        })
    }

    fn leaves(&self, area: Area) -> bool {
        area.left < self.reached.left
            || area.bottom < self.reached.bottom
            || area.right > self.reached.right
            || area.top > self.reached.top
    }

    fn is_folded_in(&self, area: Area) -> bool {
        let near = |fold: f64| area.left < fold + CREASE.0 && area.right > fold - CREASE.0;
        self.fold.is_some_and(near)
    }
}

/// The shorter side of an area.
fn thickness(area: Area) -> f64 {
    (area.right - area.left).min(area.top - area.bottom)
}

fn is_gray(paint: Paint) -> bool {
    match paint {
        Paint::Gray(_) => true,
        Paint::Rgb([red, green, blue]) => {
            (red - green).abs() < NEARLY && (green - blue).abs() < NEARLY
        }
        Paint::Cmyk([cyan, magenta, yellow, _]) => cyan.max(magenta).max(yellow) < NEARLY,
        Paint::Other => false,
    }
}
