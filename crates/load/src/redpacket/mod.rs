//! `sapa-load redpacket`: opening red packets over WebSocket. Every claim is a session, a membership, a share that is drawn,
//! a transfer in the ledger, and pushes to who took it and who sent it; it counts when the cell has answered, that is when
//! its entry is fsynced and applied.
//!
//! Two loads. *Hot*: one group in which everybody grabs at once, one packet after the other. *Spread*: many groups at once,
//! one claim under way on each socket. Putting money into packets checks PINs, which is slow on purpose, so all packets
//! are there before the claims are measured. Afterwards each packet is read again: everybody has one share, the shares are
//! what was put in, and the cell's list says the same as its answers did.

mod check;
mod grab;
mod prepare;

use std::time::{Duration, Instant};

use serde::Serialize;

use crate::engine::Engine;
use crate::error::Error;
use crate::process::Process;
use crate::setup::Target;
use check::Told;
use grab::Grab;
use prepare::Ready;

/// How long answers may take.
const ANSWER_LIMIT: Duration = Duration::from_secs(60);
/// The closed loop is measured between these shares of its claims: not while it begins, nor when sockets run out.
const MEASURED_FROM: f64 = 0.05;
const MEASURED_TO: f64 = 0.95;

/// One group that grabs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hot {
    pub(crate) members: usize,
    pub(crate) packets: usize,
}

/// Many groups at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spread {
    pub(crate) groups: usize,
    pub(crate) members: usize,
    /// Packets of each group; the last round is opened at half the measured rate.
    pub(crate) rounds: usize,
}

/// What a run is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) hot: Option<Hot>,
    pub(crate) spread: Option<Spread>,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            hot: Some(Hot {
                members: 500,
                packets: 40,
            }),
            ..Self::spread_only()
        }
    }
}

impl Plan {
    /// Only many groups.
    pub(crate) fn spread_only() -> Self {
        Self {
            hot: None,
            spread: Some(Spread {
                groups: 1_000,
                members: 50,
                rounds: 3,
            }),
        }
    }
}

/// The figures of a run. What was not run has none.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub(crate) struct Outcome {
    pub(crate) claims_per_second_hot: Option<f64>,
    pub(crate) server_cpu_us_per_claim_hot: Option<f64>,
    /// From the first of a packet's claims to its last answer, at the median.
    pub(crate) hot_packet_p50_ms: Option<f64>,
    pub(crate) claims_per_second_spread: Option<f64>,
    pub(crate) server_cpu_us_per_claim: Option<f64>,
    pub(crate) load_cpu_us_per_claim: Option<f64>,
    /// At half the rate of the closed loop, from when each claim was due.
    pub(crate) p50_ms: Option<f64>,
    pub(crate) p99_ms: Option<f64>,
    pub(crate) half_rate: Option<f64>,
    pub(crate) packets: usize,
    pub(crate) claims: usize,
    /// Packets whose shares are not what they should be. The first ones are named on stderr.
    pub(crate) wrong_packets: usize,
    /// Whether the bank's account in the ledger has what the bank's statements say.
    pub(crate) books_in_order: bool,
    /// What the cell's own audit found, if it has one: rows that are not what they should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) audit_offences: Option<u64>,
    /// Shares that the audit looked at: those of this run at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) audited_claims: Option<usize>,
}

impl Outcome {
    /// Whether every packet and the audit are as they should be.
    pub(crate) fn is_sound(&self) -> bool {
        let audited = self.audit_offences.is_none_or(|offences| offences == 0)
            && self.audited_claims.is_none_or(|seen| seen >= self.claims);
        self.wrong_packets == 0 && self.books_in_order && audited
    }
}

/// Makes accounts, wallets, groups and packets, and measures.
pub(crate) async fn run(target: &Target, plan: &Plan) -> Result<Outcome, Error> {
    let currency = target.offer_wallets().await?;
    let mut outcome = Outcome::default();
    let mut target = target.clone();
    if let Some(hot) = plan.hot {
        let ready = prepare::hot(&target, currency, hot).await?;
        let (engine, mut grab) = connect(&target, &ready)?;
        measure_hot(&target, engine, &mut grab, hot, &mut outcome)?;
        target = target.afresh()?;
        verify(&target, &ready, &grab.into_told(), &mut outcome).await?;
    }
    if let Some(spread) = plan.spread {
        let ready = prepare::spread(&target, currency, spread).await?;
        let (engine, mut grab) = connect(&target, &ready)?;
        measure_spread(&target, engine, &mut grab, spread, &mut outcome)?;
        target = target.afresh()?;
        verify(&target, &ready, &grab.into_told(), &mut outcome).await?;
    }
    outcome.books_in_order = target.books_in_order().await?;
    let audit = target.audit().await?;
    outcome.audit_offences = audit.map(|audit| audit.offences);
    outcome.audited_claims = audit.map(|audit| audit.checked.claims);
    Ok(outcome)
}

fn connect(target: &Target, ready: &Ready) -> Result<(Engine, Grab), Error> {
    let mut engine = Engine::new(target.address)?;
    for account in &ready.accounts {
        engine.connect(&account.token)?;
    }
    Ok((engine, Grab::new(&ready.packets, ready.accounts.len())))
}

