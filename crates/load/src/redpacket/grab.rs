//! Opening packets over many sockets: what is sent, and what each answer said.

use std::collections::VecDeque;
use std::ops::Range;
use std::time::{Duration, Instant};

use memchr::memmem::Finder;

use super::Spread;
use super::check::Told;
use super::prepare::{self, Packet};
use crate::engine::{Engine, Handler};
use crate::error::Error;
use crate::histogram::Histogram;
use crate::wire::{Frame, number_after, put_text};

/// How late the open loop may look at its schedule.
const PACE: Duration = Duration::from_micros(500);

/// Who opens what: a socket and a packet.
pub(super) type Claim = (usize, usize);

/// The claims of some rounds, so that sockets take turns and neighbours open different groups' packets.
pub(super) fn order(spread: Spread, rounds: Range<usize>) -> Vec<Claim> {
    let mut of_each = vec![Vec::new(); prepare::people(spread)];
    for round in rounds {
        for group in 0..spread.groups {
            for member in prepare::members(spread, group) {
                of_each[member].push(round * spread.groups + group);
            }
        }
    }
    let most = of_each.iter().map(Vec::len).max().unwrap_or(0);
    (0..most)
        .flat_map(|turn| {
            of_each
                .iter()
                .enumerate()
                .filter_map(move |(socket, packets)| Some((socket, *packets.get(turn)?)))
        })
        .collect()
}

/// The claims of a run.
pub(super) struct Grab {
    /// By packet: a frame behind its number.
    frames: Vec<String>,
    told: Vec<Told>,
    /// By socket: what it opens when it is answered.
    next: Vec<VecDeque<usize>>,
    /// By socket and packet under way: when it was due.
    due: Vec<Vec<(usize, Instant)>>,
    sent: usize,
    answered: usize,
    latencies: Histogram,
    id: Finder<'static>,
    my_share: Finder<'static>,
    bye: Finder<'static>,
}

impl Grab {
    pub(super) fn new(packets: &[Packet], sockets: usize) -> Self {
        let frame = |packet: &Packet| {
            let payment = packet.payment;
            format!(",\"op\":\"wallet.open_packet\",\"input\":{{\"payment\":\"{payment}\"}}}}")
        };
        Self {
            frames: packets.iter().map(frame).collect(),
            told: packets.iter().map(|_| Told::default()).collect(),
            next: vec![VecDeque::new(); sockets],
            due: vec![Vec::new(); sockets],
            sent: 0,
            answered: 0,
            latencies: Histogram::new(),
            id: Finder::new(b"{\"id\":"),
            my_share: Finder::new(b"\"my_share\":\""),
            bye: Finder::new(b"\"bye\""),
        }
    }

    pub(super) fn outstanding(&self) -> usize {
        self.sent - self.answered
    }

    pub(super) fn answered(&self) -> usize {
        self.answered
    }

    pub(super) fn latencies(&self) -> &Histogram {
        &self.latencies
    }

    pub(super) fn into_told(self) -> Vec<Told> {
        self.told
    }

    fn frame(&mut self, socket: usize, packet: usize, due: Instant, out: &mut Vec<u8>) {
        let frame = format!("{{\"id\":{packet}{}", self.frames[packet]);
        put_text(out, frame.as_bytes());
        self.due[socket].push((packet, due));
        self.sent += 1;
    }

    /// Opens a packet on a socket.
    pub(super) fn put(
        &mut self,
        engine: &mut Engine,
        socket: usize,
        packet: usize,
        due: Instant,
    ) -> Result<(), Error> {
        let mut out = Vec::with_capacity(128);
        self.frame(socket, packet, due, &mut out);
        engine.put_raw(socket, &mut out);
        engine.flush(socket)
    }

    /// What each socket opens, one after the other.
    pub(super) fn follow(&mut self, claims: Vec<Claim>) {
        for (socket, packet) in claims {
            self.next[socket].push_back(packet);
        }
    }

    /// Opens the first packet of each socket. Each answer opens the socket's next.
    pub(super) fn first_of_each(&mut self, engine: &mut Engine) -> Result<(), Error> {
        for socket in 0..self.next.len() {
            if let Some(packet) = self.next[socket].pop_front() {
                self.put(engine, socket, packet, Instant::now())?;
            }
        }
        Ok(())
    }

    /// Opens claim i at i / rate, whatever the server does. Latencies are of these claims alone.
    pub(super) fn open_loop(
        &mut self,
        engine: &mut Engine,
        claims: &[Claim],
        rate: f64,
    ) -> Result<(), Error> {
        self.latencies = Histogram::new();
        let started = Instant::now();
        let mut claims = claims.iter().enumerate().peekable();
        while claims.peek().is_some() {
            while let Some((number, (socket, packet))) = claims.peek().copied() {
                let due = started + Duration::from_secs_f64(number as f64 / rate);
                if due > Instant::now() {
                    break;
                }
                self.put(engine, *socket, *packet, due)?;
                claims.next();
            }
            engine.turn(PACE, self)?;
        }
        Ok(())
    }

