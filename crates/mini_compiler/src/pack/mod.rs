//! What DevTools does before it compiles: npm packages become `miniprogram_npm`, TypeScript, Sass and Less become what mini
//! programs are written in. For the developer's own machine: Sass is a language that may run for ever. No package's script
//! is run, nothing is fetched.

mod languages;
mod less;
mod npm;
mod resolve;

use std::collections::BTreeMap;

use crate::finding::{Finding, Findings};
use crate::json::{self, Json};
use crate::limits::{Limits, PACK_FILES, PACK_SOURCE_BYTES};
use crate::project::{self, PROJECT_FILE};
use crate::{Source, stack};

/// A source that is ready to be compiled.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The source, with what was made and without what it was made of.
    pub source: Source,
    /// What the developer should know all the same.
    pub warnings: Vec<Finding>,
}

impl Limits {
    /// For a source with its `node_modules`, before it is packed: [`PACK_FILES`] and [`PACK_SOURCE_BYTES`].
    #[must_use]
    pub fn before_packing() -> Self {
        Self {
            files: PACK_FILES,
            source_bytes: PACK_SOURCE_BYTES,
            ..Self::default()
        }
    }
}

/// Packs a source. One without `node_modules` and compiled languages comes out as it went in.
///
/// # Errors
///
/// All errors and warnings, when there is an error among them.
pub fn pack(source: &Source) -> Result<Packed, Vec<Finding>> {
    let done = stack::run(stack::MAX_SCRIPT_BYTES, || {
        let mut findings = Findings::default();
        let mut files = source.files().clone();
        let config = files
            .get(PROJECT_FILE)
            .and_then(|bytes| json::read(PROJECT_FILE, bytes, &mut findings));
        let root = config
            .as_ref()
            .map(|config| project::named_root(config, &mut findings))
            .unwrap_or_default();
        let setting = config.as_ref().and_then(|config| config.get("setting"));
        languages::compile(&mut files, &root, setting, &mut findings);
        npm::build(&mut files, &root, setting, &mut findings);
        let failed = findings.has_errors();
        let findings = findings.into_sorted(|file| {
            let bytes = source.files().get(file)?;
            std::str::from_utf8(bytes.strip_prefix(crate::BYTE_ORDER_MARK).unwrap_or(bytes)).ok()
        });
        match failed {
            true => Err(findings),
            false => {
                files.retain(|path, _| !path.split('/').any(|part| part == "node_modules"));
                Ok((files, findings))
            }
        }
    });
    let (files, warnings) = done.unwrap_or_else(|failure| Err(vec![failure]))?;
    Ok(Packed {
        source: Source::of(files),
        warnings,
    })
}

/// Files being packed.
type Files = BTreeMap<String, Vec<u8>>;

/// Whether a setting is given and true.
fn is_set(setting: Option<&Json>, key: &str) -> bool {
    setting.and_then(|setting| setting.get(key)?.truth()) == Some(true)
}
