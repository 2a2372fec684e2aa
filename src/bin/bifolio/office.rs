//! What a booklet is printed from in the office: the sheets of the edition, and the fold proof of them.

use std::path::{Path, PathBuf};

use bifolio::base::diagnostic::Severity;
use bifolio::base::language::Direction;
use bifolio::base::units::Pt;
use bifolio::content::load::Override;
use bifolio::content::office::{FeedingYaml, GRAMMAGE, OfficeYaml};
use bifolio::content::schema::DuplexYaml;
use bifolio::design::edition::{Edition, Standard};
use bifolio::press::file::File;
use bifolio::press::impose::{self as press, Duplex, Feeding, Job};
use bifolio::press::order::{Binding, Creep};
use bifolio::press::paper::{self, Paper};
use bifolio::render::proof::Proof;
use bifolio::render::{pdf, png};

use crate::args::{BookletArguments, BuildArguments, Common};
use crate::build;
use crate::files::{self, Replaces};
use crate::impose;
use crate::outcome::{self, Outcome, tell};
use crate::progress::Progress;
use crate::session::{Session, Typeset};

/// The resolution of the pages of a proof: as large as most screens show them.
const PROOF_DPI: f32 = 110.0;

/// How far two pages may overhang a paper that holds them.
const SLACK: Pt = Pt(2.0);

/// A booklet as it is printed.
pub(crate) struct Printable {
    /// The booklet set anew, if its pages are too large for the paper, with what was said of it.
    pub(crate) anew: Option<(Session, Typeset)>,
    pub(crate) file: File,
    pub(crate) job: Job,
}

/// Why a booklet cannot be printed.
pub(crate) enum Unprintable {
    /// `office.yaml` is wrong, which the session knows.
    OfficeFile,
    /// The booklet is wrong when it is set anew.
    Anew(Session),
    /// The paper is, with what to do about it.
    Paper(String, String),
    /// A file, or the program.
    World(String),
}

impl Unprintable {
    /// Says why on standard error. `session` is that of the booklet.
    fn told(self, session: &Session, common: &Common) -> Outcome {
        match self {
            Self::OfficeFile => {
                session.tell(common);
                Outcome::BookletWrong
            }
            Self::Anew(anew) => {
                anew.tell(common);
                anew.outcome(common)
            }
            Self::Paper(message, help) => Outcome::usage(message, help),
            Self::World(message) => Outcome::world(message),
        }
    }

    /// Why, in words.
    pub(crate) fn explanation(&self, session: &Session) -> String {
        match self {
            Self::OfficeFile => session.in_short(),
            Self::Anew(anew) => anew.in_short(),
            Self::Paper(message, help) => format!("{message}; {help}"),
            Self::World(message) => message.clone(),
        }
    }
}

impl Printable {
    /// Sets what is printed: by the theme's smaller grid if the paper asks for it.
    pub(crate) fn of(
        session: &mut Session,
        typeset: &Typeset,
        arguments: &BookletArguments,
    ) -> Result<Self, Unprintable> {
        let paper = typeset.booklet.office.paper.and_then(Paper::named);
        let anew = match &paper {
            Some(paper) if !holds_two(paper, typeset) => Some(set_anew(typeset, arguments, paper)?),
            _ => None,
        };
        let n_errors = session.count(Severity::Error);
        let known = session
            .read_office()
            .map_err(|error| Unprintable::World(error.to_string()))?;
        if session.count(Severity::Error) > n_errors {
            return Err(Unprintable::OfficeFile);
        }
        let (sources, typeset) = match &anew {
            Some((session, typeset)) => (session.sources(), typeset),
            None => (session.sources(), typeset),
        };
        let (pages, fonts) = (&typeset.pages, &typeset.design.fonts);
        let bytes = pdf::write(pages, fonts, sources, Standard::Printing, &[]);
        let bytes = bytes.map_err(|error| Unprintable::World(error.to_string()))?;
        let file = File::open(bytes).map_err(|error| Unprintable::World(error.to_string()))?;
        let job = job(typeset, paper, known.as_ref());
        Ok(Self { anew, file, job })
    }

