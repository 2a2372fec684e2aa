//! Inflates damaged data (RFC 1951) exactly as leniently as the crate that reads PDFs, within a bound.
//!
//! That crate reads on where others stop: lengths that are not checked, codes that overlap, distances
//! from before the beginning. What it would make of such data has to be known before it is asked.

/// Where the lengths of codes for lengths stand (RFC 1951, 3.2.7).
const ORDER: [usize; 19] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

/// A code's least length or distance, and how many bits raise it (RFC 1951, 3.2.5).
const LENGTHS: [(usize, u32); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];
const DISTANCES: [(usize, u32); 30] = [
    (1, 0),
    (2, 0),
    (3, 0),
    (4, 0),
    (5, 1),
    (7, 1),
    (9, 2),
    (13, 2),
    (17, 3),
    (25, 3),
    (33, 4),
    (49, 4),
    (65, 5),
    (97, 5),
    (129, 6),
    (193, 6),
    (257, 7),
    (385, 7),
    (513, 8),
    (769, 8),
    (1025, 9),
    (1537, 9),
    (2049, 10),
    (3073, 10),
    (4097, 11),
    (6145, 11),
    (8193, 12),
    (12289, 12),
    (16385, 13),
    (24577, 13),
];

/// The code that ends a block.
const END: u16 = 256;

/// What comes of deflated data, however damaged; one byte more than `most` if it would be more.
pub(super) fn lenient(deflated: &[u8], most: usize) -> Vec<u8> {
    let mut reader = Reader {
        rest: deflated,
        bits: 0,
        n_bits: 0,
        output: Vec::new(),
        most,
    };
    while !reader.rest.is_empty() && reader.output.len() <= most {
        if reader.block().is_none() {
            break;
        }
    }
    reader.output.truncate(most.saturating_add(1));
    reader.output
}

struct Reader<'d> {
    rest: &'d [u8],
    bits: u32,
    n_bits: u32,
    output: Vec<u8>,
    most: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    fn take(&mut self, n_bits: u32) -> Option<usize> {
        while self.n_bits < n_bits {
            self.bits |= u32::from(self.byte()?) << self.n_bits;
            self.n_bits += 8;
        }
        let taken = self.bits & ((1 << n_bits) - 1);
        self.bits >>= n_bits;
        self.n_bits -= n_bits;
        Some(taken as usize)
    }

    fn code(&mut self, table: &Table) -> Option<u16> {
        while self.n_bits < table.longest {
            let Some(byte) = self.byte() else { break };
            self.bits |= u32::from(byte) << self.n_bits;
            self.n_bits += 8;
        }
        let (length, value) = table.codes[(self.bits & ((1 << table.longest) - 1)) as usize];
        if length < 1 || self.n_bits < length {
            return None;
        }
        self.bits >>= length;
        self.n_bits -= length;
        Some(value)
    }

    /// Reads a block; `None` where reading ends.
    fn block(&mut self) -> Option<()> {
        let head = self.take(3)?;
        match head >> 1 {
            0 => self.stored()?,
            1 => {
                let mut lengths = [8; 288];
                lengths[144..256].fill(9);
                lengths[256..280].fill(7);
                self.compressed(&Table::of(&lengths), &Table::of(&[5; 32]))?;
            }
            2 => {
                let (letters, distances) = self.tables()?;
                self.compressed(&letters, &distances)?;
            }
            _ => return None,
        }
        (head & 1 == 0).then_some(())
    }

    fn stored(&mut self) -> Option<()> {
        (self.bits, self.n_bits) = (0, 0);
        let length = usize::from(self.byte()?) | usize::from(self.byte()?) << 8;
        // The same turned about, which is not compared.
        self.byte()?;
        self.byte()?;
        let (stored, rest) = self.rest.split_at(self.rest.len().min(length));
        self.output.extend(stored);
        self.rest = rest;
        (stored.len() == length).then_some(())
    }

    fn tables(&mut self) -> Option<(Table, Table)> {
        let n_letters = self.take(5)? + 257;
        let n_distances = self.take(5)? + 1;
        let n_lengths = self.take(4)? + 4;
        let mut lengths = [0; 19];
        for place in &ORDER[..n_lengths] {
            lengths[*place] = self.take(3)? as u8;
        }
        let table = Table::of(&lengths);
        let n_all = n_letters + n_distances;
        let mut lengths: Vec<u8> = Vec::with_capacity(n_all);
        while lengths.len() < n_all {
            let (length, n_times) = match self.code(&table)? {
                length @ 0..=15 => (length as u8, 1),
                16 => (lengths.last().copied().unwrap_or(0), self.take(2)? + 3),
                17 => (0, self.take(3)? + 3),
                _ => (0, self.take(7)? + 11),
            };
            let room = n_all - lengths.len();
            lengths.extend(std::iter::repeat_n(length, n_times.min(room)));
        }
        let (letters, distances) = lengths.split_at(n_letters);
        Some((Table::of(letters), Table::of(distances)))
    }

    fn compressed(&mut self, letters: &Table, distances: &Table) -> Option<()> {
        while self.output.len() <= self.most {
            let code = self.code(letters)?;
            if let Ok(letter) = u8::try_from(code) {
                self.output.push(letter);
                continue;
            }
            if code == END {
                break;
            }
            let (length, n_bits) = LENGTHS
                .get(usize::from(code - END - 1))
                .copied()
                .unwrap_or((0, 0));
            let length = length + self.take(n_bits)?;
            let (distance, n_bits) = *DISTANCES.get(usize::from(self.code(distances)?))?;
            let distance = distance + self.take(n_bits)?;
            // From before the beginning nothing is taken.
            if distance <= self.output.len() {
                for _ in 0..length {
                    self.output.push(self.output[self.output.len() - distance]);
                }
            }
        }
        Some(())
    }
}

