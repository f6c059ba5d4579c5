//! `sapa mini`: for those who make mini programs. A project's directory is packed as DevTools does, checked by the cell's own
//! compiler, and uploaded as the person whose session token is given.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use sapa_client::Client;
use sapa_mini_compiler::pack::pack;
use sapa_mini_compiler::{Finding, Limits, Severity, Source, compile};
use serde_json::{Value, json};

use crate::{Failed, say};

/// The environment variable that holds the session token.
const TOKEN: &str = "SAPA_TOKEN";

#[derive(Subcommand)]
pub(crate) enum Mini {
    /// Check a project: every error and warning, with file, line and column.
    Lint(Project),
    /// Write the packed source of a project, a ZIP archive, as it can be uploaded.
    Pack(Pack),
    /// Upload a project: your development version from now on.
    Upload(Upload),
    /// Upload a project as version 0.0.0-preview, and print the link that opens it.
    Preview(Preview),
}

/// A project's directory.
#[derive(Args)]
pub(crate) struct Project {
    /// The directory with project.config.json or app.json.
    #[arg(default_value = ".")]
    directory: PathBuf,
}

#[derive(Args)]
pub(crate) struct Pack {
    #[command(flatten)]
    project: Project,
    /// The archive to write.
    #[arg(long, value_name = "FILE", default_value = "program.zip")]
    out: PathBuf,
}