    /// The same, with what is wrong told.
    fn told(
        session: &mut Session,
        typeset: &Typeset,
        arguments: &BookletArguments,
        common: &Common,
    ) -> Result<Self, Outcome> {
        let progress = Progress::of("setting the printed pages", common);
        let printable = Self::of(session, typeset, arguments);
        drop(progress);
        let printable = printable.map_err(|refused| refused.told(session, common))?;
        if let Some((anew, _)) = &printable.anew {
            anew.tell(common);
        }
        Ok(printable)
    }

    /// What is on the sheets: the booklet as it was set, or set anew.
    pub(crate) fn typeset<'t>(&'t self, original: &'t Typeset) -> &'t Typeset {
        self.anew.as_ref().map_or(original, |(_, anew)| anew)
    }

    /// What it was read from. `session` is that of the booklet.
    fn inputs(&self, session: &Session) -> Vec<PathBuf> {
        let anew = self.anew.as_ref().map(|(anew, _)| anew.sources().asked());
        [session.sources().asked(), anew.unwrap_or_default()].concat()
    }

    /// How the command ends by what was complained of when it was set anew.
    fn outcome(&self, common: &Common) -> Result<(), Outcome> {
        match self
            .anew
            .as_ref()
            .map(|(session, _)| session.outcome(common))
        {
            None | Some(Outcome::Done) => Ok(()),
            Some(failed) => Err(failed),
        }
    }
}

/// Builds the office edition of a booklet.
pub(crate) fn build(
    session: &mut Session,
    typeset: &Typeset,
    edition: Edition,
    arguments: &BuildArguments,
    common: &Common,
) -> Result<(), Outcome> {
    let printable = Printable::told(session, typeset, &arguments.booklet, common)?;
    let imposition = press::lay_out(&printable.file, &printable.job).map_err(Outcome::world)?;
    if arguments.explain {
        if let Some((_, anew)) = &printable.anew {
            tell!(
                "set anew for {}: {}",
                imposition.paper,
                anew.decisions.explanation()
            );
        }
        outcome::say(&imposition.table());
    }
    let path = build::path(arguments.output.as_deref(), &typeset.booklet.name, edition);
    let inputs = printable.inputs(session);
    impose::write(&imposition, &printable.job, &path, &inputs, common)?;
    printable.outcome(common)
}

/// Writes the fold proof of a booklet: of the pages and sheets that are printed.
pub(crate) fn proof(
    session: &mut Session,
    typeset: &Typeset,
    arguments: &BuildArguments,
    common: &Common,
) -> Result<(), Outcome> {
    let printable = Printable::told(session, typeset, &arguments.booklet, common)?;
    let imposition = press::lay_out(&printable.file, &printable.job).map_err(Outcome::world)?;
    let progress = Progress::of("drawing the pages", common);
    let pictures = png::draw(printable.file.bytes(), PROOF_DPI);
    drop(progress);
    let pictures = pictures.map_err(Outcome::world)?;
    let printed = printable.typeset(typeset);
    let proof = Proof {
        booklet: &printed.booklet,
        row: printed.design.tongue.row,
        pages: &printed.pages,
        pictures: &pictures,
        imposition: &imposition,
    };
    let name = format!("{}-proof.html", typeset.booklet.name);
    let path = build::in_folder(arguments.output.as_deref(), &name);
    let inputs = printable.inputs(session);
    files::write(&path, Replaces::Html, &inputs, proof.html().as_bytes())?;
    impose::said(&path, common);
    printable.outcome(common)
}

/// How the sheets of a booklet are printed, by what it says and what is known of the printer.
fn job(typeset: &Typeset, paper: Option<Paper>, known: Option<&OfficeYaml>) -> Job {
    let choice = &typeset.booklet.office;
    let thickness = choice.thickness.map_or_else(
        || paper::thickness(choice.grammage.unwrap_or(GRAMMAGE)),
        Pt::from_mm,
    );
    Job {
        binding: match typeset.pages.about.direction {
            Direction::LeftToRight => Binding::Left,
            Direction::RightToLeft => Binding::Right,
        },
        paper,
        creep: Creep::Thickness(thickness),
        ..for_printer(choice.duplex.map(duplex_of), known)
    }
}

