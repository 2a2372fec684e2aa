//! The coded data of a JPEG (ITU T.81, annexes F and G): walked through block by block, so that it is
//! known whether all of it is there. Nothing is drawn of it.
//!
//! A decoder of pixels fills what is missing with grey and says nothing; readers of a PDF do the same.

/// The blocks of a JPEG have 64 coefficients.
const N_COEFFICIENTS: usize = 64;

/// How many bits of a code are looked up at once.
const LOOKUP_BITS: u32 = 8;

/// A part of a scan that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The data end.
    Ended,
    /// The data are none that a JPEG can have.
    Senseless,
}

/// A table of codes (ITU T.81, C.2).
#[derive(Debug, Clone)]
pub(super) struct Codes {
    /// By the next eight bits: how long the code is and what it means; a length of 0 is a longer code.
    short: Vec<(u8, u8)>,
    /// By length: what to take from a code to get at the value, and the first code that is longer.
    long: [(i32, i32); 17],
    values: Vec<u8>,
}

impl Codes {
    /// The table of a segment: how many codes there are of each length, and their values.
    pub(super) fn new(counts: [u8; 16], values: &[u8]) -> Option<Self> {
        let mut short = vec![(0, 0); 1 << LOOKUP_BITS];
        let mut long = [(0, 0); 17];
        let (mut code, mut n_before) = (0_i32, 0_i32);
        for (length, count) in (1_u32..).zip(counts) {
            long[length as usize] = (n_before - code, code + i32::from(count));
            for _ in 0..count {
                let value = *values.get(n_before as usize)?;
                if code >> length != 0 {
                    return None;
                }
                if length <= LOOKUP_BITS {
                    let first = (code as usize) << (LOOKUP_BITS - length);
                    let end = first + (1 << (LOOKUP_BITS - length));
                    short[first..end].fill((length as u8, value));
                }
                code += 1;
                n_before += 1;
            }
            code <<= 1;
        }
        let values = values.get(..n_before as usize)?.to_vec();
        Some(Self {
            short,
            long,
            values,
        })
    }
}

/// Reads coded data bit by bit.
#[derive(Debug)]
pub(super) struct Bits<'d> {
    data: &'d [u8],
    at: usize,
    /// The bits that were read and not used, the last in the lowest place.
    buffer: u64,
    n_held: u32,
}

impl<'d> Bits<'d> {
    pub(super) fn new(data: &'d [u8]) -> Self {
        Self {
            data,
            at: 0,
            buffer: 0,
            n_held: 0,
        }
    }

    /// How many bytes were not looked at.
    pub(super) fn n_left(&self) -> usize {
        self.data.len() - self.at
    }

    fn fill(&mut self) {
        while self.n_held <= 48 {
            let byte = match self.data[self.at.min(self.data.len())..] {
                [0xff, 0x00, ..] => {
                    self.at += 2;
                    0xff
                }
                // A marker, or its first half at the end of a file that was cut.
                [0xff, ..] | [] => return,
                [byte, ..] => {
                    self.at += 1;
                    byte
                }
            };
            self.buffer = self.buffer << 8 | u64::from(byte);
            self.n_held += 8;
        }
    }

    /// The next bits as a number, with zeros after the end.
    fn peek(&self, n_bits: u32) -> usize {
        let bits = if self.n_held >= n_bits {
            self.buffer >> (self.n_held - n_bits)
        } else {
            self.buffer << (n_bits - self.n_held)
        };
        (bits & ((1 << n_bits) - 1)) as usize
    }

    /// Takes up to sixteen bits.
    fn take(&mut self, n_bits: u32) -> Result<u32, Fault> {
        if self.n_held < n_bits {
            self.fill();
            if self.n_held < n_bits {
                return Err(Fault::Ended);
            }
        }
        let bits = self.peek(n_bits);
        self.n_held -= n_bits;
        Ok(bits as u32)
    }

    /// Takes a code and gives what it means.
    fn value(&mut self, codes: &Codes) -> Result<u8, Fault> {
        if self.n_held < 16 {
            self.fill();
        }
        let (length, value) = codes.short[self.peek(LOOKUP_BITS)];
        if length > 0 {
            self.take(u32::from(length))?;
            return Ok(value);
        }
        for length in LOOKUP_BITS + 1..=16 {
            let code = self.peek(length) as i32;
            let (to_value, end) = codes.long[length as usize];
            if code < end {
                self.take(length)?;
                let value = codes.values.get((code + to_value) as usize);
                return value.copied().ok_or(Fault::Senseless);
            }
        }
        // What was made up after the end may be no code at all.
        if self.n_held < 16 {
            return Err(Fault::Ended);
        }
        Err(Fault::Senseless)
    }

