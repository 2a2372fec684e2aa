//! What a PNG says of its colours beside its pixels (PNG, third edition, 11.3.2).

const SIGNATURE: usize = 8;

/// The gamma of nearly every screen, 1/2.2, and how far others may be off unseen; in hundred-thousandths.
const USUAL_GAMMA: std::ops::RangeInclusive<u32> = 43_000..=48_000;

/// The white and the colours of sRGB, and how far others may be off; in the same.
const USUAL_COLORS: [u32; 8] = [
    31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000,
];
const COLORS_OFF: u32 = 1_000;

/// What stands before a PNG's pixels, as far as it matters here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Whether a colour profile is in it.
    pub(super) has_profile: bool,
    /// Whether its numbers mean other colours than those of a screen, and no profile says which.
    pub(super) is_unusual: bool,
    /// Whether it moves.
    pub(super) is_animated: bool,
}

impl Said {
    /// Looks a PNG through, up to its pixels.
    pub(super) fn by(png: &[u8]) -> Self {
        let mut said = Self::default();
        let mut is_settled = false;
        let mut rest = png.get(SIGNATURE..).unwrap_or_default();
        while let Some((name, body, after)) = chunk(rest) {
            match name {
                b"iCCP" => said.has_profile = true,
                b"sRGB" | b"cICP" => is_settled = true,
                b"acTL" => said.is_animated = true,
                b"gAMA" => said.is_unusual |= !numbers(body).all(|it| USUAL_GAMMA.contains(&it)),
                b"cHRM" => {
                    let mut both = numbers(body).zip(USUAL_COLORS);
                    said.is_unusual |= both.any(|(one, usual)| one.abs_diff(usual) > COLORS_OFF);
                }
                b"IDAT" => break,
                _ => {}
            }
            rest = after;
        }
        said.is_unusual &= !is_settled && !said.has_profile;
        said
    }
}

fn numbers(body: &[u8]) -> impl Iterator<Item = u32> {
    let numbers = body.chunks_exact(4).filter_map(|it| it.first_chunk());
    numbers.map(|it| u32::from_be_bytes(*it))
}

/// The first chunk: its name, what is in it, and what follows.
fn chunk(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (name, rest) = rest.split_first_chunk::<4>()?;
    let (body, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    Some((name, body, rest.get(4..)?))
}
