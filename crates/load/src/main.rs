//! `sapa-load`: load against a cell on this machine, and the figures it ends in.
//!
//! The server and the generator share the machine, so absolute figures move with whatever else it does; what is
//! compared is the processor time per unit of work, and ratios within one run. See docs/BENCHMARKS.md.

mod args;
mod chat;
mod clock;
mod connect;
mod drive;
mod engine;
mod error;
mod group;
mod histogram;
mod ledger;
mod postgres;
mod process;
mod ready;
mod redpacket;
mod server;
mod setup;
mod verify;
mod wire;
mod xmpp;

use std::process::ExitCode;

use args::{Command, Format};
use error::Error;
use setup::Target;

fn main() -> ExitCode {
    match run() {
        Ok(sound) if sound => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("sapa-load: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether nothing was lost, doubled or misplaced.
fn run() -> Result<bool, Error> {
    let args = args::parse(lexopt::Parser::from_env())?;
    if let Command::Ledger(plan) = &args.command {
        // It has runtimes of its own, one after the other.
        let outcome = ledger::run(plan)?;
        show(args.format, &outcome.figures)?;
        return Ok(outcome.sound);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match args.command {
            Command::Help | Command::Ledger(_) => {
                print(args::HELP);
                Ok(true)
            }
            Command::Chat {
                target,
                plan,
                verify,
            } => {
                let target = Target::new(&target.url, &target.data)?;
                let outcome = chat::run(&target, &plan, verify).await?;
                show(args.format, &outcome)?;
                Ok(outcome.found.unwrap_or_default() == verify::Found::default())
            }
            Command::Xmpp { server, plan } => {
                show(args.format, &xmpp::run(&server, &plan)?)?;
                Ok(true)
            }
            Command::Group { target, plan } => {
                let target = Target::new(&target.url, &target.data)?;
                show(args.format, &group::run(&target, &plan).await?)?;
                Ok(true)
            }
            Command::Connect { target, sockets } => {
                let target = Target::new(&target.url, &target.data)?;
                let outcome = connect::run(&target, sockets).await?;
                show(args.format, &outcome)?;
                Ok(outcome.answered == outcome.sampled)
            }
            Command::RedPacket { target, plan } => {
                let target = Target::new(&target.url, &target.data)?;
                let outcome = redpacket::run(&target, &plan).await?;
                show(args.format, &outcome)?;
                Ok(outcome.is_sound())
            }
            Command::Ready { binary, messages } => {
                show(args.format, &ready::run(binary, messages).await?)?;
                Ok(true)
            }
        }
    })
}

/// One JSON object, or one line for each figure.
fn show(format: Format, outcome: &impl serde::Serialize) -> Result<(), Error> {
    let value = serde_json::to_value(outcome)?;
    match (format, &value) {
        (Format::Text, serde_json::Value::Object(figures)) => {
            for (name, figure) in figures {
                let text = match figure.as_f64() {
                    Some(number) if figure.is_f64() => format!("{number:.2}"),
                    _ => figure.to_string(),
                };
                print(&format!("{name:32} {text}"));
            }
        }
        _ => print(&value.to_string()),
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "figures are what this program is for")]
fn print(text: &str) {
    println!("{text}");
}
