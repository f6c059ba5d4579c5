//! `sapa-load connect`: what one signed-in socket costs the server in memory while nothing happens.
//!
//! The first sockets are opened before the base is read, so that what the server allocates once is not counted.
//! Afterwards a sample of the sockets is asked something: a socket that no longer answers is no socket.
//! Only the server's own memory is counted, not the kernel's buffers for its sockets.

use std::time::{Duration, Instant};

use serde::Serialize;

use crate::engine::{Engine, Handler};
use crate::error::Error;
use crate::process::Process;
use crate::setup::Target;
use crate::wire::{Frame, put_text};

/// Sockets that are open before the base is read.
const FIRST_SOCKETS: usize = 200;
/// One in this many sockets is asked something at the end.
const SAMPLE: usize = 50;
/// Between two opened sockets the others' pings are answered this often.
const SERVE_EACH: usize = 100;
/// How long memory may take to stand still, and how long all samples to be answered.
const SETTLE_LIMIT: Duration = Duration::from_secs(15);
/// Memory stands still if it changes by less than this over a second.
const STILL_BYTES: u64 = 256 * 1024;

/// The figures of a run.
#[derive(Debug, Serialize)]
pub(crate) struct Outcome {
    pub(crate) bytes_per_idle_socket: f64,
    pub(crate) sockets: usize,
    pub(crate) resident_before_bytes: u64,
    pub(crate) resident_after_bytes: u64,
    pub(crate) sockets_per_second: f64,
    pub(crate) answered: usize,
    pub(crate) sampled: usize,
}

#[derive(Default)]
struct Idle {
    answered: usize,
}

impl Handler for Idle {
    fn text(&mut self, _: usize, frame: Frame<'_>, _: &mut Vec<u8>) -> Result<(), Error> {
        self.answered += usize::from(frame.head.starts_with(b"{\"id\":"));
        Ok(())
    }
}

/// Makes the accounts, opens a socket for each, and reads the server's memory.
pub(crate) async fn run(target: &Target, sockets: usize) -> Result<Outcome, Error> {
    if sockets <= FIRST_SOCKETS {
        return Err(Error::Usage(format!(
            "fewer than {FIRST_SOCKETS} sockets say nothing about one"
        )));
    }
    let accounts = target.accounts(sockets).await?;
    let server = Process::listening_at(target.address)?;
    let mut engine = Engine::new(target.address)?;
    let mut idle = Idle::default();
    for account in &accounts[..FIRST_SOCKETS] {
        engine.connect(&account.token)?;
    }
    let before = settle(&mut engine, &mut idle, server)?;
    let from = Instant::now();
    for (number, account) in accounts[FIRST_SOCKETS..].iter().enumerate() {
        engine.connect(&account.token)?;
        if number % SERVE_EACH == 0 {
            engine.turn(Duration::ZERO, &mut idle)?;
        }
    }
    let opened_in = from.elapsed();
    let after = settle(&mut engine, &mut idle, server)?;
    let sampled = ask_sample(&mut engine, &mut idle)?;
    let measured = (sockets - FIRST_SOCKETS) as f64;
    Ok(Outcome {
        bytes_per_idle_socket: after.saturating_sub(before) as f64 / measured,
        sockets,
        resident_before_bytes: before,
        resident_after_bytes: after,
        sockets_per_second: measured / opened_in.as_secs_f64(),
        answered: idle.answered,
        sampled,
    })
}

/// Serves until the server's memory stands still, and returns it.
fn settle(engine: &mut Engine, idle: &mut Idle, server: Process) -> Result<u64, Error> {
    let deadline = Instant::now() + SETTLE_LIMIT;
    let mut last = server.resident_bytes()?;
    loop {
        engine.run_until(Instant::now() + Duration::from_secs(1), idle, |_| false)?;
        let now = server.resident_bytes()?;
        if now.abs_diff(last) < STILL_BYTES || Instant::now() >= deadline {
            return Ok(now);
        }
        last = now;
    }
}

fn ask_sample(engine: &mut Engine, idle: &mut Idle) -> Result<usize, Error> {
    let mut sampled = 0;
    let mut out = Vec::new();
    for connection in (0..engine.len()).step_by(SAMPLE) {
        put_text(&mut out, br#"{"id":1,"op":"cell.info","input":{}}"#);
        engine.put_raw(connection, &mut out);
        engine.flush(connection)?;
        sampled += 1;
    }
    engine.run_until(Instant::now() + SETTLE_LIMIT, idle, |idle| {
        idle.answered == sampled
    })?;
    Ok(sampled)
}
