//! Photos and avatars as pure functions: bytes of strangers in, clean JPEG or PNG out.
//!
//! Nothing of the original file survives but its pixels. The format is told by content, never by what the
//! sender says; dimensions and memory are checked before a pixel is decoded; colours are converted to sRGB
//! and the orientation applied, because the metadata that said so is dropped with everything else (camera,
//! place, thumbnails).

mod decode;
mod encode;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{Error, Purpose};

/// Pixels of an image at most, before it is scaled: 50 million.
pub const MAX_PIXELS: u64 = 50_000_000;

/// Bytes of the decoded original at most: 256 MiB. Sixteen-bit channels count double.
pub const MAX_DECODED_BYTES: u64 = 256 << 20;

/// Pixels of one edge at most: what JPEG can express.
pub const MAX_EDGE: u32 = 65_535;

/// Longest edge of what people look at.
pub const FULL_EDGE: u32 = 2_560;

/// Longest edge of what stands in a conversation.
pub const THUMB_EDGE: u32 = 480;

/// Edges of the two sizes of an avatar, both square.
pub const AVATAR_EDGES: [u32; 2] = [512, 96];

/// Characters of a placeholder at most.
pub const MAX_PLACEHOLDER: usize = 300;

/// What a stored image file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `image/jpeg`: everything without transparency.
    Jpeg,
    /// `image/png`: what has transparent pixels.
    Png,
}

impl Format {
    /// The media type to serve it with.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// One size of a processed image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessedFile {
    /// `full` and `thumb` for a photo, `512` and `96` for an avatar.
    pub name: &'static str,
    /// How the bytes are encoded.
    pub format: Format,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The encoded file.
    pub bytes: Vec<u8>,
}

/// An image ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Processed {
    /// Pixels across of the largest size.
    pub width: u32,
    /// Pixels down of the largest size.
    pub height: u32,
    /// A few pixels as a `data:` URL of at most [`MAX_PLACEHOLDER`] characters: shown blurred until the
    /// thumbnail is there.
    pub placeholder: String,
    /// All sizes, the largest first.
    pub files: Vec<ProcessedFile>,
}

/// Turns a file that somebody uploaded into what is stored of it.
///
/// It blocks for as long as the processor needs (up to seconds for 50 million pixels) and uses up to about
/// three times [`MAX_DECODED_BYTES`]: run few at a time, off the async threads.
///
/// # Errors
/// [`Error::NotAnImage`], [`Error::UnsupportedFormat`], [`Error::TooManyPixels`].
pub fn process(bytes: &[u8], purpose: Purpose) -> Result<Processed, Error> {
    // A decoder that panics on foreign bytes is a verdict on the bytes, not a reason to lose the worker.
    // Nothing outlives the closure, so no broken state can be seen afterwards.
    catch_unwind(AssertUnwindSafe(|| {
        let picture = decode::decode(bytes)?;
        match purpose {
            Purpose::Photo => encode::photo(picture),
            Purpose::Avatar => encode::avatar(picture),
            Purpose::MiniPackage | Purpose::MiniProgram => Err(Error::NotAnImage),
        }
    }))
    .unwrap_or(Err(Error::NotAnImage))
}
