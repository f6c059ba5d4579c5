use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{
    DynamicImage, ExtendedColorType, Frame, ImageEncoder, ImageFormat, Rgb, RgbImage, RgbaImage,
};
use moxcms::ColorProfile;

use super::{MAX_PLACEHOLDER, Processed, process};
use crate::{Error, Purpose, fuzzing};

/// A picture whose left half is red and whose right half is blue.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([200, 10, 10])
        } else {
            Rgb([10, 10, 200])
        }
    })
}

fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn read_back(processed: &Processed, name: &str) -> DynamicImage {
    let file = processed
        .files
        .iter()
        .find(|file| file.name == name)
        .unwrap();
    let picture = image::load_from_memory(&file.bytes).unwrap();
    assert_eq!(
        (picture.width(), picture.height()),
        (file.width, file.height)
    );
    picture
}

/// An EXIF block with an orientation, a camera and a place, as an APP1 segment of a JPEG.
fn exif_segment(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let mut entry = Vec::new();
        entry.extend(tag.to_le_bytes());
        entry.extend(kind.to_le_bytes());
        entry.extend(count.to_le_bytes());
        entry.extend(value);
        entry
    };
    let [low, high] = orientation.to_le_bytes();
    tiff.extend(3u16.to_le_bytes());
    tiff.extend(entry(0x010f, 2, 12, 50u32.to_le_bytes()));
    tiff.extend(entry(0x0112, 3, 1, [low, high, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 62u32.to_le_bytes()));
    tiff.extend(0u32.to_le_bytes());
    assert_eq!(tiff.len(), 50);
    tiff.extend(b"SecretMaker\0");
    tiff.extend(1u16.to_le_bytes());
    tiff.extend(entry(0x0001, 2, 2, *b"S\0\0\0"));
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(b"GPS-6.2088,106.8456");
    let mut segment = vec![0xff, 0xe1];
    segment.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    segment
}

fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    assert_eq!(jpeg[..2], [0xff, 0xd8]);
    [&jpeg[..2], &exif_segment(orientation), &jpeg[2..]].concat()
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn every_accepted_format_becomes_a_jpeg_in_two_sizes() {
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ] {
        let bytes = encoded(halves(2_600, 260), format);
        let processed = process(&bytes, Purpose::Photo).unwrap();
        assert_eq!(
            (processed.width, processed.height),
            (2_560, 256),
            "{format:?}"
        );
        let full = read_back(&processed, "full");
        let thumb = read_back(&processed, "thumb");
        assert_eq!((full.width(), full.height()), (2_560, 256));
        assert_eq!((thumb.width(), thumb.height()), (480, 48));
        for file in &processed.files {
            assert_eq!(file.format.content_type(), "image/jpeg");
            assert_eq!(image::guess_format(&file.bytes).unwrap(), ImageFormat::Jpeg);
        }
        let left = full.to_rgb8().get_pixel(10, 10).0;
        assert!(left[0] > 180 && left[2] < 40, "{format:?} {left:?}");
    }
}

#[test]
fn a_small_photo_is_not_enlarged() {
    let processed = process(&encoded(halves(20, 10), ImageFormat::Png), Purpose::Photo).unwrap();
    assert_eq!((processed.width, processed.height), (20, 10));
    assert_eq!(read_back(&processed, "thumb").width(), 20);
}

#[test]
fn a_sliver_keeps_at_least_one_pixel() {
    let processed = process(
        &encoded(halves(30_000, 1), ImageFormat::Png),
        Purpose::Photo,
    )
    .unwrap();
    assert_eq!((processed.width, processed.height), (2_560, 1));
}

#[test]
fn transparency_is_kept_as_png_and_only_where_it_is() {
    let glass = RgbaImage::from_pixel(8, 8, image::Rgba([0, 255, 0, 100]));
    let processed = process(&encoded(glass, ImageFormat::Png), Purpose::Photo).unwrap();
    assert_eq!(processed.files[0].format.content_type(), "image/png");
    assert_eq!(
        read_back(&processed, "full").to_rgba8().get_pixel(3, 3).0[3],
        100
    );

    let opaque = RgbaImage::from_pixel(8, 8, image::Rgba([0, 255, 0, 255]));
    let processed = process(&encoded(opaque, ImageFormat::Png), Purpose::Photo).unwrap();
    assert_eq!(processed.files[0].format.content_type(), "image/jpeg");
}

