//! What the numbers of a theme must be to each other: in order, within the measure, on the page.
//!
//! Each number is in its range by then. What is wrong is told at the number that can be changed; a theme in
//! which anything is wrong sets no page.

use super::keys::{FitRanges, Theme};
use super::numbers::{Extent, Mm};
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Span};
use crate::base::units::Pt;

/// More measures are never tried.
const MOST_MEASURES: usize = 10;

/// The fewest lines a page has.
const FEWEST_LINES: f64 = 6.0;

/// What is left for words beside something: some ten letters.
const LEAST_BESIDE: Pt = Pt::from_mm(20.0);

/// Sizes come in half points, and so do steps of the grid.
const HALF_POINT: f64 = 0.5;

/// Whether the numbers go together. What does not is complained of.
pub(super) fn hold(theme: &Theme, complaints: &mut Complaints) -> bool {
    let mut checker = Checker {
        theme,
        complaints,
        all_hold: true,
    };
    checker.order();
    checker.measures();
    checker.type_area();
    checker.widths();
    checker.heights();
    checker.lines();
    checker.all_hold
}

impl FitRanges {
    /// From baseline to baseline at a size: whole half points.
    pub fn step(&self, size: Pt) -> Pt {
        Pt((size.0 * self.leading.0 / HALF_POINT).round() * HALF_POINT)
    }
}

struct Checker<'c> {
    theme: &'c Theme,
    complaints: &'c mut Complaints,
    all_hold: bool,
}