    fn answer(&mut self, socket: usize, packet: usize, share: u64) -> Result<(), Error> {
        let under_way = &mut self.due[socket];
        let place = under_way
            .iter()
            .position(|(asked, _)| *asked == packet)
            .ok_or_else(|| Error::unexpected("a claim that is not under way is answered"))?;
        let (_, due) = under_way.swap_remove(place);
        let micros = u64::try_from(due.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.latencies.record(micros);
        self.told[packet].push(socket, share);
        self.answered += 1;
        Ok(())
    }
}

impl Handler for Grab {
    fn text(
        &mut self,
        connection: usize,
        frame: Frame<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let head = frame.head;
        if head.starts_with(b"{\"seq\":") {
            return Ok(());
        }
        let text = || String::from_utf8_lossy(head).into_owned();
        if head.starts_with(b"{\"event\":") {
            let bye = self.bye.find(head).is_some();
            return if bye {
                Err(Error::unexpected(text()))
            } else {
                Ok(())
            };
        }
        let packet = number_after(head, &self.id).map(|packet| packet as usize);
        let Some(packet) = packet.filter(|packet| *packet < self.told.len()) else {
            return Err(Error::unexpected(format!("not understood: {}", text())));
        };
        let Some(share) = number_after(head, &self.my_share) else {
            return Err(Error::unexpected(format!("no share: {}", text())));
        };
        self.answer(connection, packet, share)?;
        if let Some(next) = self.next[connection].pop_front() {
            self.frame(connection, next, Instant::now(), out);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packets(count: usize) -> Vec<Packet> {
        let packet = Packet {
            payment: "0000000000000000000000000g".parse().unwrap(),
            total: sapa_kernel::Amount::from_minor(1_000),
            shares: 2,
            sender: 0,
        };
        vec![packet; count]
    }

    fn hear(grab: &mut Grab, socket: usize, head: &str) -> Result<usize, Error> {
        let frame = Frame {
            opcode: crate::wire::TEXT,
            head: head.as_bytes(),
            length: head.len() as u64,
        };
        let mut out = Vec::new();
        grab.text(socket, frame, &mut out)?;
        Ok(out.len())
    }

    #[test]
    fn each_answer_sends_the_sockets_next_claim() {
        let mut grab = Grab::new(&packets(2), 2);
        grab.follow(vec![(0, 0), (1, 0), (0, 1)]);
        let mut out = Vec::new();
        for socket in 0..2 {
            let packet = grab.next[socket].pop_front().unwrap();
            grab.frame(socket, packet, Instant::now(), &mut out);
        }
        let push = r#"{"seq":7,"index":0,"event":{"type":"wallet"}}"#;
        assert_eq!(hear(&mut grab, 0, push).unwrap(), 0);
        let answer = r#"{"id":0,"ok":{"packet":{"total":"1000","my_share":"400"}},"seq":8}"#;
        assert!(hear(&mut grab, 0, answer).unwrap() > 0);
        assert_eq!(hear(&mut grab, 1, answer).unwrap(), 0);
        assert_eq!((grab.outstanding(), grab.answered()), (1, 2));
        assert!(hear(&mut grab, 1, answer).is_err(), "answered twice");
    }

    #[test]
    fn a_refusal_or_no_share_ends_the_run() {
        for head in [
            r#"{"id":0,"error":{"code":"request.rate_limited"}}"#,
            r#"{"id":0,"ok":{"packet":{"state":"finished","total":"1000"}}}"#,
            r#"{"id":9,"ok":{"packet":{"my_share":"1"}}}"#,
            r#"{"event":{"type":"bye"}}"#,
        ] {
            let mut grab = Grab::new(&packets(1), 1);
            grab.frame(0, 0, Instant::now(), &mut Vec::new());
            assert!(hear(&mut grab, 0, head).is_err(), "{head}");
        }
    }

    #[test]
    fn every_member_opens_every_packet_of_its_groups_once() {
        let spread = Spread {
            groups: 6,
            members: 4,
            rounds: 3,
        };
        let mut claims = order(spread, 1..3);
        assert_eq!(claims.len(), 2 * 6 * 4);
        assert!(claims[..6].windows(2).all(|pair| pair[0].0 != pair[1].0));
        claims.sort_unstable();
        claims.dedup();
        assert_eq!(claims.len(), 2 * 6 * 4);
        assert!(claims.iter().all(|(_, packet)| (6..18).contains(packet)));
    }
}