#[test]
fn an_avatar_is_the_middle_square_on_white() {
    let bytes = encoded(halves(1_000, 600), ImageFormat::Png);
    let processed = process(&bytes, Purpose::Avatar).unwrap();
    assert_eq!((processed.width, processed.height), (512, 512));
    assert_eq!(read_back(&processed, "96").height(), 96);
    let large = read_back(&processed, "512").to_rgb8();
    assert!(large.get_pixel(50, 256).0[0] > 180, "the left half is red");
    assert!(
        large.get_pixel(462, 256).0[2] > 180,
        "the right half is blue"
    );

    let nothing = RgbaImage::from_pixel(100, 100, image::Rgba([0, 0, 0, 0]));
    let processed = process(&encoded(nothing, ImageFormat::Png), Purpose::Avatar).unwrap();
    assert_eq!(
        read_back(&processed, "512").to_rgb8().get_pixel(50, 50).0,
        [255; 3]
    );
}

#[test]
fn metadata_turns_the_picture_and_then_goes() {
    // Orientation 6: the camera was turned, the picture must be turned by a quarter to stand upright.
    let bytes = with_exif(&encoded(halves(400, 200), ImageFormat::Jpeg), 6);
    assert!(contains(&bytes, b"SecretMaker") && contains(&bytes, b"GPS-6.2088"));
    let processed = process(&bytes, Purpose::Photo).unwrap();
    assert_eq!((processed.width, processed.height), (200, 400));
    let full = read_back(&processed, "full").to_rgb8();
    assert!(full.get_pixel(100, 50).0[0] > 180, "red is on top now");
    assert!(full.get_pixel(100, 350).0[2] > 180);
    for file in &processed.files {
        for secret in [&b"SecretMaker"[..], b"GPS", b"Exif", b"ICC_PROFILE"] {
            assert!(!contains(&file.bytes, secret));
        }
    }
}

#[test]
fn damaged_metadata_does_no_harm() {
    for orientation in [0, 9, u16::MAX] {
        let bytes = with_exif(&encoded(halves(40, 20), ImageFormat::Jpeg), orientation);
        assert_eq!(process(&bytes, Purpose::Photo).unwrap().width, 40);
    }
}

#[test]
fn a_wide_colour_profile_is_converted_and_dropped() {
    let picture = RgbImage::from_pixel(16, 16, Rgb([200, 60, 60]));
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile).unwrap();
    encoder
        .write_image(&picture, 16, 16, ExtendedColorType::Rgb8)
        .unwrap();
    let processed = process(&bytes, Purpose::Photo).unwrap();
    let seen = read_back(&processed, "full").to_rgb8().get_pixel(8, 8).0;
    // Display P3 (200, 60, 60) is about (218, 44, 54) in sRGB.
    assert!(seen[0] >= 212 && seen[1] <= 50, "{seen:?}");
    assert!(!contains(&processed.files[0].bytes, b"ICC_PROFILE"));
}

#[test]
fn a_broken_colour_profile_is_ignored() {
    let picture = RgbImage::from_pixel(16, 16, Rgb([200, 60, 60]));
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes);
    encoder.set_icc_profile(vec![7; 500]).unwrap();
    encoder
        .write_image(&picture, 16, 16, ExtendedColorType::Rgb8)
        .unwrap();
    assert!(process(&bytes, Purpose::Photo).is_ok());
}

#[test]
fn sixteen_bits_and_grey_are_taken() {
    let deep = image::ImageBuffer::from_pixel(9, 9, image::Rgb([u16::MAX, 0, 0]));
    let deep = encoded(DynamicImage::ImageRgb16(deep), ImageFormat::Png);
    assert!(process(&deep, Purpose::Photo).is_ok());
    let grey = image::GrayImage::from_pixel(9, 9, image::Luma([100]));
    assert!(process(&encoded(grey, ImageFormat::Jpeg), Purpose::Photo).is_ok());
}

#[test]
fn what_is_no_image_is_refused() {
    let lies: [(&str, Vec<u8>); 8] = [
        ("nothing", vec![]),
        ("one byte", vec![0xff]),
        ("text", b"GIF? no, only text".to_vec()),
        ("a page", b"<html><script>alert(1)</script></html>".to_vec()),
        (
            "a drawing",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
        ),
        ("a program", b"\x7fELF\x02\x01\x01".to_vec()),
        ("only a signature", b"\x89PNG\r\n\x1a\n".to_vec()),
        (
            "a signature before text",
            b"\xff\xd8\xff\xe0 and then a poem".to_vec(),
        ),
    ];
    for (name, bytes) in lies {
        assert!(
            matches!(process(&bytes, Purpose::Photo), Err(Error::NotAnImage)),
            "{name}"
        );
    }
}