fn per_claim(cpu: Duration, claims: usize) -> f64 {
    cpu.as_secs_f64() * 1e6 / claims.max(1) as f64
}

/// One packet after the other; all members at once.
fn measure_hot(
    target: &Target,
    mut engine: Engine,
    grab: &mut Grab,
    hot: Hot,
    outcome: &mut Outcome,
) -> Result<(), Error> {
    let server = Process::listening_at(target.address)?;
    let (mut took, mut each) = (Duration::ZERO, Vec::with_capacity(hot.packets));
    let cpu = server.cpu()?;
    for packet in 0..hot.packets {
        let from = Instant::now();
        for socket in 0..hot.members {
            grab.put(&mut engine, socket, packet, from)?;
        }
        let whole = engine.run_until(from + ANSWER_LIMIT, grab, |grab| grab.outstanding() == 0)?;
        if !whole {
            return Err(late(grab));
        }
        took += from.elapsed();
        each.push(from.elapsed());
    }
    let claims = hot.members * hot.packets;
    each.sort_unstable();
    outcome.claims_per_second_hot = Some(claims as f64 / took.as_secs_f64());
    outcome.server_cpu_us_per_claim_hot =
        Some(per_claim(server.cpu()?.saturating_sub(cpu), claims));
    outcome.hot_packet_p50_ms = each
        .get(each.len() / 2)
        .map(|took| took.as_secs_f64() * 1e3);
    Ok(())
}

/// All rounds but the last in a closed loop, the last one at half the rate.
fn measure_spread(
    target: &Target,
    mut engine: Engine,
    grab: &mut Grab,
    spread: Spread,
    outcome: &mut Outcome,
) -> Result<(), Error> {
    let server = Process::listening_at(target.address)?;
    let itself = Process::new(std::process::id());
    let a_round = spread.groups * spread.members;
    let claims = a_round * (spread.rounds - 1);
    grab.follow(grab::order(spread, 0..spread.rounds - 1));
    grab.first_of_each(&mut engine)?;
    let limit = Instant::now() + ANSWER_LIMIT * 10;
    let at = |share: f64| (claims as f64 * share) as usize;
    engine.run_until(limit, grab, |grab| grab.answered() >= at(MEASURED_FROM))?;
    let (from, before) = (Instant::now(), grab.answered());
    let (cpu, load) = (server.cpu()?, itself.cpu()?);
    engine.run_until(limit, grab, |grab| grab.answered() >= at(MEASURED_TO))?;
    let (elapsed, measured) = (from.elapsed(), grab.answered() - before);
    let (cpu, load) = (
        server.cpu()?.saturating_sub(cpu),
        itself.cpu()?.saturating_sub(load),
    );
    if !engine.run_until(limit, grab, |grab| grab.outstanding() == 0)? {
        return Err(late(grab));
    }
    let rate = measured as f64 / elapsed.as_secs_f64();
    outcome.claims_per_second_spread = Some(rate);
    outcome.server_cpu_us_per_claim = Some(per_claim(cpu, measured));
    outcome.load_cpu_us_per_claim = Some(per_claim(load, measured));
    outcome.half_rate = Some(rate / 2.0);
    let last = spread.rounds - 1..spread.rounds;
    grab.open_loop(&mut engine, &grab::order(spread, last), rate / 2.0)?;
    let whole = engine.run_until(Instant::now() + ANSWER_LIMIT, grab, |grab| {
        grab.outstanding() == 0
    })?;
    if !whole {
        return Err(late(grab));
    }
    outcome.p50_ms = Some(grab.latencies().quantile_ms(0.5));
    outcome.p99_ms = Some(grab.latencies().quantile_ms(0.99));
    Ok(())
}

fn late(grab: &Grab) -> Error {
    Error::unexpected(format!("{} claims were not answered", grab.outstanding()))
}

/// Reads each packet again.
async fn verify(
    target: &Target,
    ready: &Ready,
    told: &[Told],
    outcome: &mut Outcome,
) -> Result<(), Error> {
    for (packet, told) in ready.packets.iter().zip(told) {
        let seen = check::read(target, ready, packet).await?;
        let told = told.of_accounts(&ready.accounts);
        outcome.packets += 1;
        outcome.claims += told.len();
        if let Err(problem) = check::judge(packet.total, packet.shares, &told, &seen) {
            outcome.wrong_packets += 1;
            if outcome.wrong_packets <= 3 {
                eprintln!("sapa-load: packet {}: {problem}", packet.payment);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_packet_or_audit_makes_a_run_unsound() {
        let right = Outcome {
            books_in_order: true,
            ..Outcome::default()
        };
        assert!(right.is_sound(), "a cell without an audit is not accused");
        let whole = Outcome {
            claims: 500,
            audit_offences: Some(0),
            audited_claims: Some(500),
            books_in_order: true,
            ..Outcome::default()
        };
        assert!(whole.is_sound());
        type Change = fn(&mut Outcome);
        let wrong: [Change; 4] = [
            |outcome| outcome.wrong_packets = 1,
            |outcome| outcome.books_in_order = false,
            |outcome| outcome.audit_offences = Some(1),
            |outcome| outcome.audited_claims = Some(499),
        ];
        for change in wrong {
            let mut outcome = whole;
            change(&mut outcome);
            assert!(!outcome.is_sound(), "{outcome:?}");
        }
    }
}
