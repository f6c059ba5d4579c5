//! Packs and compiles a directory: `cargo run -p sapa_mini_compiler --example compile -- SOURCE_DIR OUT_DIR` writes
//! `OUT_DIR/manifest.json` and `OUT_DIR/files/<sha256>`, and prints what there is to say about the source.

use std::path::Path;
use std::process::ExitCode;
use std::{fs, io};

use sapa_mini_compiler::pack::pack;
use sapa_mini_compiler::{Finding, Limits, Source, compile};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, out] = arguments.as_slice() else {
        eprintln!("usage: compile SOURCE_DIR OUT_DIR");
        return ExitCode::from(2);
    };
    match run(Path::new(source), Path::new(out)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(source: &Path, out: &Path) -> Result<bool, Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    collect(source, "", &mut files)?;
    let source = Source::from_files(files, &Limits::before_packing())?;
    let packed = pack(&source).and_then(|packed| {
        say(&packed.warnings);
        compile(&packed.source, &Limits::default())
    });
    match packed {
        Ok(compiled) => {
            say(&compiled.warnings);
            fs::create_dir_all(out.join("files"))?;
            for (name, bytes) in &compiled.files {
                fs::write(out.join("files").join(name), bytes)?;
            }
            fs::write(out.join("manifest.json"), compiled.manifest.to_json())?;
            eprintln!(
                "{} files, digest {}",
                compiled.files.len(),
                compiled.manifest.digest()
            );
            Ok(true)
        }
        Err(findings) => {
            say(&findings);
            Ok(false)
        }
    }
}

fn say(findings: &[Finding]) {
    for finding in findings {
        eprintln!("{finding}");
    }
}

/// The files of a directory, without hidden ones.
fn collect(root: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() {
            files.push((path, fs::read(entry.path())?));
        }
    }
    Ok(())
}
