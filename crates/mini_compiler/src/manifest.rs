//! What a compiled program is, for whoever runs it. Described for readers in `docs/MINI-PROGRAMS.md`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The number of the format that this crate writes. It grows when a reader of the old one would go wrong.
pub const FORMAT: u32 = 1;

/// The contents of a compiled program, without the contents of its files.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Manifest {
    /// See [`FORMAT`].
    pub format: u32,
    /// `app.json`, normalised.
    pub app: Value,
    /// All pages in their order; the first is where the program opens.
    pub pages: Vec<String>,
    /// The main package first, then the subpackages in their order.
    pub packages: Vec<Package>,
    /// Pages and components by their path.
    pub components: BTreeMap<String, Component>,
    /// Pictures and other files by their path.
    pub assets: BTreeMap<String, Asset>,
}

/// A package or subpackage.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Package {
    /// Its directory; empty for the main package.
    pub root: String,
    /// The name that `preloadRule` may use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it runs without the main package.
    pub independent: bool,
    /// Its pages, by their full paths.
    pub pages: Vec<String>,
    /// Modules and templates: a classic script.
    pub code: File,
    /// Styles: a JSON object.
    pub styles: File,
    /// Bytes of the source's files that are used in it.
    pub size: u64,
}

/// A file of the output, by its contents.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct File {
    /// SHA-256 of the contents in hexadecimal: its name.
    pub sha256: String,
    /// How long it is.
    pub bytes: u64,
}

/// A page or a component.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Component {
    /// The root of the package that it is in.
    pub package: String,
    /// Whether it is listed as a page.
    pub page: bool,
    /// Its JSON file, normalised.
    pub config: Value,
    /// The name of its style scope: the prefix of its classes.
    pub scope: String,
    /// Whether its styles are scoped by that name, as far as can be told before its code runs.
    pub scoped: bool,
    /// Whether there is a module of the same path.
    pub script: bool,
    /// Whether there is a template of the same path.
    pub template: bool,
    /// Whether there are styles of the same path.
    pub style: bool,
}

/// A picture or another file.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Asset {
    /// SHA-256 of the contents in hexadecimal: its name.
    pub sha256: String,
    /// How long it is.
    pub bytes: u64,
    /// The media type, told by the contents and never by the name alone.
    #[serde(rename = "type")]
    pub media_type: String,
    /// The root of the package that it is in.
    pub package: String,
}

impl Manifest {
    /// The manifest's bytes: the same for the same source.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a manifest has only keys that are strings")
    }

    /// SHA-256 of [`Manifest::to_json`] in hexadecimal: what is signed, and the program's name in caches.
    #[must_use]
    pub fn digest(&self) -> String {
        digest(&self.to_json())
    }
}

/// SHA-256 in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Files of the output being gathered.
#[derive(Debug, Default)]
pub(crate) struct Output(pub(crate) BTreeMap<String, Vec<u8>>);

impl Output {
    pub(crate) fn put(&mut self, bytes: Vec<u8>) -> File {
        let sha256 = digest(&bytes);
        let length = bytes.len() as u64;
        self.0.insert(sha256.clone(), bytes);
        File {
            sha256,
            bytes: length,
        }
    }
}
