//! From foreign bytes to upright sRGB pixels, with every limit checked before memory is taken.

use std::io::Cursor;

use image::error::{ImageError, LimitErrorKind};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use moxcms::{ColorProfile, Layout, TransformOptions};

use super::{MAX_DECODED_BYTES, MAX_EDGE, MAX_PIXELS};
use crate::Error;

/// Bytes of a colour profile at most; real ones have a few kilobytes, printing ones up to a few megabytes.
const MAX_PROFILE_BYTES: usize = 4 << 20;

/// The picture of the file, eight bits a channel, RGB or RGBA.
pub(super) fn decode(bytes: &[u8]) -> Result<DynamicImage, Error> {
    let format = sniff(bytes)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(error)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Error::NotAnImage);
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS
        || decoder.total_bytes() > MAX_DECODED_BYTES
        || width.max(height) > MAX_EDGE
    {
        return Err(Error::TooManyPixels);
    }
    decoder.set_limits(limits()).map_err(error)?;
    // Damaged metadata says nothing about the pixels: the image is then taken as it lies.
    let orientation = decoder.orientation().ok();
    let profile = decoder.icc_profile().ok().flatten();
    let decoded = DynamicImage::from_decoder(decoder).map_err(error)?;
    let mut picture = eight_bits(decoded);
    if let Some(profile) = profile {
        picture = to_srgb(picture, &profile);
    }
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_EDGE);
    limits.max_image_height = Some(MAX_EDGE);
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    limits
}

/// Tells the format by the first bytes. What is an image, but of a format that is not taken, gets another
/// answer than what is none: a person can do something about the first.
fn sniff(bytes: &[u8]) -> Result<ImageFormat, Error> {
    match image::guess_format(bytes) {
        Ok(
            format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif),
        ) => Ok(format),
        Ok(_) => Err(Error::UnsupportedFormat),
        // HEIC and AVIF are boxes of the ISO base media format.
        Err(_) if bytes.get(4..8) == Some(b"ftyp") => Err(Error::UnsupportedFormat),
        Err(_) => Err(Error::NotAnImage),
    }
}

fn error(error: ImageError) -> Error {
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory => {
                Error::TooManyPixels
            }
            _ => Error::NotAnImage,
        },
        ImageError::Unsupported(_) => Error::UnsupportedFormat,
        _ => Error::NotAnImage,
    }
}

fn eight_bits(decoded: DynamicImage) -> DynamicImage {
    match decoded {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => decoded,
        other if other.color().has_alpha() => DynamicImage::ImageRgba8(other.into_rgba8()),
        other => DynamicImage::ImageRgb8(other.into_rgb8()),
    }
}

/// The same picture with its colours expressed in sRGB. A profile that is not understood, or is not one of
/// RGB, is ignored as browsers do.
fn to_srgb(picture: DynamicImage, profile: &[u8]) -> DynamicImage {
    if profile.len() > MAX_PROFILE_BYTES {
        return picture;
    }
    let Ok(source) = ColorProfile::new_from_slice(profile) else {
        return picture;
    };
    let layout = match &picture {
        DynamicImage::ImageRgb8(_) => Layout::Rgb,
        _ => Layout::Rgba,
    };
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let Ok(transform) = source.create_transform_8bit(layout, &srgb, layout, options) else {
        return picture;
    };
    match picture {
        DynamicImage::ImageRgb8(mut pixels) => {
            convert_rows(&mut pixels, 3, &*transform);
            DynamicImage::ImageRgb8(pixels)
        }
        DynamicImage::ImageRgba8(mut pixels) => {
            convert_rows(&mut pixels, 4, &*transform);
            DynamicImage::ImageRgba8(pixels)
        }
        other => other,
    }
}

/// Converts row by row in place, so that one row and not a second picture is needed.
fn convert_rows<P>(
    pixels: &mut image::ImageBuffer<P, Vec<u8>>,
    channels: usize,
    transform: &(dyn moxcms::TransformExecutor<u8> + Send + Sync),
) where
    P: image::Pixel<Subpixel = u8>,
{
    let row_bytes = pixels.width() as usize * channels;
    let mut converted = vec![0; row_bytes];
    for row in pixels.chunks_exact_mut(row_bytes) {
        if transform.transform(row, &mut converted).is_ok() {
            row.copy_from_slice(&converted);
        }
    }
}
