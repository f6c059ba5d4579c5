//! How much of everything a source may have. Each limit is a default that the caller may change in [`Limits`].

/// Files of a source: 10,000.
pub const MAX_FILES: usize = 10_000;
/// Bytes of a path: 512.
pub const MAX_PATH_BYTES: usize = 512;
/// Bytes of all files of a source, uncompressed: 64 MiB. What is packed is smaller: see [`MAX_TOTAL_BYTES`].
pub const MAX_SOURCE_BYTES: usize = 64 << 20;
/// How many times larger than its archive a source may be: 100.
pub const MAX_RATIO: usize = 100;
/// Bytes below which the ratio does not matter: 1 MiB.
pub const RATIO_MATTERS_FROM: usize = 1 << 20;
/// Bytes of the used files of one package or subpackage: 2 MiB, as WeChat's.
pub const MAX_PACKAGE_BYTES: usize = 2 << 20;
/// Bytes of the used files of all packages: 20 MiB, as WeChat's.
pub const MAX_TOTAL_BYTES: usize = 20 << 20;
/// Levels of values in a JSON file: 64.
pub const MAX_JSON_DEPTH: usize = 64;
/// Bytes of a JSON file: 1 MiB.
pub const MAX_JSON_BYTES: usize = 1 << 20;
/// Subpackages of a program: 200.
pub const MAX_SUBPACKAGES: usize = 200;
/// Names in the `usingComponents` of all pages and components, with the global ones in each: 200,000.
pub const MAX_NAMES: usize = 200_000;
/// Bytes of all scripts and styles that come out: 128 MiB.
pub const MAX_OUTPUT_BYTES: usize = 128 << 20;
/// Pages of a program: 1,000.
pub const MAX_PAGES: usize = 1_000;
/// Files of a source with its `node_modules`, before it is packed: 200,000.
pub const PACK_FILES: usize = 200_000;
/// Bytes of such a source: 1 GiB.
pub const PACK_SOURCE_BYTES: usize = 1 << 30;
/// Findings that are listed: 1,000.
pub const MAX_FINDINGS: usize = 1_000;

/// The limits that a caller may change.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Limits {
    /// See [`MAX_FILES`].
    pub files: usize,
    /// See [`MAX_PATH_BYTES`].
    pub path_bytes: usize,
    /// See [`MAX_SOURCE_BYTES`].
    pub source_bytes: usize,
    /// See [`MAX_RATIO`].
    pub ratio: usize,
    /// See [`MAX_PACKAGE_BYTES`].
    pub package_bytes: usize,
    /// See [`MAX_TOTAL_BYTES`].
    pub total_bytes: usize,
    /// See [`MAX_OUTPUT_BYTES`].
    pub output_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            files: MAX_FILES,
            path_bytes: MAX_PATH_BYTES,
            source_bytes: MAX_SOURCE_BYTES,
            ratio: MAX_RATIO,
            package_bytes: MAX_PACKAGE_BYTES,
            total_bytes: MAX_TOTAL_BYTES,
            output_bytes: MAX_OUTPUT_BYTES,
        }
    }
}
