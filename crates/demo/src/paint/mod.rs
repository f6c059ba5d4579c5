//! The town's pictures: painted by code, the same on every machine, so that the repository holds no photographs
//! of anybody.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _};

mod canvas;
mod figures;
mod land;
mod portraits;
mod sea;
mod table;

use canvas::Canvas;
pub(crate) use portraits::{Face, Hair};

/// JPEG quality of what a resident "photographs"; the upload re-encodes it anyway.
const QUALITY: u8 = 90;

/// Paints one picture.
type Painter = fn() -> Canvas;

/// Every scene: what dialogues call it, and who paints it.
const SCENES: &[(&str, Painter)] = &[
    ("harbour", sea::harbour_at_dusk),
    ("ferry", sea::ferry),
    ("lighthouse", sea::lighthouse),
    ("reef", sea::reef),
    ("paper_boats", sea::paper_boats),
    ("hills", land::hills),
    ("rain", land::rain_street),
    ("kites", land::kites),
    ("football", land::football),
    ("cat", land::cat),
    ("noodles", table::noodle_bowl),
    ("market", table::market),
    ("dumplings", table::dumplings),
    ("catch", table::catch),
];

/// Whether there is a scene of this name.
pub fn is_scene(name: &str) -> bool {
    SCENES.iter().any(|(known, _)| *known == name)
}

/// Names of all scenes.
pub fn scenes() -> impl Iterator<Item = &'static str> {
    SCENES.iter().map(|(name, _)| *name)
}

/// The photograph of this name as JPEG, if there is such a scene.
pub fn photo(name: &str) -> Option<Vec<u8>> {
    let (_, paint) = SCENES.iter().find(|(known, _)| *known == name)?;
    Some(jpeg(&paint()))
}

/// A face as JPEG; `seed` varies the grain.
pub(crate) fn face(face: &Face, seed: u64) -> Vec<u8> {
    jpeg(&portraits::portrait(face, seed))
}

fn jpeg(canvas: &Canvas) -> Vec<u8> {
    let (width, height, pixels) = canvas.rgb();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .expect("pixels of the sheet's own size encode into memory");
    bytes
}
