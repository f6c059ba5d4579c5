//! `sapa-load chat`: pairs of friends who write to each other as fast as the cell takes it, or at a fixed rate.
//!
//! Every message is acknowledged as durable by the cell before it counts. Afterwards the whole history of every
//! pair is read again: each acknowledged message has to stand there exactly once, under its number.

use std::io::Write as _;

use memchr::memmem::Finder;
use sapa_kernel::ConversationId;
use serde::Serialize;

use crate::drive::{self, Dialect, Drive, Figures, Meaning, Plan};
use crate::engine::Engine;
use crate::error::Error;
use crate::process::Process;
use crate::setup::Target;
use crate::verify::{self, Found};
use crate::wire::{Frame, number_after, put_text};

/// The figures of a run.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Outcome {
    #[serde(flatten)]
    pub(crate) figures: Figures,
    /// Absent when nothing was read again: nothing is known then.
    #[serde(flatten)]
    pub(crate) found: Option<Found>,
}

/// Sapa's own frames. A message's number is the frame's id and the message's client id.
struct Sapa {
    /// By conversation: a frame between the two places of the number.
    middles: Vec<String>,
    end: String,
    frame: Vec<u8>,
    id: Finder<'static>,
    message_no: Finder<'static>,
    bye: Finder<'static>,
}

impl Sapa {
    fn new(conversations: &[ConversationId], text: &str) -> Self {
        let middle = |conversation| {
            format!(
                ",\"op\":\"chat.send\",\"input\":{{\"conversation\":\"{conversation}\",\"client_id\":\""
            )
        };
        Self {
            middles: conversations.iter().map(middle).collect(),
            end: format!("\",\"body\":{{\"kind\":\"text\",\"text\":\"{text}\"}}}}}}"),
            frame: Vec::new(),
            id: Finder::new(b"{\"id\":"),
            message_no: Finder::new(b"\"message_no\":"),
            bye: Finder::new(b"\"bye\""),
        }
    }
}

impl Dialect for Sapa {
    fn put(&mut self, socket: usize, number: usize, out: &mut Vec<u8>) {
        self.frame.clear();
        let (middle, end) = (&self.middles[socket / 2], &self.end);
        // Writing to a vector cannot fail.
        let _ = write!(self.frame, "{{\"id\":{number}{middle}{number}{end}");
        put_text(out, &self.frame);
    }

    fn read(&mut self, _: usize, frame: Frame<'_>, _: &mut Vec<u8>) -> Result<Meaning, Error> {
        let head = frame.head;
        if head.starts_with(b"{\"seq\":") {
            return Ok(Meaning::Delivered);
        }
        let text = || String::from_utf8_lossy(head).into_owned();
        if head.starts_with(b"{\"event\":") {
            // Live events are not stored and do not count; a goodbye means that the run is over.
            let bye = self.bye.find(head).is_some();
            return if bye {
                Err(Error::unexpected(text()))
            } else {
                Ok(Meaning::Other)
            };
        }
        let Some(number) = number_after(head, &self.id).filter(|_| head.starts_with(b"{\"id\":"))
        else {
            return Err(Error::unexpected(format!(
                "a frame is not understood: {}",
                text()
            )));
        };
        Ok(match number_after(head, &self.message_no) {
            Some(place) => Meaning::Acknowledged {
                number: number as usize,
                place,
            },
            None => Meaning::Refused(text()),
        })
    }
}

/// Makes the accounts, runs the plan, and reads everything again if asked to.
pub(crate) async fn run(target: &Target, plan: &Plan, verify: bool) -> Result<Outcome, Error> {
    let accounts = target.accounts(plan.pairs * 2).await?;
    let conversations = target.befriend(&accounts).await?;
    let server = Process::listening_at(target.address)?;
    let mut engine = Engine::new(target.address)?;
    for account in &accounts {
        engine.connect(&account.token)?;
    }
    let dialect = Sapa::new(&conversations, &plan.text());
    let mut drive = Drive::new(dialect, engine.len(), plan);
    let figures = drive::run(&mut engine, &mut drive, plan, &[server])?;
    drop(engine);
    let mut found = None;
    if verify {
        let histories = verify::Histories {
            accounts: &accounts,
            conversations: &conversations,
            acknowledged: drive.told(),
        };
        found = Some(verify::reread(&target.afresh()?.client, &histories).await?);
    }
    Ok(Outcome { figures, found })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_read_again_is_not_said_to_be_whole() {
        let figures = Figures::default();
        for (found, lost) in [(None, None), (Some(Found::default()), Some(0.into()))] {
            let outcome = Outcome {
                figures: figures.clone(),
                found,
            };
            let shown = serde_json::to_value(outcome).unwrap();
            assert_eq!(shown.get("lost").cloned(), lost);
        }
    }
}
