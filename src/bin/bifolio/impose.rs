//! `bifolio impose`: the pages of any PDF on sheets; and the office edition of a booklet.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bifolio::base::language::Direction;
use bifolio::base::units::Pt;
use bifolio::base::world::FileError;
use bifolio::content::load::Override;
use bifolio::content::office::{FeedingYaml, OfficeYaml};
use bifolio::content::schema::DuplexYaml;
use bifolio::design::edition::{Edition, Standard};
use bifolio::press::file::File;
use bifolio::press::impose::{self, Duplex, Feeding, ImposeError, Imposition, Job, Sides};
use bifolio::press::order::{Binding, Creep};
use bifolio::press::paper::{self, Paper};
use bifolio::press::{dummy, instructions};
use bifolio::render::pdf;
use bifolio::render::png;
use bifolio::render::proof::Proof;

use crate::args::{
    BindArgument, BuildArguments, Common, CreepArgument, DuplexArgument, ImposeArguments,
};
use crate::build;
use crate::outcome::{self, Outcome};
use crate::session::{Session, Typeset};

/// The weight of office paper, in grams a square metre.
const OFFICE_PAPER: f64 = 80.0;

/// Imposes a PDF.
pub(crate) fn run(arguments: &ImposeArguments, common: &Common) -> Outcome {
    imposed(arguments, common).unwrap_or_else(|outcome| outcome)
}

fn imposed(arguments: &ImposeArguments, common: &Common) -> Result<Outcome, Outcome> {
    let path = &arguments.file;
    let refused = |error: ImposeError| Outcome::world(format!("{}: {error}", path.display()));
    let bytes =
        fs::read(path).map_err(|cause| Outcome::world(FileError::new("read", path, cause)))?;
    let file = File::open(bytes).map_err(|error| refused(error.into()))?;
    let mut session = Session::default();
    let office = session.office(common)?;

    let binding = match arguments.bind {
        Some(BindArgument::Right) => Binding::Right,
        None if file.is_bound_right() => Binding::Right,
        Some(BindArgument::Left) | None => Binding::Left,
    };
    let sheets_in_signature = arguments.signature.map(usize::from);
    if arguments.dummy {
        written(&arguments.output, |out| {
            dummy::write(&file, binding, sheets_in_signature, out)
        })?;
        said(&arguments.output, common);
        return Ok(Outcome::Done);
    }
    let thickness = arguments
        .thickness
        .map_or_else(|| paper::thickness(arguments.grammage), Pt::from_mm);
    let asked = arguments.duplex.map(|duplex| match duplex {
        DuplexArgument::Short => Duplex::Short,
        DuplexArgument::Long => Duplex::Long,
        DuplexArgument::Manual => Duplex::Manual,
        DuplexArgument::None => Duplex::None,
    });
    let job = Job {
        binding,
        paper: arguments.paper.clone(),
        sheets_in_signature,
        creep: match arguments.creep {
            CreepArgument::Auto => Creep::Thickness(thickness),
            CreepArgument::None => Creep::None,
            CreepArgument::Millimetres(most) => Creep::Innermost(Pt::from_mm(most)),
        },
        marks: arguments.marks,
        fit: arguments.fit,
        ..for_printer(asked, office.as_ref())
    };
    let imposition = impose::lay_out(&file, &job).map_err(refused)?;
    if arguments.explain {
        outcome::print(imposition.table().as_bytes());
    }
    write(&imposition, &job, &arguments.output, common)?;
    Ok(Outcome::Done)
}

/// What the printer wants: what was asked for, else what `office.yaml` says.
fn for_printer(asked: Option<Duplex>, office: Option<&OfficeYaml>) -> Job {
    let known = office.and_then(|office| office.duplex).map(duplex_of);
    let duplex = asked.or(known).unwrap_or(Duplex::Short);
    let seen = |number: fn(&OfficeYaml) -> Option<f64>| {
        office.and_then(number).map_or(Pt::ZERO, Pt::from_mm)
    };
    let (right, up) = (seen(|office| office.right), seen(|office| office.up));
    // The cross was seen through the front. Turned over the short edge, right and left change places;
    // over the long one, above and below.
    let register = match duplex {
        Duplex::Short => [right, -up],
        Duplex::Long => [-right, up],
        Duplex::Manual | Duplex::None => [Pt::ZERO; 2],
    };
    Job {
        duplex,
        register,
        feeding: match office.and_then(|office| office.feeding) {
            Some(FeedingYaml::Same) => Feeding::Same,
            Some(FeedingYaml::Reversed) | None => Feeding::Reversed,
        },
        ..Job::default()
    }
}

fn duplex_of(yaml: DuplexYaml) -> Duplex {
    match yaml {
        DuplexYaml::Short => Duplex::Short,
        DuplexYaml::Long => Duplex::Long,
        DuplexYaml::Manual => Duplex::Manual,
    }
}

