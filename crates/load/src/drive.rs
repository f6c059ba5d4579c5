//! The loop of a chat between pairs, whatever the protocol: who sends when, and what is counted.
//!
//! Closed: each socket keeps a number of messages under way; an acknowledgement sends the next. Open: message i is
//! due at i / rate, whatever the server does, and its latency counts from that moment, so that a server which
//! stalls shows all the waiting that it caused (no coordinated omission).

use std::time::{Duration, Instant};

use serde::Serialize;

use crate::engine::{Engine, Handler};
use crate::error::Error;
use crate::histogram::Histogram;
use crate::process::Process;
use crate::verify::Acknowledged;
use crate::wire::Frame;

/// How long replies may take after the last message was sent.
const DRAIN_LIMIT: Duration = Duration::from_secs(60);
/// How late the open loop may look at its schedule.
const PACE: Duration = Duration::from_micros(500);

/// What a run is to do.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Pairs of friends; two sockets each.
    pub(crate) pairs: usize,
    /// Messages under way on one socket, in the closed loop.
    pub(crate) depth: usize,
    /// Messages a second of all together, for the open loop.
    pub(crate) rate: Option<f64>,
    /// Bytes of a message's text.
    pub(crate) text_bytes: usize,
    /// Load before measuring begins.
    pub(crate) warm_up: Duration,
    /// How long is measured.
    pub(crate) measured: Duration,
    /// Stop after this many messages instead, for filling a cell.
    pub(crate) messages: Option<u64>,
}

impl Plan {
    /// The text of every message.
    pub(crate) fn text(&self) -> String {
        ('a'..='z').cycle().take(self.text_bytes).collect()
    }
}

/// The figures of a run.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Figures {
    pub(crate) messages_per_second: f64,
    pub(crate) server_cpu_us_per_message: f64,
    pub(crate) load_cpu_us_per_message: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) max_ms: f64,
    pub(crate) sent: u64,
    pub(crate) acknowledged: u64,
    pub(crate) pushes: u64,
    pub(crate) seconds: f64,
    pub(crate) sockets: usize,
    pub(crate) depth: usize,
    pub(crate) rate: Option<f64>,
}

/// What a frame from the server means to the loop.
pub(crate) enum Meaning {
    /// The message with this number of this socket is durable, under the server's own number if it has one.
    Acknowledged { number: usize, place: u64 },
    /// All messages of this socket below this number are durable.
    AcknowledgedBelow(usize),
    /// Somebody's message was delivered to this socket.
    Delivered,
    /// Nothing to count.
    Other,
    /// A message was not taken, and why: the run has no result.
    Refused(String),
}

/// How a protocol puts and reads messages.
pub(crate) trait Dialect {
    /// Puts a socket's message with this number; numbers run from zero.
    fn put(&mut self, socket: usize, number: usize, out: &mut Vec<u8>);
    /// Reads a frame; answers that the protocol itself wants go into `out`.
    fn read(
        &mut self,
        socket: usize,
        frame: Frame<'_>,
        out: &mut Vec<u8>,
    ) -> Result<Meaning, Error>;
}

/// One socket's messages: their place is their number.
#[derive(Default)]
struct Sender {
    /// When each was due, in microseconds of the run.
    due: Vec<u64>,
    acknowledged: Vec<Acknowledged>,
    /// All below this are acknowledged.
    below: usize,
}

/// The state of a run.
pub(crate) struct Drive<D> {
    dialect: D,
    senders: Vec<Sender>,
    started: Instant,
    /// Closed loop: each acknowledgement sends the next message.
    answers_back: bool,
    limit: u64,
    measuring: bool,
    latencies: Histogram,
    sent: u64,
    acknowledged: u64,
    pushes: u64,
}

impl<D: Dialect> Drive<D> {
    /// A run over the sockets of an engine.
    pub(crate) fn new(dialect: D, sockets: usize, plan: &Plan) -> Self {
        Self {
            dialect,
            senders: (0..sockets).map(|_| Sender::default()).collect(),
            started: Instant::now(),
            answers_back: plan.rate.is_none(),
            limit: plan.messages.unwrap_or(u64::MAX),
            measuring: false,
            latencies: Histogram::new(),
            sent: 0,
            acknowledged: 0,
            pushes: 0,
        }
    }

    /// What each socket was told of each of its messages.
    pub(crate) fn told(&self) -> Vec<&[Acknowledged]> {
        let each = self.senders.iter();
        each.map(|sender| &sender.acknowledged[..]).collect()
    }

    fn now(&self) -> u64 {
        self.started.elapsed().as_micros() as u64
    }

    fn outstanding(&self) -> u64 {
        self.sent - self.acknowledged
    }

    fn put(&mut self, socket: usize, due: u64, out: &mut Vec<u8>) {
        let sender = &mut self.senders[socket];
        self.dialect.put(socket, sender.due.len(), out);
        sender.due.push(due);
        sender.acknowledged.push(Acknowledged::NOT_YET);
        self.sent += 1;
    }

    fn acknowledge(
        &mut self,
        socket: usize,
        number: usize,
        place: u64,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let now = self.now();
        let sender = &mut self.senders[socket];
        let due = *sender
            .due
            .get(number)
            .ok_or_else(|| Error::unexpected("a message that was never sent is acknowledged"))?;
        if sender.acknowledged[number] != Acknowledged::NOT_YET {
            return Err(Error::unexpected("a message is acknowledged twice"));
        }
        sender.acknowledged[number] = Acknowledged::at(place);
        self.acknowledged += 1;
        if self.measuring {
            self.latencies.record(now.saturating_sub(due));
        }
        if self.answers_back && self.sent < self.limit {
            self.put(socket, now, out);
        }
        Ok(())
    }
}

