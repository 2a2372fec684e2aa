//! Page pictures, made from the finished PDF itself, so that they show what a reader will see.

use std::fmt;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

/// Points in an inch.
const PT_PER_INCH: f32 = 72.0;

/// A PDF could not be drawn.
#[derive(Debug)]
pub struct PngError(String);

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the pages could not be drawn: {}", self.0)
    }
}

impl std::error::Error for PngError {}

/// Draws each page of a PDF as a PNG file, at a resolution in dots per inch.
pub fn draw(pdf: &[u8], dpi: f32) -> Result<Vec<Vec<u8>>, PngError> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|error| PngError(format!("{error:?}")))?;
    let cache = RenderCache::new();
    let interpreter = InterpreterSettings::default();
    // Without hinting a page looks the same on every machine.
    let rendering = RenderSettings {
        hinting: false,
        ..RenderSettings::default()
    };
    let scale = dpi / PT_PER_INCH;
    let pixmap = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let pages = pdf.pages().iter().map(|page| {
        let drawn = hayro::render(page, &cache, &interpreter, &rendering, &pixmap);
        drawn
            .into_png()
            .map_err(|error| PngError(format!("{error:?}")))
    });
    pages.collect()
}