/// Writes sheets, as one file or, where the stack is turned by hand, as three.
fn write(
    imposition: &Imposition<'_>,
    job: &Job,
    path: &Path,
    common: &Common,
) -> Result<(), Outcome> {
    if job.duplex == Duplex::Manual {
        let names = ["fronts", "backs", "instructions"].map(|part| beside(path, part));
        let shown = |path: &Path| {
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        written(&names[0], |out| imposition.write(Sides::Fronts, out))?;
        written(&names[1], |out| imposition.write(Sides::Backs, out))?;
        written(&names[2], |out| {
            instructions::write(
                imposition,
                job.feeding,
                &shown(&names[0]),
                &shown(&names[1]),
                out,
            )
        })?;
        for name in &names {
            said(name, common);
        }
    } else {
        written(path, |out| imposition.write(Sides::All, out))?;
        said(path, common);
    }
    if !common.quiet {
        eprintln!("{}", imposition.sentence());
    }
    Ok(())
}

fn said(path: &Path, common: &Common) {
    if !common.quiet {
        eprintln!("{}", path.display());
    }
}

/// A file's name with a word before its extension.
fn beside(path: &Path, part: &str) -> PathBuf {
    let mut name: OsString = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{part}.pdf"));
    path.with_file_name(name)
}

fn written(
    path: &Path,
    write: impl FnOnce(&mut io::BufWriter<fs::File>) -> Result<(), ImposeError>,
) -> Result<(), Outcome> {
    build::write_with(path, |out| write(out).map_err(io::Error::other)).map_err(Outcome::world)
}

/// Builds the office edition of a booklet: set anew if the paper asks for smaller pages.
pub(crate) fn build(
    session: &mut Session,
    typeset: &Typeset,
    edition: Edition,
    arguments: &BuildArguments,
    common: &Common,
) -> Result<(), Outcome> {
    if arguments.output.as_deref() == Some(Path::new("-")) {
        return Err(Outcome::usage(
            "sheets are written to a file",
            "name a file or a folder after --output",
        ));
    }
    let paper = typeset.booklet.office.paper.and_then(Paper::named);
    let anew = match &paper {
        Some(paper) if !holds_two(paper, typeset) => {
            Some(set_anew(session, typeset, arguments, paper)?)
        }
        _ => None,
    };
    let typeset = anew.as_ref().unwrap_or(typeset);
    let file = printable(session, typeset)?;
    let job = office_job(session, typeset, paper, common)?;
    let imposition = impose::lay_out(&file, &job).map_err(Outcome::world)?;
    if arguments.explain {
        eprint!("{}", imposition.table());
    }
    let path = build::path(arguments.output.as_deref(), &typeset.booklet.name, edition);
    write(&imposition, &job, &path, common)
}

/// The pages as they are printed.
fn printable(session: &Session, typeset: &Typeset) -> Result<File, Outcome> {
    let (pages, fonts) = (&typeset.pages, &typeset.design.fonts);
    let bytes = pdf::write(pages, fonts, session.sources(), Standard::Printing, &[]);
    File::open(bytes.map_err(Outcome::world)?).map_err(Outcome::world)
}

/// How the sheets of a booklet are printed, by what it says and what is known of the printer.
fn office_job(
    session: &mut Session,
    typeset: &Typeset,
    paper: Option<Paper>,
    common: &Common,
) -> Result<Job, Outcome> {
    let office = session.office(common)?;
    let choice = &typeset.booklet.office;
    let thickness = choice.thickness.map_or_else(
        || paper::thickness(choice.grammage.unwrap_or(OFFICE_PAPER)),
        Pt::from_mm,
    );
    Ok(Job {
        binding: match typeset.pages.about.direction {
            Direction::LeftToRight => Binding::Left,
            Direction::RightToLeft => Binding::Right,
        },
        paper,
        creep: Creep::Thickness(thickness),
        ..for_printer(choice.duplex.map(duplex_of), office.as_ref())
    })
}

/// The resolution of the pages of a proof: as large as most screens show them.
const PROOF_DPI: f32 = 110.0;

/// Writes the fold proof of a booklet.
pub(crate) fn proof(
    session: &mut Session,
    typeset: &Typeset,
    arguments: &BuildArguments,
    common: &Common,
) -> Result<(), Outcome> {
    let file = printable(session, typeset)?;
    let job = office_job(session, typeset, None, common)?;
    let imposition = impose::lay_out(&file, &job).map_err(Outcome::world)?;
    let pictures = png::draw(file.bytes(), PROOF_DPI).map_err(Outcome::world)?;
    let proof = Proof {
        booklet: &typeset.booklet,
        row: typeset.design.language,
        pages: &typeset.pages,
        pictures: &pictures,
        imposition: &imposition,
        creep: job.creep,
    };
    let name = format!("{}-proof.html", typeset.booklet.name);
    let path = build::in_folder(arguments.output.as_deref(), &name);
    build::write(&path, proof.html().as_bytes()).map_err(Outcome::world)?;
    said(&path, common);
    Ok(())
}

/// Whether two pages lie side by side on a paper.
fn holds_two(paper: &Paper, typeset: &Typeset) -> bool {
    let Some(page) = typeset.pages.pages.first() else {
        return true;
    };
    let (width, height) = (page.trim.width * 2.0, page.trim.height);
    let slack = Pt(2.0);
    paper.short + slack >= width.min(height) && paper.long + slack >= width.max(height)
}

/// Sets a booklet by the smaller grid of its theme.
fn set_anew(
    session: &mut Session,
    typeset: &Typeset,
    arguments: &BuildArguments,
    paper: &Paper,
) -> Result<Typeset, Outcome> {
    let theme = &typeset.design.theme;
    let Some(half) = &theme.half else {
        return Err(Outcome::usage(
            format!(
                "the theme `{}` has no grid for sheets of {paper}",
                theme.theme.value
            ),
            "take a larger paper, or name under `half:` in the theme another that is half as large",
        ));
    };
    let smaller = Override {
        key: "design.theme".to_owned(),
        value: half.value.clone(),
    };
    let anew = session.typeset_with(&arguments.booklet, &[smaller])?;
    let anew = anew.filter(|anew| holds_two(paper, anew));
    anew.ok_or_else(|| {
        Outcome::usage(
            format!(
                "set anew by `{}`, the booklet does not fit on {paper} either",
                half.value
            ),
            "build it with `--set design.theme=…` to see what is wrong",
        )
    })
}
