//! From upright pixels to the files that are stored.

use data_encoding::BASE64;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, GenericImageView, ImageEncoder, Rgb, RgbImage};

use super::{
    AVATAR_EDGES, FULL_EDGE, Format, MAX_PLACEHOLDER, Processed, ProcessedFile, THUMB_EDGE,
};
use crate::Error;

/// JPEG quality of the large size: no visible loss on a phone.
const FULL_QUALITY: u8 = 85;
/// JPEG quality of small sizes.
const SMALL_QUALITY: u8 = 80;
/// The placeholder begins with this longest edge and shrinks until it fits.
const PLACEHOLDER_EDGE: u32 = 9;
const PLACEHOLDER_PREFIX: &str = "data:image/png;base64,";

/// A photo: `full` and `thumb`.
pub(super) fn photo(picture: DynamicImage) -> Result<Processed, Error> {
    let picture = without_needless_alpha(picture);
    let full = fit(&picture, FULL_EDGE);
    drop(picture);
    let thumb = fit(&full, THUMB_EDGE);
    let placeholder = placeholder(&thumb)?;
    Ok(Processed {
        width: full.width(),
        height: full.height(),
        placeholder,
        files: vec![
            file("full", &full, FULL_QUALITY)?,
            file("thumb", &thumb, SMALL_QUALITY)?,
        ],
    })
}

/// An avatar: the middle square, on white where it is transparent.
pub(super) fn avatar(picture: DynamicImage) -> Result<Processed, Error> {
    let (width, height) = picture.dimensions();
    let edge = width.min(height);
    let square = picture.crop_imm((width - edge) / 2, (height - edge) / 2, edge, edge);
    drop(picture);
    // Scaling comes first: flattening the smaller picture is cheaper.
    let large = DynamicImage::ImageRgb8(on_white(&fit(&square, AVATAR_EDGES[0])));
    let small = fit(&large, AVATAR_EDGES[1]);
    let placeholder = placeholder(&small)?;
    Ok(Processed {
        width: large.width(),
        height: large.height(),
        placeholder,
        files: vec![
            file("512", &large, FULL_QUALITY)?,
            file("96", &small, SMALL_QUALITY)?,
        ],
    })
}

/// Drops an alpha channel in which every pixel is opaque: such a picture is a JPEG.
fn without_needless_alpha(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageRgba8(pixels) if pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX) => {
            DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(pixels).into_rgb8())
        }
        other => other,
    }
}

/// The picture with its longest edge at most `edge`. A small one is not enlarged.
fn fit(picture: &DynamicImage, edge: u32) -> DynamicImage {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    if longest <= edge {
        return picture.clone();
    }
    let scaled = |to: u32| {
        let side = |of: u32| {
            let pixels =
                (u64::from(of) * u64::from(to) + u64::from(longest) / 2) / u64::from(longest);
            u32::try_from(pixels).unwrap_or(to).max(1)
        };
        (side(width), side(height))
    };
    let (to_width, to_height) = scaled(edge);
    if longest > edge.saturating_mul(3) {
        // Averaging down to twice the size first makes a huge picture several times quicker to scale,
        // with no difference to be seen.
        let (rough_width, rough_height) = scaled(edge * 2);
        return picture
            .thumbnail_exact(rough_width, rough_height)
            .resize_exact(to_width, to_height, FilterType::CatmullRom);
    }
    picture.resize_exact(to_width, to_height, FilterType::CatmullRom)
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    match picture {
        DynamicImage::ImageRgb8(pixels) => pixels.clone(),
        other => {
            let pixels = other.to_rgba8();
            RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
                let [red, green, blue, alpha] = pixels.get_pixel(x, y).0;
                let over = |channel: u8| {
                    let alpha = u16::from(alpha);
                    let mixed = (u16::from(channel) * alpha + 255 * (255 - alpha) + 127) / 255;
                    u8::try_from(mixed).unwrap_or(u8::MAX)
                };
                Rgb([over(red), over(green), over(blue)])
            })
        }
    }
}

fn file(name: &'static str, picture: &DynamicImage, quality: u8) -> Result<ProcessedFile, Error> {
    let mut bytes = Vec::new();
    let format = if picture.color().has_alpha() {
        picture
            .write_with_encoder(PngEncoder::new_with_quality(
                &mut bytes,
                CompressionType::Default,
                PngFilter::Adaptive,
            ))
            .map_err(|_| Error::NotAnImage)?;
        Format::Png
    } else {
        picture
            .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))
            .map_err(|_| Error::NotAnImage)?;
        Format::Jpeg
    };
    Ok(ProcessedFile {
        name,
        format,
        width: picture.width(),
        height: picture.height(),
        bytes,
    })
}

/// A PNG of a few pixels. JPEG would spend more on its tables than is allowed altogether.
fn placeholder(picture: &DynamicImage) -> Result<String, Error> {
    for edge in (1..=PLACEHOLDER_EDGE).rev() {
        let tiny = on_white(&fit(picture, edge));
        let mut bytes = Vec::new();
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, PngFilter::NoFilter)
            .write_image(
                tiny.as_raw(),
                tiny.width(),
                tiny.height(),
                image::ExtendedColorType::Rgb8,
            )
            .map_err(|_| Error::NotAnImage)?;
        let url = format!("{PLACEHOLDER_PREFIX}{}", BASE64.encode(&bytes));
        if url.len() <= MAX_PLACEHOLDER {
            return Ok(url);
        }
    }
    // One pixel takes about 120 characters, so the loop has always returned by now.
    Ok(String::new())
}
