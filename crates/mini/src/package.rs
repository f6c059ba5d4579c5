//! From an archive to what is stored of it: one run of bytes with all files, and where each lies. Pure, and slow: it runs on a
//! thread that may block.

use sapa_mini_compiler::{Finding, Limits, Source, compile};
use sha2::{Digest, Sha256};

use crate::Error;
use crate::model::Hash;

/// A compiled program, ready to be stored.
#[derive(Debug)]
pub struct Package {
    /// All files, one after the other: the manifest first.
    pub bytes: Vec<u8>,
    /// What is stored in rows.
    pub contents: Contents,
    /// What the developer should know all the same.
    pub warnings: Vec<Finding>,
}

/// Where the files of a package lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The SHA-256 of the manifest.
    pub(crate) manifest: Hash,
    pub(crate) manifest_bytes: u64,
    /// SHA-256, offset and length of each file, the manifest too.
    pub(crate) files: Vec<(Hash, u64, u64)>,
    /// Bytes of the source that are used.
    pub(crate) size: u64,
    pub(crate) pages: u32,
}

impl Package {
    /// Compiles an archive.
    ///
    /// # Errors
    /// [`Error::PackageInvalid`], [`Error::CompileFailed`].
    pub fn compile(archive: &[u8], limits: &Limits) -> Result<Self, Error> {
        let source = Source::from_zip(archive, limits)
            .map_err(|error| Error::PackageInvalid(error.to_string()))?;
        let compiled = compile(&source, limits).map_err(Error::CompileFailed)?;
        let manifest_json = compiled.manifest.to_json();
        let manifest: Hash = Sha256::digest(&manifest_json).into();
        let manifest_bytes = manifest_json.len() as u64;
        let mut files = vec![(manifest, 0, manifest_bytes)];
        let mut bytes = manifest_json;
        for content in compiled.files.into_values() {
            let hash: Hash = Sha256::digest(&content).into();
            if hash != manifest {
                files.push((hash, bytes.len() as u64, content.len() as u64));
            }
            bytes.extend_from_slice(&content);
        }
        let size = compiled
            .manifest
            .packages
            .iter()
            .map(|package| package.size);
        Ok(Self {
            contents: Contents {
                manifest,
                manifest_bytes,
                files,
                size: size.sum(),
                pages: u32::try_from(compiled.manifest.pages.len()).unwrap_or(u32::MAX),
            },
            bytes,
            warnings: compiled.warnings,
        })
    }
}
