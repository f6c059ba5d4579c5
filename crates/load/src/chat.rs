//! `sapa-load chat`: pairs of friends who write to each other as fast as the cell takes it, or at a fixed rate.
//!
//! Every message is acknowledged as durable by the cell before it counts. Afterwards the whole history of every
//! pair is read again: each acknowledged message has to stand there exactly once, under its number.
//!
//! With `--rate` the loop is open: message i is due at i / rate, whatever the cell does, and its latency counts
//! from that moment. A stalled cell then shows all the waiting that it caused (no coordinated omission).

use std::time::{Duration, Instant};

use memchr::memmem::Finder;
use sapa_client::BulkAccount;
use sapa_kernel::ConversationId;
use serde::Serialize;

use crate::engine::{Engine, Handler};
use crate::error::Error;
use crate::histogram::Histogram;
use crate::process::Process;
use crate::setup::Target;
use crate::verify::{self, Acknowledged};
use crate::wire::{Frame, number_after, put_text};

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
    /// Whether histories are read again.
    pub(crate) verify: bool,
}

/// The figures of a run.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Outcome {
    pub(crate) messages_per_second: f64,
    pub(crate) server_cpu_us_per_message: f64,
    pub(crate) load_cpu_us_per_message: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) max_ms: f64,
    pub(crate) lost: u64,
    pub(crate) duplicated: u64,
    pub(crate) misplaced: u64,
    pub(crate) sent: u64,
    pub(crate) acknowledged: u64,
    pub(crate) refused: u64,
    pub(crate) pushes: u64,
    pub(crate) seconds: f64,
    pub(crate) sockets: usize,
    pub(crate) depth: usize,
    pub(crate) rate: Option<f64>,
}

/// One socket's side of a conversation.
struct Sender {
    /// Everything of the frame before the two places of the message's number.
    before: Vec<u8>,
    middle: Vec<u8>,
    after: Vec<u8>,
    /// When each message was due, in microseconds of the run; its place is its number.
    due: Vec<u64>,
    acknowledged: Vec<Acknowledged>,
}

impl Sender {
    fn new(conversation: ConversationId, text_bytes: usize) -> Self {
        let text: String = ('a'..='z').cycle().take(text_bytes).collect();
        Self {
            before: b"{\"id\":".to_vec(),
            middle: format!(
                ",\"op\":\"chat.send\",\"input\":{{\"conversation\":\"{conversation}\",\"client_id\":\""
            )
            .into_bytes(),
            after: format!("\",\"body\":{{\"kind\":\"text\",\"text\":\"{text}\"}}}}}}")
                .into_bytes(),
            due: Vec::new(),
            acknowledged: Vec::new(),
        }
    }

    /// Puts the next message, due at that microsecond of the run.
    fn put(&mut self, due: u64, scratch: &mut Vec<u8>, out: &mut Vec<u8>) {
        use std::io::Write as _;
        let number = self.due.len();
        scratch.clear();
        scratch.extend_from_slice(&self.before);
        // Writing to a vector cannot fail.
        let _ = write!(scratch, "{number}");
        scratch.extend_from_slice(&self.middle);
        let _ = write!(scratch, "{number}");
        scratch.extend_from_slice(&self.after);
        put_text(out, scratch);
        self.due.push(due);
        self.acknowledged.push(Acknowledged::NOT_YET);
    }
}

struct Chat {
    senders: Vec<Sender>,
    started: Instant,
    /// Closed loop: each acknowledgement sends the next message.
    answers_back: bool,
    limit: u64,
    measuring: bool,
    latencies: Histogram,
    sent: u64,
    acknowledged: u64,
    refused: u64,
    first_refusal: Option<String>,
    pushes: u64,
    scratch: Vec<u8>,
    id: Finder<'static>,
    message_no: Finder<'static>,
}

impl Chat {
    fn now(&self) -> u64 {
        self.started.elapsed().as_micros() as u64
    }

    fn outstanding(&self) -> u64 {
        self.sent - self.acknowledged - self.refused
    }

    fn put(&mut self, sender: usize, due: u64, out: &mut Vec<u8>) {
        self.senders[sender].put(due, &mut self.scratch, out);
        self.sent += 1;
    }

    fn reply(&mut self, sender: usize, head: &[u8]) -> Result<(), Error> {
        let number = number_after(head, &self.id)
            .map(|number| number as usize)
            .filter(|number| *number < self.senders[sender].due.len())
            .ok_or_else(|| unread(head))?;
        let due = self.senders[sender].due[number];
        match number_after(head, &self.message_no) {
            Some(message_no) => {
                self.acknowledged += 1;
                self.senders[sender].acknowledged[number] = Acknowledged::at(message_no);
                if self.measuring {
                    let latency = self.now().saturating_sub(due);
                    self.latencies.record(latency);
                }
            }
            None => {
                self.refused += 1;
                self.first_refusal
                    .get_or_insert_with(|| String::from_utf8_lossy(head).into_owned());
            }
        }
        Ok(())
    }
}

fn unread(head: &[u8]) -> Error {
    Error::unexpected(format!(
        "a frame is not understood: {}",
        String::from_utf8_lossy(head)
    ))
}

impl Handler for Chat {
    fn text(
        &mut self,
        connection: usize,
        frame: Frame<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        if !frame.head.starts_with(b"{\"id\":") {
            if frame.head.starts_with(b"{\"seq\":") {
                self.pushes += 1;
                return Ok(());
            }
            return Err(unread(frame.head));
        }
        self.reply(connection, frame.head)?;
        if self.answers_back && self.sent < self.limit {
            let now = self.now();
            self.put(connection, now, out);
        }
        Ok(())
    }
}