impl<D: Dialect> Handler for Drive<D> {
    fn text(
        &mut self,
        connection: usize,
        frame: Frame<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        match self.dialect.read(connection, frame, out)? {
            Meaning::Acknowledged { number, place } => {
                self.acknowledge(connection, number, place, out)?;
            }
            Meaning::AcknowledgedBelow(end) => {
                let from = self.senders[connection].below;
                self.senders[connection].below = end.max(from);
                for number in from..end {
                    // The protocol has no number of its own; any that is not zero says «acknowledged».
                    self.acknowledge(connection, number, number as u64 + 1, out)?;
                }
            }
            Meaning::Delivered => self.pushes += 1,
            Meaning::Other => {}
            Meaning::Refused(why) => {
                return Err(Error::unexpected(format!("a message was refused: {why}")));
            }
        }
        Ok(())
    }
}

/// What was counted while measuring.
struct Window {
    messages: u64,
    elapsed: Duration,
    server_cpu: Duration,
    load_cpu: Duration,
}

/// Runs the plan over the engine's sockets. The server's processor time is that of all these processes.
pub(crate) fn run<D: Dialect>(
    engine: &mut Engine,
    drive: &mut Drive<D>,
    plan: &Plan,
    server: &[Process],
) -> Result<Figures, Error> {
    let window = measure(engine, drive, plan, server)?;
    let per_message = |cpu: Duration| cpu.as_secs_f64() * 1e6 / (window.messages.max(1) as f64);
    Ok(Figures {
        messages_per_second: window.messages as f64 / window.elapsed.as_secs_f64(),
        server_cpu_us_per_message: per_message(window.server_cpu),
        load_cpu_us_per_message: per_message(window.load_cpu),
        p50_ms: drive.latencies.quantile_ms(0.5),
        p99_ms: drive.latencies.quantile_ms(0.99),
        max_ms: drive.latencies.quantile_ms(1.0),
        sent: drive.sent,
        acknowledged: drive.acknowledged,
        pushes: drive.pushes,
        seconds: window.elapsed.as_secs_f64(),
        sockets: engine.len(),
        depth: plan.depth,
        rate: plan.rate,
    })
}

fn cpu_of(processes: &[Process]) -> Result<Duration, Error> {
    processes.iter().map(|process| process.cpu()).sum()
}

fn measure<D: Dialect>(
    engine: &mut Engine,
    drive: &mut Drive<D>,
    plan: &Plan,
    server: &[Process],
) -> Result<Window, Error> {
    let itself = Process::new(std::process::id());
    drive.started = Instant::now();
    if plan.rate.is_none() {
        first_messages(engine, drive, plan.depth)?;
    }
    advance(engine, drive, plan, drive.started + plan.warm_up)?;
    let (server_before, load_before) = (cpu_of(server)?, itself.cpu()?);
    let (from, acknowledged) = (Instant::now(), drive.acknowledged);
    drive.measuring = true;
    advance(engine, drive, plan, from + plan.measured)?;
    let window = Window {
        messages: drive.acknowledged - acknowledged,
        elapsed: from.elapsed(),
        server_cpu: cpu_of(server)?.saturating_sub(server_before),
        load_cpu: itself.cpu()?.saturating_sub(load_before),
    };
    // Messages that were due while measuring count with all the time they took, so latencies of the open loop
    // are recorded until everything is acknowledged.
    drive.measuring = plan.rate.is_some();
    drive.limit = 0;
    let drained = engine.run_until(Instant::now() + DRAIN_LIMIT, drive, |drive| {
        drive.outstanding() == 0
    })?;
    if !drained {
        return Err(Error::unexpected(format!(
            "{} messages were not answered within {} s",
            drive.outstanding(),
            DRAIN_LIMIT.as_secs()
        )));
    }
    Ok(window)
}

/// Fills every socket's pipeline. Each acknowledgement then sends one more.
fn first_messages<D: Dialect>(
    engine: &mut Engine,
    drive: &mut Drive<D>,
    depth: usize,
) -> Result<(), Error> {
    let mut out = Vec::new();
    for socket in 0..engine.len() {
        for _ in 0..depth {
            if drive.sent < drive.limit {
                let now = drive.now();
                drive.put(socket, now, &mut out);
            }
        }
        engine.put_raw(socket, &mut out);
        engine.flush(socket)?;
    }
    Ok(())
}

fn advance<D: Dialect>(
    engine: &mut Engine,
    drive: &mut Drive<D>,
    plan: &Plan,
    until: Instant,
) -> Result<(), Error> {
    let Some(rate) = plan.rate else {
        engine.run_until(until, drive, |drive| {
            drive.limit < u64::MAX && drive.acknowledged >= drive.limit
        })?;
        return Ok(());
    };
    let mut out = Vec::new();
    while Instant::now() < until {
        // Message i is due at i / rate since the start; the schedule never slips with the server.
        let due_by_now = (drive.now() as f64 * rate / 1e6) as u64;
        while drive.sent < due_by_now {
            let due = (drive.sent as f64 / rate * 1e6) as u64;
            let socket = (drive.sent as usize) % engine.len();
            drive.put(socket, due, &mut out);
            engine.put_raw(socket, &mut out);
            engine.flush(socket)?;
        }
        engine.turn(PACE, drive)?;
    }
    Ok(())
}