/// What the printer wants: what was asked for, else what `office.yaml` says.
pub(crate) fn for_printer(asked: Option<Duplex>, known: Option<&OfficeYaml>) -> Job {
    let duplex = asked
        .or(known.and_then(|known| known.duplex).map(duplex_of))
        .unwrap_or(Duplex::Short);
    let millimetres = known.map_or([0.0; 2], |known| {
        [&known.right, &known.up].map(|number| number.as_ref().map_or(0.0, |it| it.0))
    });
    Job {
        duplex,
        register: register(duplex, millimetres.map(Pt::from_mm)),
        feeding: match known.and_then(|known| known.feeding) {
            Some(FeedingYaml::Same) => Feeding::Same,
            Some(FeedingYaml::Reversed) | None => Feeding::Reversed,
        },
        ..Job::default()
    }
}

/// How far backs are moved, to the right and up on their own side, if their cross was seen through the
/// front so far to the right and up. Turned over the short edge, right and left change places; over the
/// long one, above and below.
fn register(duplex: Duplex, [right, up]: [Pt; 2]) -> [Pt; 2] {
    match duplex {
        Duplex::Short => [right, -up],
        Duplex::Long => [-right, up],
        Duplex::Manual | Duplex::None => [Pt::ZERO; 2],
    }
}

/// What a way of printing both sides is to `press`.
pub(crate) fn duplex_of(yaml: DuplexYaml) -> Duplex {
    match yaml {
        DuplexYaml::Short => Duplex::Short,
        DuplexYaml::Long => Duplex::Long,
        DuplexYaml::Manual => Duplex::Manual,
    }
}

/// Whether two pages lie side by side on a paper.
fn holds_two(paper: &Paper, typeset: &Typeset) -> bool {
    let Some(page) = typeset.pages.pages.first() else {
        return true;
    };
    let (width, height) = (page.trim.width * 2.0, page.trim.height);
    paper.short + SLACK >= width.min(height) && paper.long + SLACK >= width.max(height)
}

/// Sets a booklet by the smaller grid of its theme. What is wrong with that is told.
fn set_anew(
    typeset: &Typeset,
    arguments: &BookletArguments,
    paper: &Paper,
) -> Result<(Session, Typeset), Unprintable> {
    let theme = &typeset.design.theme;
    let Some(half) = &theme.half else {
        return Err(Unprintable::Paper(
            format!(
                "the theme `{}` has no grid for sheets of {paper}",
                theme.theme.value
            ),
            "take a larger paper, or name under `half:` in the theme another that is half as large"
                .to_owned(),
        ));
    };
    let mut session = Session::default();
    let (path, date) = (&typeset.path, typeset.date);
    let is_file = Path::new(&half.value)
        .extension()
        .is_some_and(|it| it == "yaml");
    let anew = if is_file {
        // A theme of one's own says itself how it looks.
        let smaller = Override {
            key: "design.theme".to_owned(),
            value: half.value.clone(),
        };
        let overrides = [&arguments.overrides[..], &[smaller]].concat();
        session.typeset_file(path, &overrides, date)
    } else {
        session.typeset_half(path, &arguments.overrides, date)
    };
    match anew.map_err(|error| Unprintable::World(error.to_string()))? {
        None => Err(Unprintable::Anew(session)),
        Some(anew) if holds_two(paper, &anew) => Ok((session, anew)),
        Some(_) => Err(Unprintable::Paper(
            format!(
                "set by `{}`, two pages do not lie on {paper} either",
                half.value
            ),
            "take a larger paper, or name a smaller theme under `half:` in yours".to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A printer that puts backs 0.8 mm too far right and 0.5 mm too low, seen as a person sees it.
    #[test]
    fn what_is_read_off_the_calibration_page_undoes_what_the_printer_does() {
        let off = [Pt(0.8), Pt(-0.5)];
        for duplex in [Duplex::Short, Duplex::Long] {
            // The back's own right is the front's left when it is turned over the short edge; its own top
            // is the front's foot over the long one.
            let seen = match duplex {
                Duplex::Long => [off[0], -off[1]],
                _ => [-off[0], off[1]],
            };
            let [right, up] = register(duplex, seen);
            assert_eq!([right + off[0], up + off[1]], [Pt::ZERO; 2], "{duplex:?}");
        }
    }
}
