//! `sapa-load group`: one group whose members are all online. Some of them write; every message is delivered to
//! every socket.
//!
//! The loop is closed on deliveries, not on acknowledgements: only so many may be on their way, so that what is
//! measured is what members receive and not how far the cell lets a queue grow. At the end every member must
//! have received every message, or the run has no result.

use std::time::{Duration, Instant};

use memchr::memmem::Finder;
use sapa_kernel::ConversationId;
use serde::Serialize;

use crate::engine::{Engine, Handler};
use crate::error::Error;
use crate::process::Process;
use crate::setup::Target;
use crate::wire::{Frame, number_after, put_text};

/// How long deliveries may take after the last message was sent.
const DRAIN_LIMIT: Duration = Duration::from_secs(30);
/// Messages whose deliveries may be on their way, of all senders together.
const MESSAGES_UNDER_WAY: u64 = 64;

/// Messages a second of one sender, at most: a cell takes 2,000 operations a second of one account by default, and
/// what is measured here is deliveries, not that limit.
const SENDER_RATE: f64 = 1_900.0;

/// What a run is to do.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) members: usize,
    pub(crate) senders: usize,
    pub(crate) text_bytes: usize,
    pub(crate) warm_up: Duration,
    pub(crate) measured: Duration,
}

/// The figures of both parts.
#[derive(Debug, Serialize)]
pub(crate) struct Outcome {
    pub(crate) deliveries_per_second_20: f64,
    pub(crate) deliveries_per_second_1: f64,
    pub(crate) messages_per_second_20: f64,
    pub(crate) messages_per_second_1: f64,
    pub(crate) server_cpu_us_per_delivery_20: f64,
    pub(crate) server_cpu_us_per_delivery_1: f64,
    pub(crate) bytes_per_delivery: f64,
    pub(crate) members: usize,
}

struct Part {
    deliveries_per_second: f64,
    messages_per_second: f64,
    cpu_us_per_delivery: f64,
}

struct Group {
    senders: usize,
    members: u64,
    prefix: String,
    suffix: String,
    /// Sequence for frames and client ids; it runs on over both parts.
    next: u64,
    sent: u64,
    acknowledged: u64,
    /// Deliveries to members that did not write in this part.
    to_listeners: u64,
    deliveries: u64,
    delivered_bytes: u64,
    stopped: bool,
    started: Instant,
    event: Finder<'static>,
    message_no: Finder<'static>,
}

impl Group {
    fn new(conversation: ConversationId, plan: &Plan) -> Self {
        let text: String = ('a'..='z').cycle().take(plan.text_bytes).collect();
        Self {
            senders: 0,
            members: plan.members as u64,
            prefix: format!(
                ",\"op\":\"chat.send\",\"input\":{{\"conversation\":\"{conversation}\",\"client_id\":\""
            ),
            suffix: format!("\",\"body\":{{\"kind\":\"text\",\"text\":\"{text}\"}}}}}}"),
            next: 0,
            sent: 0,
            acknowledged: 0,
            to_listeners: 0,
            deliveries: 0,
            delivered_bytes: 0,
            stopped: false,
            started: Instant::now(),
            event: Finder::new(b"\"type\":\"message\""),
            message_no: Finder::new(b"\"message_no\":"),
        }
    }

    fn listeners(&self) -> u64 {
        self.members - self.senders as u64
    }

    /// Messages that may be sent so long after the start: as many as whole messages have been delivered beyond those
    /// under way.
    fn may_send(&self, elapsed: Duration) -> u64 {
        if self.stopped {
            return 0;
        }
        let whole = self.to_listeners / self.listeners();
        let allowed = elapsed.as_secs_f64() * SENDER_RATE * self.senders as f64;
        (whole + MESSAGES_UNDER_WAY)
            .min(allowed as u64 + MESSAGES_UNDER_WAY)
            .saturating_sub(self.sent)
    }

    fn put(&mut self, out: &mut Vec<u8>) {
        let number = self.next;
        let frame = format!("{{\"id\":{number}{}{number}{}", self.prefix, self.suffix);
        put_text(out, frame.as_bytes());
        self.next += 1;
        self.sent += 1;
    }
}

impl Handler for Group {
    fn text(&mut self, connection: usize, frame: Frame<'_>, _: &mut Vec<u8>) -> Result<(), Error> {
        if frame.head.starts_with(b"{\"id\":") {
            if number_after(frame.head, &self.message_no).is_none() {
                return Err(Error::unexpected(format!(
                    "a message was refused: {}",
                    String::from_utf8_lossy(frame.head)
                )));
            }
            self.acknowledged += 1;
        } else if self.event.find(frame.head).is_some() {
            self.deliveries += 1;
            self.delivered_bytes += frame.length;
            self.to_listeners += u64::from(connection >= self.senders);
        }
        Ok(())
    }
}

