//! What the fuzzer runs, and what must hold for any bytes that somebody uploads. Tests call it with mutations of good
//! images, so that every run of the tests exercises it too.

use crate::image::{FULL_EDGE, MAX_PLACEHOLDER, process};
use crate::{Error, Purpose};

/// Any bytes as a photo and as an avatar: a clear refusal, or images that keep what is promised of them.
pub fn images(bytes: &[u8]) {
    for purpose in [Purpose::Photo, Purpose::Avatar] {
        match process(bytes, purpose) {
            Ok(processed) => {
                assert!(processed.placeholder.len() <= MAX_PLACEHOLDER);
                let largest = &processed.files[0];
                assert_eq!(
                    (largest.width, largest.height),
                    (processed.width, processed.height)
                );
                for file in &processed.files {
                    assert!(file.width.max(file.height) <= FULL_EDGE);
                    let again = image::load_from_memory(&file.bytes)
                        .expect("what has been encoded here can be decoded");
                    assert_eq!((again.width(), again.height()), (file.width, file.height));
                }
            }
            Err(error) => assert!(matches!(
                error,
                Error::NotAnImage | Error::UnsupportedFormat | Error::TooManyPixels
            )),
        }
    }
}
