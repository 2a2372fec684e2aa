//! The scans of a JPEG: what each tells (ITU T.81, B.2.3), and whether its blocks are all there.

use super::entropy::{self, Band, Bits, Codes, Fault};
use super::frame::{Frame, JpegError};

/// The most scans; a program that makes a picture appear little by little writes ten.
const MOST_SCANS: usize = 64;

/// The least part of a picture that is used: what is missing is a strip of a hundredth at its foot.
const LEAST_PART: f64 = 0.99;

/// How many bytes may follow what a scan needs: some programs fill up.
const MOST_LEFT: usize = 1024;

/// The tables that scans need.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// For means, and for the other coefficients.
    codes: [[Option<Codes>; 4]; 2],
    /// After how many units decoding begins anew; 0 for never.
    restart: u32,
}

impl Tables {
    /// Takes the tables of codes of a segment (ITU T.81, B.2.4.2).
    pub(super) fn add_codes(&mut self, mut body: &[u8]) -> Result<(), JpegError> {
        const WRONG: &str = "its tables of codes make no sense";
        while let Some((kind, rest)) = body.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>().ok_or(WRONG)?;
            let n_values: usize = counts.iter().map(|count| usize::from(*count)).sum();
            let codes = Codes::new(*counts, rest).ok_or(WRONG)?;
            let class = self.codes.get_mut(usize::from(kind >> 4)).ok_or(WRONG)?;
            *class.get_mut(usize::from(kind & 15)).ok_or(WRONG)? = Some(codes);
            body = &rest[n_values..];
        }
        Ok(())
    }

    /// Takes the restart interval.
    pub(super) fn set_restarts(&mut self, body: &[u8]) -> Result<(), JpegError> {
        let [high, low] = body else {
            return Err("its restart interval makes no sense".into());
        };
        self.restart = u16::from_be_bytes([*high, *low]).into();
        Ok(())
    }

    fn codes(&self, class: usize, idx: u8) -> Option<&Codes> {
        self.codes[class].get(usize::from(idx))?.as_ref()
    }
}

/// How much of a picture is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// All of it but the mark at its end.
    NoEnd,
    /// All but less than a hundredth.
    Nearly,
    /// All of it, but less sharp than it was meant.
    Coarse,
}

/// The scans of a picture, as far as they were read.
#[derive(Debug)]
pub(super) struct Scans {
    pub(super) frame: Frame,
    n_read: usize,
    /// By colour and coefficient: how many low bits are not told yet; `None` for all.
    untold: Vec<[Option<u8>; 64]>,
    /// By colour and block: which coefficients are not zero, in a picture that appears little by little.
    known: Vec<Vec<u64>>,
    is_cut: bool,
}

/// A scan: its colours, and what it tells of them.
struct Scan<'t> {
    colors: Vec<InScan<'t>>,
    band: Band,
}

/// The coded data of a scan, as far as they were walked through.
struct CodedData<'c> {
    bits: Bits<'c>,
    /// How many of the next blocks tell nothing (ITU T.81, G.1.2.2).
    n_empty: u32,
}

/// A colour in a scan.
struct InScan<'t> {
    component: usize,
    dc: Option<&'t Codes>,
    ac: Option<&'t Codes>,
}

impl Scans {
    pub(super) fn of(frame: Frame) -> Self {
        let units = frame.units();
        let known = frame.components.iter().map(|it| {
            let n_blocks = units.0 * it.blocks.0 * units.1 * it.blocks.1;
            let n_known = if frame.is_progressive { n_blocks } else { 0 };
            vec![0; n_known as usize]
        });
        Self {
            n_read: 0,
            untold: vec![[None; 64]; frame.components.len()],
            known: known.collect(),
            is_cut: false,
            frame,
        }
    }

    /// Walks through a scan (ITU T.81, B.2.3).
    pub(super) fn add(
        &mut self,
        header: &[u8],
        coded: &[u8],
        tables: &Tables,
    ) -> Result<(), JpegError> {
        self.n_read += 1;
        if self.n_read > MOST_SCANS {
            return Err("it is told in more passes than any picture".into());
        }
        let scan = self.header(header, tables).ok_or("a scan makes no sense")?;
        let mut coded_data = CodedData {
            bits: Bits::new(coded),
            n_empty: 0,
        };
        let (n_done, n_units, fault) = self.walk(&scan, &mut coded_data, tables.restart);
        let n_left = coded_data.bits.n_left();
        let part = f64::from(n_done) / f64::from(n_units);
        match fault {
            None if n_left > MOST_LEFT && n_left > coded.len() / 10 => {
                return Err("it has more lines than its size says".into());
            }
            None => {}
            Some(fault) => {
                let tells_all =
                    !self.frame.is_progressive && scan.colors.len() == self.frame.components.len();
                let is_used = fault == Fault::Ended && tells_all && part >= LEAST_PART;
                if !is_used {
                    return Err(JpegError::Broken(missing(fault, part)));
                }
                self.is_cut = true;
            }
        }
        let band = scan.band;
        for color in &scan.colors {
            self.untold[color.component][band.first..=band.last].fill(Some(band.n_low_bits));
        }
        Ok(())
    }

