//! The binary `sapa`: serve a cell, and look after its data.

mod audit;
mod data;
mod demo_reset;
mod mini;
mod recovery_link;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// An open, self-hosted super-app, in one binary.
#[derive(Parser)]
#[command(name = "sapa", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Serve a cell until SIGTERM or Ctrl C.
    Serve(serve::Serve),
    /// Show the configuration, each setting with its meaning.
    Config(serve::ShowConfig),
    /// Save a stopped cell into an empty directory.
    Backup(data::Backup),
    /// Bring a backup back into an empty data directory.
    Restore(data::Restore),
    /// Check that the money of a stopped cell adds up, and that checkpoint and log give the same rows.
    Audit(audit::Audit),
    /// Look into a stopped cell.
    #[command(subcommand)]
    Inspect(data::Inspect),
    /// Measure this machine.
    #[command(subcommand)]
    Bench(data::Bench),
    /// Make a one-time link with which a person sets a new password. The server must be stopped.
    RecoveryLink(recovery_link::RecoveryLink),
    /// Forget what happened in a demo town.
    DemoReset(demo_reset::DemoReset),
    /// Check, pack and upload mini programs.
    #[command(subcommand)]
    Mini(mini::Mini),
    /// Print the OpenAPI document of all operations.
    Openapi,
}

/// Which data, and which configuration.
#[derive(Args, Clone)]
struct Where {
    /// The data directory.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A configuration file; `sapa config --print` shows what it may hold.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Why a command failed: what a person can do something about, in one line.
type Failed = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let done = match Cli::parse().verb {
        Verb::Serve(serve) => serve.run(),
        Verb::Config(show) => show.run(),
        Verb::Backup(backup) => backup.run(),
        Verb::Restore(restore) => restore.run(),
        Verb::Audit(audit) => audit.run(),
        Verb::Inspect(inspect) => inspect.run(),
        Verb::Bench(bench) => bench.run(),
        Verb::RecoveryLink(link) => link.run(),
        Verb::DemoReset(reset) => reset.run(),
        Verb::Mini(mini) => mini.run(),
        Verb::Openapi => openapi(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sapa: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes a line to standard output; a reader that has gone ends the command quietly.
fn say(text: impl std::fmt::Display) {
    use std::io::Write as _;
    if writeln!(std::io::stdout().lock(), "{text}").is_err() {
        std::process::exit(0);
    }
}

/// The demo's operations belong to the document too: it describes every operation that a cell can have.
fn openapi() -> Result<(), Failed> {
    let settings = sapa_api::Settings {
        demo: true,
        ..sapa_api::Settings::default()
    };
    let document = sapa_api::registry(settings).openapi();
    say(serde_json::to_string_pretty(&document)?);
    Ok(())
}

impl Where {
    fn config(&self) -> Result<sapa_node::Config, Failed> {
        let mut config = sapa_node::Config::load(self.config.as_deref(), std::env::vars())?;
        if let Some(data) = &self.data {
            config.data.clone_from(data);
        }
        Ok(config)
    }
}