/// Makes the group, opens its sockets and runs both parts.
pub(crate) async fn run(target: &Target, plan: &Plan) -> Result<Outcome, Error> {
    if plan.senders >= plan.members {
        return Err(Error::Usage(
            "a group needs members that only listen".into(),
        ));
    }
    let accounts = target.accounts(plan.members).await?;
    let conversation = target.group(&accounts).await?;
    let server = Process::listening_at(target.address)?;
    let mut engine = Engine::new(target.address)?;
    for account in &accounts {
        engine.connect(&account.token)?;
    }
    let mut group = Group::new(conversation, plan);
    let many = part(&mut engine, &mut group, plan, plan.senders, server)?;
    let single = part(&mut engine, &mut group, plan, 1, server)?;
    Ok(Outcome {
        deliveries_per_second_20: many.deliveries_per_second,
        deliveries_per_second_1: single.deliveries_per_second,
        messages_per_second_20: many.messages_per_second,
        messages_per_second_1: single.messages_per_second,
        server_cpu_us_per_delivery_20: many.cpu_us_per_delivery,
        server_cpu_us_per_delivery_1: single.cpu_us_per_delivery,
        bytes_per_delivery: group.delivered_bytes as f64 / group.deliveries.max(1) as f64,
        members: plan.members,
    })
}

fn part(
    engine: &mut Engine,
    group: &mut Group,
    plan: &Plan,
    senders: usize,
    server: Process,
) -> Result<Part, Error> {
    group.senders = senders;
    group.sent = 0;
    group.acknowledged = 0;
    group.to_listeners = 0;
    group.stopped = false;
    group.started = Instant::now();
    send_until(engine, group, Instant::now() + plan.warm_up)?;
    let (from, cpu) = (Instant::now(), server.cpu()?);
    let (deliveries, messages) = (group.deliveries, group.acknowledged);
    send_until(engine, group, from + plan.measured)?;
    let elapsed = from.elapsed().as_secs_f64();
    let delivered = (group.deliveries - deliveries) as f64;
    let part = Part {
        deliveries_per_second: delivered / elapsed,
        messages_per_second: (group.acknowledged - messages) as f64 / elapsed,
        cpu_us_per_delivery: (server.cpu()? - cpu).as_secs_f64() * 1e6 / delivered.max(1.0),
    };
    group.stopped = true;
    let whole = engine.run_until(Instant::now() + DRAIN_LIMIT, group, |group| {
        group.acknowledged == group.sent && group.to_listeners == group.sent * group.listeners()
    })?;
    if whole {
        Ok(part)
    } else {
        Err(Error::unexpected(format!(
            "{} messages to {} listeners should make {} deliveries; {} came",
            group.sent,
            group.listeners(),
            group.sent * group.listeners(),
            group.to_listeners
        )))
    }
}

fn send_until(engine: &mut Engine, group: &mut Group, until: Instant) -> Result<(), Error> {
    let mut out = Vec::new();
    let mut turn = 0;
    while Instant::now() < until {
        // Each sender's share goes out in one write.
        let now = group.may_send(group.started.elapsed());
        if now > 0 {
            let share = now.div_ceil(group.senders as u64);
            let mut left = now;
            while left > 0 {
                for _ in 0..share.min(left) {
                    group.put(&mut out);
                }
                left -= share.min(left);
                let sender = turn % group.senders;
                turn += 1;
                engine.put_raw(sender, &mut out);
                engine.flush(sender)?;
            }
        }
        engine.turn(Duration::from_millis(5), group)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Long enough that the senders' own rate holds nobody back.
    const LATER: Duration = Duration::from_secs(60);

    fn plan() -> Plan {
        Plan {
            members: 5,
            senders: 2,
            text_bytes: 10,
            warm_up: Duration::ZERO,
            measured: Duration::ZERO,
        }
    }

    fn deliver(group: &mut Group, connection: usize, head: &[u8]) -> Result<(), Error> {
        let frame = Frame {
            opcode: crate::wire::TEXT,
            head,
            length: head.len() as u64,
        };
        group.text(connection, frame, &mut Vec::new())
    }

    #[test]
    fn sending_waits_for_whole_deliveries() {
        let conversation = "0000000000000000000000000g".parse().unwrap();
        let mut group = Group::new(conversation, &plan());
        group.senders = 2;
        let mut out = Vec::new();
        assert_eq!(group.may_send(LATER), MESSAGES_UNDER_WAY);
        for _ in 0..MESSAGES_UNDER_WAY {
            group.put(&mut out);
        }
        assert_eq!(group.may_send(LATER), 0);
        let push = br#"{"seq":1,"index":0,"event":{"type":"message","message":{}}}"#;
        for (connection, may_send) in [(0, 0), (2, 0), (3, 0), (4, 1)] {
            deliver(&mut group, connection, push).unwrap();
            assert_eq!(group.may_send(LATER), may_send, "after member {connection}");
        }
        assert_eq!((group.deliveries, group.to_listeners), (4, 3));
    }

    #[test]
    fn a_refusal_ends_the_run_and_other_pushes_do_not_count() {
        let conversation = "0000000000000000000000000g".parse().unwrap();
        let mut group = Group::new(conversation, &plan());
        deliver(
            &mut group,
            3,
            br#"{"seq":1,"index":0,"event":{"type":"feed"}}"#,
        )
        .unwrap();
        assert_eq!(group.deliveries, 0);
        let refusal = br#"{"id":1,"error":{"code":"request.rate_limited"}}"#;
        let error = deliver(&mut group, 0, refusal).unwrap_err();
        assert!(error.to_string().contains("rate_limited"), "{error}");
    }
}
