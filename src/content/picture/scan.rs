//! The scans of a JPEG: how many blocks each has (ITU T.81, A.2), and whether they are all there.

use super::entropy::{self, Band, Bits, Codes, Fault};
use super::jpeg::JpegError;

/// The most scans; a program that makes a picture appear little by little writes ten.
const MOST_SCANS: usize = 64;

/// The least part of a picture that is used: what is missing is a strip of a hundredth at its foot.
const LEAST_PART: f64 = 0.99;

/// How many bytes may follow what a scan needs: some programs fill up.
const MOST_LEFT: usize = 1024;

/// The size and colours of a JPEG.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Width and height.
    pub(super) size: (u32, u32),
    is_progressive: bool,
    components: Vec<Component>,
}

/// A colour of a JPEG.
#[derive(Debug, Clone)]
struct Component {
    id: u8,
    /// How many blocks it has in a unit of all colours, across and down.
    blocks: (u32, u32),
}

impl Frame {
    /// Reads a frame header (ITU T.81, B.2.2).
    pub(super) fn read(marker: u8, body: &[u8]) -> Result<Self, JpegError> {
        let [bits, h1, h0, w1, w0, n_components, components @ ..] = body else {
            return Err("its size is cut off".into());
        };
        let size = [[*w1, *w0], [*h1, *h0]].map(|it| u32::from(u16::from_be_bytes(it)));
        if *bits != 8 {
            return Err("it has 12 bits a colour, where 8 are usual".into());
        }
        if size.contains(&0) {
            return Err("it has no width or no height".into());
        }
        let components = components.chunks_exact(3).take((*n_components).into());
        let components: Vec<_> = components
            .map(|it| Component {
                id: it[0],
                blocks: (u32::from(it[1] >> 4), u32::from(it[1] & 15)),
            })
            .collect();
        let are_sane =
            |it: &Component| (1..=4).contains(&it.blocks.0) && (1..=4).contains(&it.blocks.1);
        if !matches!(components.len(), 1 | 3 | 4)
            || components.len() != usize::from(*n_components)
            || !components.iter().all(are_sane)
        {
            return Err("its colours make no sense".into());
        }
        Ok(Self {
            size: (size[0], size[1]),
            is_progressive: marker == 0xc2,
            components,
        })
    }

    /// How many colours a pixel has.
    pub(super) fn n_colors(&self) -> u8 {
        self.components.len() as u8
    }

    pub(super) fn n_pixels(&self) -> u64 {
        u64::from(self.size.0) * u64::from(self.size.1)
    }

    /// Whether its colours are called R, G and B.
    pub(super) fn is_named_rgb(&self) -> bool {
        self.components.iter().map(|it| it.id).eq(*b"RGB")
    }

    fn most_blocks(&self) -> (u32, u32) {
        let blocks = self.components.iter().map(|it| it.blocks);
        blocks.fold((1, 1), |most, it| (most.0.max(it.0), most.1.max(it.1)))
    }

    /// The units of all colours, across and down.
    fn units(&self) -> (u32, u32) {
        let most = self.most_blocks();
        (
            self.size.0.div_ceil(8 * most.0),
            self.size.1.div_ceil(8 * most.1),
        )
    }

    /// The blocks of one colour by itself, across and down.
    fn blocks(&self, component: &Component) -> (u32, u32) {
        let most = self.most_blocks();
        (
            (self.size.0 * component.blocks.0).div_ceil(8 * most.0),
            (self.size.1 * component.blocks.1).div_ceil(8 * most.1),
        )
    }
}

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
        let (colors, band) = self.header(header, tables).ok_or("a scan makes no sense")?;
        let mut bits = Bits::new(coded);
        let (n_done, n_units, fault) = self.walk(&colors, band, &mut bits, tables.restart);
        let part = f64::from(n_done) / f64::from(n_units);
        match fault {
            None if bits.n_left() > MOST_LEFT && bits.n_left() > coded.len() / 10 => {
                return Err("it has more lines than its size says".into());
            }
            None => {}
            Some(fault) => {
                let tells_all =
                    !self.frame.is_progressive && colors.len() == self.frame.components.len();
                let is_used = fault == Fault::Ended && tells_all && part >= LEAST_PART;
                if !is_used {
                    return Err(JpegError::Broken(missing(fault, part)));
                }
                self.is_cut = true;
            }
        }
        for color in &colors {
            self.untold[color.component][band.first..=band.last].fill(Some(band.n_low_bits));
        }
        Ok(())
    }

    /// The colours of a scan and what it tells of them.
    fn header<'t>(&self, header: &[u8], tables: &'t Tables) -> Option<(Vec<InScan<'t>>, Band)> {
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
        (is_sane && may).then_some((colors, band))
    }

    /// Walks through the blocks of a scan. Gives how many units of how many were there, and what is wrong
    /// with the next.
    fn walk(
        &mut self,
        colors: &[InScan<'_>],
        band: Band,
        bits: &mut Bits<'_>,
        restart: u32,
    ) -> (u32, u32, Option<Fault>) {
        let units = match colors {
            [color] => self.frame.blocks(&self.frame.components[color.component]),
            _ => self.frame.units(),
        };
        let n_units = units.0 * units.1;
        let mut n_empty = 0;
        for unit in 0..n_units {
            let begins_anew = restart > 0 && unit > 0 && unit % restart == 0;
            let at = (unit % units.0, unit / units.0);
            let mut step = || {
                if begins_anew {
                    bits.restart()?;
                    n_empty = 0;
                }
                self.unit(colors, band, bits, at, &mut n_empty)
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
        colors: &[InScan<'_>],
        band: Band,
        bits: &mut Bits<'_>,
        at: (u32, u32),
        n_empty: &mut u32,
    ) -> Result<(), Fault> {
        let across = self.frame.units().0;
        for color in colors {
            let (wide, high) = self.frame.components[color.component].blocks;
            // A colour by itself goes block by block, together they go unit by unit.
            let (blocks, at) = match colors.len() {
                1 => ((1, 1), at),
                _ => ((wide, high), (at.0 * wide, at.1 * high)),
            };
            for down in 0..blocks.1 {
                for right in 0..blocks.0 {
                    let idx = (at.1 + down) * across * wide + at.0 + right;
                    self.block(color, band, bits, idx as usize, n_empty)?;
                }
            }
        }
        Ok(())
    }

    fn block(
        &mut self,
        color: &InScan<'_>,
        band: Band,
        bits: &mut Bits<'_>,
        idx: usize,
        n_empty: &mut u32,
    ) -> Result<(), Fault> {
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