    /// Goes on after a restart marker.
    pub(super) fn restart(&mut self) -> Result<(), Fault> {
        (self.buffer, self.n_held) = (0, 0);
        while self.data[self.at..].starts_with(&[0xff, 0xff]) {
            self.at += 1;
        }
        match self.data[self.at..] {
            [0xff, 0xd0..=0xd7, ..] => {
                self.at += 2;
                Ok(())
            }
            [0xff] | [] => Err(Fault::Ended),
            _ => Err(Fault::Senseless),
        }
    }
}

/// What a scan tells of a block: which coefficients, and how exactly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Band {
    /// The first coefficient.
    pub(super) first: usize,
    /// The last.
    pub(super) last: usize,
    /// Whether they were told before, less exactly.
    pub(super) refines: Option<u8>,
    /// How many of the lowest bits are left for later scans.
    pub(super) n_low_bits: u8,
}

/// A block of a JPEG whose scans tell everything at once.
pub(super) fn whole_block(bits: &mut Bits<'_>, dc: &Codes, ac: &Codes) -> Result<(), Fault> {
    first_coefficient(bits, dc)?;
    let mut idx = 1;
    while idx < N_COEFFICIENTS {
        let (n_zeros, n_bits) = run(bits.value(ac)?);
        if n_bits == 0 && n_zeros < 15 {
            break;
        }
        idx += n_zeros;
        if n_bits > 0 && idx >= N_COEFFICIENTS {
            return Err(Fault::Senseless);
        }
        bits.take(n_bits)?;
        idx += 1;
    }
    Ok(())
}

/// How many zeros there are before a coefficient, and how many bits it has.
fn run(value: u8) -> (usize, u32) {
    (usize::from(value >> 4), u32::from(value & 15))
}

/// The mean of a block, told for the first time.
pub(super) fn first_coefficient(bits: &mut Bits<'_>, dc: &Codes) -> Result<(), Fault> {
    let n_bits = bits.value(dc)?;
    if n_bits > 16 {
        return Err(Fault::Senseless);
    }
    bits.take(n_bits.into()).map(drop)
}

/// The mean of a block, told more exactly.
pub(super) fn refined_mean(bits: &mut Bits<'_>) -> Result<(), Fault> {
    bits.take(1).map(drop)
}

/// Some coefficients of a block, told for the first time. `known` has a bit for each that is not zero,
/// `n_empty` counts blocks of which nothing more is told.
pub(super) fn first_band(
    bits: &mut Bits<'_>,
    ac: &Codes,
    band: Band,
    known: &mut u64,
    n_empty: &mut u32,
) -> Result<(), Fault> {
    if *n_empty > 0 {
        *n_empty -= 1;
        return Ok(());
    }
    let mut idx = band.first;
    while idx <= band.last {
        let (n_zeros, n_bits) = run(bits.value(ac)?);
        if n_bits == 0 && n_zeros < 15 {
            *n_empty = (1 << n_zeros) - 1 + bits.take(n_zeros as u32)?;
            break;
        }
        idx += n_zeros;
        if n_bits > 0 {
            if idx > band.last {
                return Err(Fault::Senseless);
            }
            bits.take(n_bits)?;
            *known |= 1 << idx;
        }
        idx += 1;
    }
    Ok(())
}

/// Some coefficients of a block, told more exactly (ITU T.81, G.1.2.3).
pub(super) fn refined_band(
    bits: &mut Bits<'_>,
    ac: &Codes,
    band: Band,
    known: &mut u64,
    n_empty: &mut u32,
) -> Result<(), Fault> {
    let mut idx = band.first;
    if *n_empty == 0 {
        while idx <= band.last {
            let (mut n_zeros, n_bits) = run(bits.value(ac)?);
            if n_bits == 0 && n_zeros < 15 {
                *n_empty = (1 << n_zeros) + bits.take(n_zeros as u32)?;
                break;
            }
            if n_bits > 0 {
                bits.take(1)?;
            }
            while idx <= band.last {
                if *known & 1 << idx != 0 {
                    bits.take(1)?;
                } else if n_zeros == 0 {
                    break;
                } else {
                    n_zeros -= 1;
                }
                idx += 1;
            }
            if n_bits > 0 {
                if idx > band.last {
                    return Err(Fault::Senseless);
                }
                *known |= 1 << idx;
            }
            idx += 1;
        }
    }
    if *n_empty > 0 {
        let rest = (idx..=band.last).filter(|idx| *known & 1 << idx != 0);
        for _ in rest {
            bits.take(1)?;
        }
        *n_empty -= 1;
    }
    Ok(())
}