impl Checker<'_> {
    fn complain(&mut self, at: Span, message: String, help: String) {
        self.all_hold = false;
        self.complaints
            .push(Diagnostic::new(Code::BadValue, Some(at), message).help(help));
    }

    /// Smallest, preferred and largest size; earliest, preferred and latest line.
    fn order(&mut self) {
        let fit = self.theme.fit.clone();
        let sizes = [fit.smallest, fit.preferred, fit.largest].map(|it| (it.0.0, it.1));
        let lines = [fit.earliest_line, fit.preferred_line, fit.latest_line];
        self.in_order(["smallest", "preferred", "largest"], sizes);
        self.in_order(
            ["earliest_line", "preferred_line", "latest_line"],
            lines.map(|it| (it.0, it.1)),
        );
    }

    fn in_order(&mut self, names: [&str; 3], numbers: [(f64, Span); 3]) {
        let [(least, _), (preferred, preferred_at), (most, most_at)] = numbers;
        let [least_name, preferred_name, most_name] = names;
        if least > most {
            let message = format!("`{most_name}` is {most}, and `{least_name}` is {least}");
            let help = format!("write {least} or more under `{most_name}`");
            self.complain(most_at, message, help);
        } else if !(least..=most).contains(&preferred) {
            let message = format!(
                "`{preferred_name}` is {preferred}, which is not between `{least_name}` and `{most_name}`"
            );
            let help = format!("write from {least} to {most}");
            self.complain(preferred_at, message, help);
        }
    }

    /// There are measures, and each stands on the page with its inner margin.
    fn measures(&mut self) {
        let fit = self.theme.fit.clone();
        if fit.measures.is_empty() || fit.measures.len() > MOST_MEASURES {
            let message = format!("there are {} measures", fit.measures.len());
            let help = format!("list from 1 to {MOST_MEASURES}, such as `measures: [124]`");
            self.complain(fit.at, message, help);
        }
        // A measure is made a whole number of steps, which may be half a step more.
        let room = self.page_width() - self.step(fit.largest.0) * 0.5;
        for measure in &fit.measures {
            if !room.fits(measure.0) {
                let message = format!(
                    "a measure of {} does not stand on the page beside the inner margin",
                    mm(measure.0)
                );
                self.complain(measure.1, message, at_most(room));
            }
        }
    }

    /// What is left of the page's width beside the inner margin.
    fn page_width(&self) -> Pt {
        self.theme.page.width.0 - self.theme.page.inner.0
    }

    /// The height between the margins.
    fn page_height(&self) -> Pt {
        let page = &self.theme.page;
        page.height.0 - page.head.0 - page.foot.0
    }

    fn narrowest(&self) -> Pt {
        let measures = self.theme.fit.measures.iter().map(|measure| measure.0);
        measures.fold(self.page_width(), Pt::min)
    }

    /// From baseline to baseline at a size.
    fn step(&self, size: Pt) -> Pt {
        self.theme.fit.step(size)
    }

    /// Lines stand between head and foot, the first lines of statements among them.
    fn type_area(&mut self) {
        let step = self.step(self.theme.fit.largest.0);
        let least = step * FEWEST_LINES;
        if !self.page_height().fits(least) {
            let message = format!(
                "`head` and `foot` leave {} of the page's height",
                mm(self.page_height().max(Pt::ZERO))
            );
            let help = format!("make them smaller: {FEWEST_LINES} lines need {}", mm(least));
            self.complain(self.theme.page.foot.1, message, help);
            return;
        }
        let n_lines = self.page_height().ratio(step).floor();
        let latest = self.theme.fit.latest_line;
        if latest.0 > n_lines {
            let message = format!(
                "`latest_line` is {}, and a page has {n_lines} lines",
                latest.0
            );
            let help = format!("write {n_lines} or less");
            self.complain(latest.1, message, help);
        }
    }

    /// What stands in the measure, and what leaves room in it for words.
    fn widths(&mut self) {
        let (numbers, pictures) = (&self.theme.numbers, &self.theme.pictures);
        let measure = self.narrowest();
        for (name, Extent(width, at)) in [
            ("measure", self.theme.quotation.measure),
            ("width", self.theme.imprint.width),
            ("qr_side", pictures.qr_side),
        ] {
            self.within(name, width, at, measure);
        }
        let beside = measure - LEAST_BESIDE;
        let Extent(moment_width, at) = self.theme.list.moment_width;
        self.within("moment_width", moment_width, at, beside);
        for (name, Mm(edge, at)) in [
            ("number_edge", numbers.number_edge),
            ("label_edge", numbers.label_edge),
        ] {
            self.within(name, edge, at, beside);
        }
        let Extent(portrait_width, at) = pictures.portrait_width;
        self.within("portrait_width", portrait_width, at, beside);
        // Four columns, and three pictures side by side, are the most there are.
        for Mm(gap, at) in [self.theme.columns.gap, pictures.gap] {
            self.within("gap", gap, at, measure * 0.2);
        }
        let largest_dot = self.step(self.theme.fit.smallest.0);
        let Extent(diameter, at) = self.theme.dots.diameter;
        self.within("diameter", diameter, at, largest_dot);
    }

    fn heights(&mut self) {
        let pictures = &self.theme.pictures;
        let room = self.page_height();
        for (name, Extent(height, at)) in [
            ("cover_height", pictures.cover_height),
            ("logo_height", pictures.logo_height),
            ("signature_height", pictures.signature_height),
            ("qr_side", pictures.qr_side),
        ] {
            self.within(name, height, at, room);
        }
    }

    fn within(&mut self, name: &str, length: Pt, at: Span, room: Pt) {
        if !room.fits(length) && room > Pt::ZERO {
            let message = format!(
                "`{name}` is {}, and there is room for {}",
                mm(length),
                mm(room)
            );
            self.complain(at, message, at_most(room));
        }
    }

    /// Every line that something stands on is on the page, at the smallest size of the text and at the
    /// largest.
    fn lines(&mut self) {
        let theme = self.theme;
        let (page, cover, numbers) = (&theme.page, &theme.cover, &theme.numbers);
        for (name, line) in [
            ("running_head_line", page.running_head_line),
            ("folio_line", page.folio_line),
            ("title_line", cover.title_line),
            ("date_line", cover.date_line),
            ("rule_line", cover.rule_line),
            ("foot_line", cover.foot_line),
            ("foot_line", theme.imprint.foot_line),
            ("title_line", theme.contents.title_line),
            ("first_line", theme.contents.first_line),
            ("name_line", theme.statement.name_line),
            ("title_line", numbers.title_line),
            ("chief_line", numbers.chief_line),
            ("including_line", numbers.including_line),
            ("parts_line", numbers.parts_line),
            ("rows_line", numbers.rows_line),
            ("foot_line", numbers.foot_line),
            ("title_line", theme.section.title_line),
            ("first_line", theme.section.first_line),
            ("portrait_line", theme.pictures.portrait_line),
            ("cover_line", theme.pictures.cover_line),
            ("first_line", theme.quotation.first_line),
            ("line", theme.back_cover.line),
        ] {
            self.on_page(name, line.0, line.1);
        }
    }

    fn on_page(&mut self, name: &str, line: f64, at: Span) {
        let page = &self.theme.page;
        let steps = [self.theme.fit.smallest, self.theme.fit.largest].map(|size| self.step(size.0));
        let is_off = |step: &Pt| {
            let baseline = page.head.0 + *step * line;
            baseline < Pt::ZERO || baseline > page.height.0
        };
        if steps.iter().any(is_off) {
            let highest = (Pt::ZERO - page.head.0).ratio(steps[1]).ceil();
            let lowest = (page.height.0 - page.head.0).ratio(steps[1]).floor();
            let message = format!("`{name}` is {line}, which is not on the page");
            self.complain(at, message, format!("write from {highest} to {lowest}"));
        }
    }
}

/// A length in words.
fn mm(length: Pt) -> String {
    format!("{} mm", length.to_tenth_mm())
}

/// What to do about a length that is larger than the room for it.
fn at_most(room: Pt) -> String {
    // A hair is added lest 110 mm become 109.9.
    format!(
        "write {} or less",
        (room.to_mm() * 10.0 + 1e-6).floor() / 10.0
    )
}