/// Codes by the bits that begin with them, turned about: each with its length and its value.
struct Table {
    codes: Vec<(u32, u16)>,
    longest: u32,
}

impl Table {
    fn of(lengths: &[u8]) -> Self {
        let longest = u32::from(lengths.iter().copied().max().unwrap_or(0)).max(1);
        let mut codes = vec![(0, 0); 1 << longest];
        let mut code = 0_u32;
        for length in 1..=longest {
            for (value, _) in (0..)
                .zip(lengths)
                .filter(|(_, it)| u32::from(**it) == length)
            {
                let turned = code.reverse_bits() >> (32 - length);
                for place in codes.iter_mut().skip(turned as usize).step_by(1 << length) {
                    *place = (length, value);
                }
                code += 1;
            }
            code <<= 1;
        }
        Self { codes, longest }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::objects::{FromBytes as _, Stream};
    use super::*;
    use crate::base::deflate::deflate_bare as deflated;

    /// What the crate makes of them.
    fn as_read(deflated: &[u8]) -> Vec<u8> {
        let head = format!("<</Filter/FlateDecode/Length {}>>stream\n", deflated.len());
        let object = [head.as_bytes(), deflated, b"\nendstream"].concat();
        let stream = Stream::from_bytes(&object).unwrap();
        stream.decoded_data().unwrap().into_owned()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(1948), ..ProptestConfig::default() })]

        /// Whole or damaged, short or long: as much comes of it as the crate makes of it.
        #[test]
        fn it_reads_what_the_crate_reads(
            text in prop::collection::vec(prop_oneof![Just(b'a'), Just(b'b'), any::<u8>()], 0..3000),
            level in 0..9_u32,
            damage in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..4),
        ) {
            let mut bytes = deflated(&text, level);
            // Not to be taken for a head of zlib's.
            for (place, byte) in damage {
                let at = (place * bytes.len() as f64) as usize;
                bytes[at] = byte;
            }
            let has_head = bytes.len() > 1 && bytes[0] & 0x0f == 8;
            prop_assume!(!has_head);
            prop_assert_eq!(lenient(&bytes, 1 << 24), as_read(&bytes));
        }
    }

    #[test]
    fn it_stops_at_its_bound() {
        let bomb = deflated(&vec![0; 1 << 20], 9);
        assert_eq!(lenient(&bomb, 1000).len(), 1001);
        assert_eq!(lenient(&bomb, 1 << 21).len(), 1 << 20);
    }
}