/// Which cell and program, and as whom.
#[derive(Args)]
struct Target {
    /// The cell. Only this machine's, as http://127.0.0.1:PORT: the token does not travel unencrypted.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    cell: String,
    /// The app id, if it is not that of project.config.json.
    #[arg(long, value_name = "ID")]
    app: Option<String>,
    /// A file with your session token; without, it is the environment variable SAPA_TOKEN.
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Upload {
    #[command(flatten)]
    project: Project,
    #[command(flatten)]
    target: Target,
    /// What the version is called: 1.0.2, for example.
    #[arg(long)]
    version: String,
    /// What is new.
    #[arg(long, default_value = "")]
    description: String,
}

#[derive(Args)]
pub(crate) struct Preview {
    #[command(flatten)]
    project: Project,
    #[command(flatten)]
    target: Target,
}

impl Mini {
    pub(crate) fn run(self) -> Result<(), Failed> {
        match self {
            Self::Lint(project) => {
                let source = project.packed()?;
                check(&source)?;
                say("no errors");
                Ok(())
            }
            Self::Pack(verb) => {
                let source = verb.project.packed()?;
                check(&source)?;
                let archive = archive(&source)?;
                fs::write(&verb.out, &archive)?;
                say(format_args!(
                    "{}: {} bytes",
                    verb.out.display(),
                    archive.len()
                ));
                Ok(())
            }
            Self::Upload(verb) => {
                let (number, _) = upload(
                    &verb.project,
                    &verb.target,
                    &verb.version,
                    &verb.description,
                )?;
                say(format_args!("version {} is number {number}", verb.version));
                Ok(())
            }
            Self::Preview(verb) => {
                let (_, app) = upload(&verb.project, &verb.target, "0.0.0-preview", "")?;
                let cell = verb.target.cell.trim_end_matches('/');
                say(format_args!("{cell}/mini/{app}?stage=development"));
                Ok(())
            }
        }
    }
}

impl Project {
    /// The project as it can be compiled.
    fn packed(&self) -> Result<Source, Failed> {
        let mut files = Vec::new();
        collect(&self.directory, "", &mut files)?;
        let source = Source::from_files(files, &Limits::before_packing())?;
        match pack(&source) {
            Ok(packed) => {
                show(&packed.warnings);
                Ok(packed.source)
            }
            Err(findings) => Err(failed(&findings)),
        }
    }
}

fn check(source: &Source) -> Result<(), Failed> {
    match compile(source, &Limits::default()) {
        Ok(compiled) => {
            show(&compiled.warnings);
            Ok(())
        }
        Err(findings) => Err(failed(&findings)),
    }
}

fn show(findings: &[Finding]) {
    for finding in findings {
        eprintln!("{finding}");
    }
}

fn failed(findings: &[Finding]) -> Failed {
    show(findings);
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    format!("{} errors", errors.count()).into()
}

/// The files of a directory, without hidden ones and links.
fn collect(
    directory: &Path,
    prefix: &str,
    files: &mut Vec<(String, Vec<u8>)>,
) -> std::io::Result<()> {
    for entry in fs::read_dir(directory)? {
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

/// The files of a source as an archive: the same for the same source.
fn archive(source: &Source) -> Result<Vec<u8>, Failed> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    for (path, bytes) in source.files() {
        zip.start_file(path.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The version's number and the app id.
fn upload(
    project: &Project,
    target: &Target,
    version: &str,
    description: &str,
) -> Result<(Value, String), Failed> {
    let source = project.packed()?;
    check(&source)?;
    let app = match &target.app {
        Some(app) => app.clone(),
        None => app_of(&source)?,
    };
    let client = client(target)?;
    let bytes = archive(&source)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let uploaded: Value = runtime.block_on(async {
        let upload = client.upload("mini_package", bytes).await?;
        let input = json!({
            "app_id": app, "upload": upload.upload, "version": version, "description": description,
        });
        client.call("mini.upload", input).await
    })?;
    Ok((uploaded["version"]["number"].clone(), app))
}

/// The app id of `project.config.json`.
fn app_of(source: &Source) -> Result<String, Failed> {
    let config = source.files().get("project.config.json");
    config
        .and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok())
        .and_then(|config| Some(config.get("appid")?.as_str()?.to_owned()))
        .ok_or_else(|| "project.config.json names no appid: give --app".into())
}

/// A client of a cell on this machine, as the holder of the session token.
fn client(target: &Target) -> Result<Client, Failed> {
    let client = Client::new(&target.cell)?;
    // The token does not travel unencrypted, and this client speaks no TLS.
    let host = client.endpoint().host();
    let local = host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    if !local {
        return Err("the token does not travel unencrypted: give a cell of this machine, or a tunnel to one".into());
    }
    let token = match &target.token_file {
        Some(file) => fs::read_to_string(file)?,
        None => std::env::var(TOKEN).map_err(|_| format!("set {TOKEN}, or give --token-file"))?,
    };
    Ok(client.with_token(token.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("project.config.json", r#"{"appid":"wx0123456789abcdef"}"#),
            ("app.json", r#"{"pages":["pages/index/index"]}"#),
            ("app.js", "App({})"),
            ("pages/index/index.js", "Page({})"),
            ("pages/index/index.wxml", "<view/>"),
            (".git/config", "secret"),
        ] {
            let path = directory.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        directory
    }

    #[test]
    fn a_project_is_packed_without_what_is_hidden() {
        let directory = project();
        let project = Project {
            directory: directory.path().to_owned(),
        };
        let source = project.packed().unwrap();
        assert_eq!(app_of(&source).unwrap(), "wx0123456789abcdef");
        let packed = archive(&source).unwrap();
        assert_eq!(packed, archive(&source).unwrap(), "the same again");
        let again = Source::from_zip(&packed, &Limits::default()).unwrap();
        assert_eq!(again.files(), source.files());
        assert!(!again.files().keys().any(|path| path.contains(".git")));
        fs::write(directory.path().join("app.js"), "App({ = })").unwrap();
        let error = Mini::Lint(project).run().unwrap_err().to_string();
        assert_eq!(error, "1 errors");
    }

    #[test]
    fn the_token_stays_on_this_machine() {
        let target = |cell: &str| Target {
            cell: cell.to_owned(),
            app: None,
            token_file: Some(PathBuf::from("/nonexistent")),
        };
        for away in ["http://chat.example.org", "http://192.0.2.7:8080"] {
            let error = client(&target(away)).unwrap_err().to_string();
            assert!(error.contains("unencrypted"), "{away}: {error}");
        }
        assert!(client(&target("https://chat.example.org")).is_err());
        let here = client(&target("http://127.0.0.1:8080")).unwrap_err();
        assert!(!here.to_string().contains("unencrypted"), "{here}");
    }
}
