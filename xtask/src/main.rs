//! Chores of the repository.
//!
//! `cargo run -p xtask -- tidy` checks the rules that no compiler knows: which crate may know which, that one
//! noun is found under one name everywhere, how long a file may grow, whose licences we take, that stored rows
//! stay readable. `cargo run -p xtask -- schema` records the numbered fields of all stored rows.

#![expect(
    clippy::print_stdout,
    reason = "a command-line program talks on its standard output"
)]

use std::process::ExitCode;

mod repo;
mod schema;
mod tidy;

use repo::Repo;

const USAGE: &str = "\
usage: cargo run -p xtask -- <command>

  tidy      check crate edges, nouns, lengths, licences, words, stored schemas and the web client's rules
  schema    add new numbered fields of stored rows to crates/schema.txt";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["tidy"] => Repo::open().and_then(|repo| run_tidy(&repo)),
        ["schema"] => Repo::open().and_then(|repo| run_schema(&repo)),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            println!("{problem}");
            ExitCode::from(2)
        }
    }
}

/// Runs every check, prints what it found, and says whether nothing must be mended.
fn run_tidy(repo: &Repo) -> Result<bool, String> {
    let findings = tidy::check(repo)?;
    for finding in &findings {
        println!("{finding}");
    }
    println!(
        "tidy: {} files, {} checks, {} findings",
        repo.files.len(),
        tidy::CHECKS.len(),
        findings.len(),
    );
    Ok(findings.is_empty())
}

/// Records new fields; a number that changed its meaning is refused, and nothing is written then.
fn run_schema(repo: &Repo) -> Result<bool, String> {
    let recorded = repo.text(schema::PATH).unwrap_or_default();
    let (text, conflicts) = schema::record(recorded, &schema::collect(repo)?)?;
    for conflict in &conflicts {
        println!("{}: {conflict}", schema::PATH);
    }
    if conflicts.is_empty() && text != recorded {
        std::fs::write(repo.root.join(schema::PATH), &text)
            .map_err(|error| format!("{}: {error}", schema::PATH))?;
        println!("{} is written", schema::PATH);
    }
    Ok(conflicts.is_empty())
}
