//! The size and colours of a JPEG, and how many blocks of coefficients they take (ITU T.81, A.1, A.2).

use crate::base::color::ColorSpace;

/// Why a JPEG is not used.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum JpegError {
    /// It has more pixels than are read: width and height.
    TooLarge((u32, u32)),
    /// What is wrong with it.
    Broken(String),
}

impl From<&str> for JpegError {
    fn from(why: &str) -> Self {
        Self::Broken(why.to_owned())
    }
}

/// The size and colours of a JPEG.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Width and height.
    pub(super) size: (u32, u32),
    /// Whether it appears little by little.
    pub(super) is_progressive: bool,
    pub(super) components: Vec<Component>,
}

/// A colour of a JPEG.
#[derive(Debug, Clone)]
pub(super) struct Component {
    pub(super) id: u8,
    /// How many blocks it has in a unit of all colours, across and down.
    pub(super) blocks: (u32, u32),
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

    /// What its numbers are, by how many a pixel has.
    pub(super) fn color_space(&self) -> ColorSpace {
        match self.components.len() {
            1 => ColorSpace::Gray,
            3 => ColorSpace::Rgb,
            _ => ColorSpace::Cmyk,
        }
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
    pub(super) fn units(&self) -> (u32, u32) {
        let most = self.most_blocks();
        (
            self.size.0.div_ceil(8 * most.0),
            self.size.1.div_ceil(8 * most.1),
        )
    }

    /// The blocks of one colour by itself, across and down.
    pub(super) fn blocks(&self, component: &Component) -> (u32, u32) {
        let most = self.most_blocks();
        (
            (self.size.0 * component.blocks.0).div_ceil(8 * most.0),
            (self.size.1 * component.blocks.1).div_ceil(8 * most.1),
        )
    }
}
