//! How a printer wants sheets: what was asked for, else what `office.yaml` says of it.

use crate::base::units::Pt;
use crate::content::editions::Duplex;
use crate::content::office::{Feeding, OfficeYaml};
use crate::press::job::Job;

/// What the printer wants: what was asked for, else what `office.yaml` says.
pub fn for_printer(asked: Option<Duplex>, known: Option<&OfficeYaml>) -> Job {
    let duplex = asked
        .or(known.and_then(|known| known.duplex))
        .unwrap_or(Duplex::Short);
    let millimetres = known.map_or([0.0; 2], |known| {
        [&known.right, &known.up].map(|number| number.as_ref().map_or(0.0, |it| it.0))
    });
    Job {
        duplex,
        register: register(duplex, millimetres.map(Pt::from_mm)),
        feeding: known
            .and_then(|known| known.feeding)
            .unwrap_or(Feeding::Reversed),
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