/// Makes the accounts, runs the plan, reads everything again.
pub(crate) async fn run(target: &Target, plan: &Plan) -> Result<Outcome, Error> {
    let accounts = target.accounts(plan.pairs * 2).await?;
    let conversations = target.befriend(&accounts).await?;
    run_with(target, plan, &accounts, &conversations).await
}

async fn run_with(
    target: &Target,
    plan: &Plan,
    accounts: &[BulkAccount],
    conversations: &[ConversationId],
) -> Result<Outcome, Error> {
    let server = Process::listening_at(target.address)?;
    let mut engine = Engine::new(target.address)?;
    for account in accounts {
        engine.connect(&account.token)?;
    }
    let mut chat = Chat {
        senders: (0..accounts.len())
            .map(|number| Sender::new(conversations[number / 2], plan.text_bytes))
            .collect(),
        started: Instant::now(),
        answers_back: plan.rate.is_none(),
        limit: plan.messages.unwrap_or(u64::MAX),
        measuring: false,
        latencies: Histogram::new(),
        sent: 0,
        acknowledged: 0,
        refused: 0,
        first_refusal: None,
        pushes: 0,
        scratch: Vec::new(),
        id: Finder::new(b"{\"id\":"),
        message_no: Finder::new(b"\"message_no\":"),
    };
    let window = drive(&mut engine, &mut chat, plan, server)?;
    if let Some(refusal) = &chat.first_refusal {
        return Err(Error::unexpected(format!(
            "{} of {} messages were refused, the first with {refusal}",
            chat.refused, chat.sent
        )));
    }
    drop(engine);
    let found = if plan.verify {
        let histories = verify::Histories {
            accounts,
            conversations,
            acknowledged: chat.senders.iter().map(|s| &s.acknowledged[..]).collect(),
        };
        verify::reread(&target.client, &histories).await?
    } else {
        verify::Found::default()
    };
    let per_message = |cpu: Duration| cpu.as_secs_f64() * 1e6 / (window.messages.max(1) as f64);
    Ok(Outcome {
        messages_per_second: window.messages as f64 / window.elapsed.as_secs_f64(),
        server_cpu_us_per_message: per_message(window.server_cpu),
        load_cpu_us_per_message: per_message(window.load_cpu),
        p50_ms: chat.latencies.quantile_ms(0.5),
        p99_ms: chat.latencies.quantile_ms(0.99),
        max_ms: chat.latencies.quantile_ms(1.0),
        lost: found.lost,
        duplicated: found.duplicated,
        misplaced: found.misplaced,
        sent: chat.sent,
        acknowledged: chat.acknowledged,
        refused: chat.refused,
        pushes: chat.pushes,
        seconds: window.elapsed.as_secs_f64(),
        sockets: accounts.len(),
        depth: plan.depth,
        rate: plan.rate,
    })
}

/// What was counted while measuring.
struct Window {
    messages: u64,
    elapsed: Duration,
    server_cpu: Duration,
    load_cpu: Duration,
}

fn drive(
    engine: &mut Engine,
    chat: &mut Chat,
    plan: &Plan,
    server: Process,
) -> Result<Window, Error> {
    let itself = Process::new(std::process::id());
    chat.started = Instant::now();
    if plan.rate.is_none() {
        first_messages(engine, chat, plan.depth)?;
    }
    advance(engine, chat, plan, chat.started + plan.warm_up)?;
    let (server_before, load_before) = (server.cpu()?, itself.cpu()?);
    let (from, acknowledged) = (Instant::now(), chat.acknowledged);
    chat.measuring = true;
    advance(engine, chat, plan, from + plan.measured)?;
    let window = Window {
        messages: chat.acknowledged - acknowledged,
        elapsed: from.elapsed(),
        server_cpu: server.cpu()? - server_before,
        load_cpu: itself.cpu()? - load_before,
    };
    // Messages that were due while measuring count with all the time they took, so latencies of the open loop
    // are recorded until everything is acknowledged.
    chat.measuring = plan.rate.is_some();
    chat.limit = 0;
    let drained = engine.run_until(Instant::now() + DRAIN_LIMIT, chat, |chat| {
        chat.outstanding() == 0
    })?;
    if !drained {
        return Err(Error::unexpected(format!(
            "{} messages were not answered within {} s",
            chat.outstanding(),
            DRAIN_LIMIT.as_secs()
        )));
    }
    Ok(window)
}

/// Fills every socket's pipeline. Each acknowledgement then sends one more.
fn first_messages(engine: &mut Engine, chat: &mut Chat, depth: usize) -> Result<(), Error> {
    let mut out = Vec::new();
    for sender in 0..engine.len() {
        for _ in 0..depth {
            if chat.sent < chat.limit {
                let now = chat.now();
                chat.put(sender, now, &mut out);
            }
        }
        engine.put_raw(sender, &mut out);
        engine.flush(sender)?;
    }
    Ok(())
}

fn advance(engine: &mut Engine, chat: &mut Chat, plan: &Plan, until: Instant) -> Result<(), Error> {
    let Some(rate) = plan.rate else {
        engine.run_until(until, chat, |chat| {
            chat.limit < u64::MAX && chat.acknowledged + chat.refused >= chat.limit
        })?;
        return Ok(());
    };
    let mut out = Vec::new();
    while Instant::now() < until {
        // Message i is due at i / rate since the start; the schedule never slips with the cell.
        let due_by_now = (chat.now() as f64 * rate / 1e6) as u64;
        while chat.sent < due_by_now {
            let due = (chat.sent as f64 / rate * 1e6) as u64;
            let sender = (chat.sent as usize) % engine.len();
            chat.put(sender, due, &mut out);
            engine.put_raw(sender, &mut out);
            engine.flush(sender)?;
        }
        engine.turn(PACE, chat)?;
    }
    Ok(())
}