    /// What the header of a scan says of it.
    fn header<'t>(&self, header: &[u8], tables: &'t Tables) -> Option<Scan<'t>> {
        let (n_colors, rest) = header.split_first()?;
        let (colors, rest) = rest.split_at_checked(2 * usize::from(*n_colors))?;
        let colors = colors.chunks_exact(2).map(|it| {
            let component = self
                .frame
                .components
                .iter()
                .position(|known| known.id == it[0])?;
            Some(InScan {
                component,
                dc: tables.codes(0, it[1] >> 4),
                ac: tables.codes(1, it[1] & 15),
            })
        });
        let colors: Vec<_> = colors.collect::<Option<_>>()?;
        let [first, last, bits, ..] = *rest else {
            return None;
        };
        let band = if self.frame.is_progressive {
            Band {
                first: first.into(),
                last: last.into(),
                refines: (bits >> 4 > 0).then_some(bits >> 4),
                n_low_bits: bits & 15,
            }
        } else {
            Band {
                first: 0,
                last: 63,
                refines: None,
                n_low_bits: 0,
            }
        };
        let is_sane = band.last < 64 && band.first <= band.last && !colors.is_empty();
        let is_mean = band.first == 0 && band.last == 0;
        let may = !self.frame.is_progressive || is_mean || band.first > 0 && colors.len() == 1;
        (is_sane && may).then_some(Scan { colors, band })
    }

    /// Walks through the blocks of a scan. Gives how many units of how many were there, and what is wrong
    /// with the next.
    fn walk(
        &mut self,
        scan: &Scan<'_>,
        coded: &mut CodedData<'_>,
        restart: u32,
    ) -> (u32, u32, Option<Fault>) {
        let units = match &scan.colors[..] {
            [color] => self.frame.blocks(&self.frame.components[color.component]),
            _ => self.frame.units(),
        };
        let n_units = units.0 * units.1;
        for unit in 0..n_units {
            let begins_anew = restart > 0 && unit > 0 && unit % restart == 0;
            let at = (unit % units.0, unit / units.0);
            let mut step = || {
                if begins_anew {
                    coded.bits.restart()?;
                    coded.n_empty = 0;
                }
                self.unit(scan, coded, at)
            };
            if let Err(fault) = step() {
                return (unit, n_units, Some(fault));
            }
        }
        (n_units, n_units, None)
    }

    /// Walks through the blocks of all colours at a place.
    fn unit(
        &mut self,
        scan: &Scan<'_>,
        coded: &mut CodedData<'_>,
        at: (u32, u32),
    ) -> Result<(), Fault> {
        let across = self.frame.units().0;
        for color in &scan.colors {
            let (wide, high) = self.frame.components[color.component].blocks;
            // A colour by itself goes block by block, together they go unit by unit.
            let (blocks, at) = match scan.colors.len() {
                1 => ((1, 1), at),
                _ => ((wide, high), (at.0 * wide, at.1 * high)),
            };
            for down in 0..blocks.1 {
                for right in 0..blocks.0 {
                    let idx = (at.1 + down) * across * wide + at.0 + right;
                    self.block(color, scan.band, coded, idx as usize)?;
                }
            }
        }
        Ok(())
    }

    fn block(
        &mut self,
        color: &InScan<'_>,
        band: Band,
        coded: &mut CodedData<'_>,
        idx: usize,
    ) -> Result<(), Fault> {
        let CodedData { bits, n_empty } = coded;
        let dc = || color.dc.ok_or(Fault::Senseless);
        let ac = || color.ac.ok_or(Fault::Senseless);
        if !self.frame.is_progressive {
            return entropy::whole_block(bits, dc()?, ac()?);
        }
        if band.first == 0 {
            return match band.refines {
                None => entropy::first_coefficient(bits, dc()?),
                Some(_) => entropy::refined_mean(bits),
            };
        }
        let known = self.known[color.component].get_mut(idx);
        let known = known.ok_or(Fault::Senseless)?;
        match band.refines {
            None => entropy::first_band(bits, ac()?, band, known, n_empty),
            Some(_) => entropy::refined_band(bits, ac()?, band, known, n_empty),
        }
    }

    /// How much of the picture is there, now that the file ends.
    pub(super) fn part(&self, has_end: bool) -> Result<Part, JpegError> {
        if self.untold.iter().any(|color| color[0].is_none()) {
            return Err("it ends before its colours are told".into());
        }
        let is_exact = self.untold.iter().flatten().all(|it| *it == Some(0));
        match (is_exact, has_end) {
            _ if self.is_cut => Ok(Part::Nearly),
            (true, true) => Ok(Part::Whole),
            (true, false) => Ok(Part::NoEnd),
            (false, true) => Ok(Part::Coarse),
            (false, false) => Err("it ends before it is told in full".into()),
        }
    }
}

/// What is missing of a picture, in words.
fn missing(fault: Fault, part: f64) -> String {
    let percent = (part * 100.0).floor();
    match fault {
        Fault::Ended => format!("it ends after {percent:.0} % of it"),
        Fault::Senseless => format!("what stands after {percent:.0} % of it makes no sense"),
    }
}