#[test]
fn images_of_other_formats_are_named_as_such() {
    let others: [&[u8]; 4] = [
        b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0",
        b"II*\0\x08\0\0\0",
        b"\0\0\0\x18ftypheic\0\0\0\0",
        b"\0\0\0\x18ftypavif\0\0\0\0",
    ];
    for bytes in others {
        assert!(matches!(
            process(bytes, Purpose::Photo),
            Err(Error::UnsupportedFormat)
        ));
    }
}

#[test]
fn of_an_animation_the_first_picture_is_taken() {
    let mut bytes = Vec::new();
    let colours = [[200, 0, 0, 255], [0, 200, 0, 255], [0, 0, 200, 255]];
    let frames =
        colours.map(|colour| Frame::new(RgbaImage::from_pixel(40, 30, image::Rgba(colour))));
    GifEncoder::new(&mut bytes).encode_frames(frames).unwrap();
    let processed = process(&bytes, Purpose::Photo).unwrap();
    assert_eq!((processed.width, processed.height), (40, 30));
    let Rgb([red, green, blue]) = *read_back(&processed, "full").to_rgb8().get_pixel(20, 15);
    assert!(red > 180 && green < 30 && blue < 30, "{red} {green} {blue}");
}

/// A PNG whose header claims a size that its data does not have.
fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = encoded(halves(4, 4), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    bytes
}

/// The CRC-32 of PNG chunks.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[test]
fn bombs_are_refused_by_their_header() {
    let mut gif = encoded(halves(4, 4), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    let mut jpeg = encoded(halves(16, 16), ImageFormat::Jpeg);
    let frame = jpeg
        .windows(2)
        .position(|marker| marker == [0xff, 0xc0])
        .unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    for (name, bytes) in [
        ("png", png_claiming(60_000, 60_000)),
        ("wide png", png_claiming(70_000, 1)),
        ("just over the limit", png_claiming(10_000, 5_001)),
        ("gif", gif),
        ("jpeg", jpeg),
    ] {
        let result = process(&bytes, Purpose::Photo);
        assert!(
            matches!(result, Err(Error::TooManyPixels)),
            "{name} {result:?}"
        );
    }
}

#[test]
fn a_header_within_the_limits_does_not_make_data() {
    let result = process(&png_claiming(3_000, 3_000), Purpose::Photo);
    assert!(matches!(result, Err(Error::NotAnImage)));
}

#[test]
fn cut_off_files_end_in_an_answer() {
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ] {
        let whole = encoded(halves(64, 48), format);
        for length in (0..whole.len()).step_by(7) {
            // A viewer shows the upper part of a photo that was cut off; that is fine here too. What is
            // not is a panic, or an image of another size.
            match process(&whole[..length], Purpose::Photo) {
                Ok(processed) => assert_eq!((processed.width, processed.height), (64, 48)),
                Err(error) => assert!(
                    matches!(error, Error::NotAnImage | Error::UnsupportedFormat),
                    "{format:?} {length} {error:?}"
                ),
            }
        }
    }
}

#[test]
fn flipped_bytes_end_in_an_answer() {
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ] {
        let whole = with_exif_if_jpeg(encoded(halves(32, 24), format), format);
        for place in (0..whole.len()).step_by(13) {
            let mut damaged = whole.clone();
            damaged[place] ^= 0x55;
            fuzzing::images(&damaged);
        }
    }
}

fn with_exif_if_jpeg(bytes: Vec<u8>, format: ImageFormat) -> Vec<u8> {
    if format == ImageFormat::Jpeg {
        with_exif(&bytes, 3)
    } else {
        bytes
    }
}

#[test]
fn a_placeholder_is_a_short_url_of_a_tiny_picture() {
    let noise = RgbImage::from_fn(300, 200, |x, y| {
        let value = (x * 7919 + y * 104_729) % 251;
        let byte = u8::try_from(value).unwrap();
        Rgb([byte, byte.wrapping_mul(31), byte.wrapping_mul(17)])
    });
    for picture in [noise, halves(200, 300), halves(1, 500)] {
        let processed = process(&encoded(picture, ImageFormat::Png), Purpose::Photo).unwrap();
        let data = processed
            .placeholder
            .strip_prefix("data:image/png;base64,")
            .unwrap();
        assert!(processed.placeholder.len() <= MAX_PLACEHOLDER);
        let bytes = data_encoding::BASE64.decode(data.as_bytes()).unwrap();
        let tiny = image::load_from_memory(&bytes).unwrap();
        assert!(tiny.width().max(tiny.height()) >= 5);
    }
}
