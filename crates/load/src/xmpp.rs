//! `sapa-load xmpp`: the same pairs, loop and figures against an XMPP server, beside which Sapa is measured.
//!
//! XMPP over WebSocket (RFC 7395), SASL PLAIN, one resource each. A message counts when the server acknowledges its
//! stanza (XEP-0198): with an archive (XEP-0313) on a durable database the server has stored it by then. Messages
//! go to full addresses, so that no presence is needed.

use std::io::Write as _;
use std::net::SocketAddr;

use memchr::memmem::Finder;

use crate::drive::{self, Dialect, Drive, Figures, Meaning, Plan};
use crate::engine::Engine;
use crate::error::Error;
use crate::process::Process;
use crate::wire::{Frame, number_after, put_text};

const OPEN: &str = "urn:ietf:params:xml:ns:xmpp-framing";
const RESOURCE: &str = "load";

/// An XMPP server with accounts `{prefix}0`, `{prefix}1` … that share a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) path: String,
    pub(crate) domain: String,
    pub(crate) prefix: String,
    pub(crate) password: String,
    /// Its processes, whose processor time is counted: also those of its database.
    pub(crate) pids: Vec<u32>,
}

struct Xmpp {
    peers: Vec<String>,
    text: String,
    frame: Vec<u8>,
    /// Stanzas that each socket has received, as the server's questions want to know.
    received: Vec<u64>,
    handled: [Finder<'static>; 2],
}

impl Dialect for Xmpp {
    fn put(&mut self, socket: usize, number: usize, out: &mut Vec<u8>) {
        self.frame.clear();
        let (to, text) = (&self.peers[socket], &self.text);
        // Writing to a vector cannot fail.
        let _ = write!(
            self.frame,
            "<message xmlns='jabber:client' type='chat' id='{number}' to='{to}'><body>{text}</body></message>"
        );
        put_text(out, &self.frame);
        put_text(out, b"<r xmlns='urn:xmpp:sm:3'/>");
    }

    fn read(
        &mut self,
        socket: usize,
        frame: Frame<'_>,
        out: &mut Vec<u8>,
    ) -> Result<Meaning, Error> {
        let head = frame.head;
        let text = || String::from_utf8_lossy(head).into_owned();
        if head.starts_with(b"<message") {
            self.received[socket] += 1;
            if memchr::memmem::find(head, b"type='error'").is_some() {
                return Ok(Meaning::Refused(text()));
            }
            return Ok(Meaning::Delivered);
        }
        if head.starts_with(b"<a ") {
            let mut found = self.handled.iter();
            let handled = found.find_map(|name| number_after(head, name));
            let handled = handled.ok_or_else(|| Error::unexpected(text()))?;
            return Ok(Meaning::AcknowledgedBelow(handled as usize));
        }
        if head.starts_with(b"<r ") {
            let answer = format!("<a xmlns='urn:xmpp:sm:3' h='{}'/>", self.received[socket]);
            put_text(out, answer.as_bytes());
            return Ok(Meaning::Other);
        }
        if head.starts_with(b"<presence") || head.starts_with(b"<iq") {
            self.received[socket] += 1;
            return Ok(Meaning::Other);
        }
        Err(Error::unexpected(format!(
            "a frame is not understood: {}",
            text()
        )))
    }
}

/// Signs all accounts in and runs the plan.
pub(crate) fn run(server: &Server, plan: &Plan) -> Result<Figures, Error> {
    let mut engine = Engine::new(server.address)?;
    let sockets = plan.pairs * 2;
    for number in 0..sockets {
        sign_in(&mut engine, server, number).map_err(|error| {
            Error::unexpected(format!("signing in {}{number}: {error}", server.prefix))
        })?;
    }
    let dialect = Xmpp {
        peers: (0..sockets)
            .map(|number| {
                let peer = number ^ 1;
                format!("{}{peer}@{}/{RESOURCE}", server.prefix, server.domain)
            })
            .collect(),
        text: plan.text(),
        frame: Vec::new(),
        received: vec![0; sockets],
        handled: [Finder::new(b" h='"), Finder::new(b" h=\"")],
    };
    let mut drive = Drive::new(dialect, sockets, plan);
    let processes: Vec<Process> = server.pids.iter().copied().map(Process::new).collect();
    drive::run(&mut engine, &mut drive, plan, &processes)
}

fn sign_in(engine: &mut Engine, server: &Server, number: usize) -> Result<(), Error> {
    let mut opening = engine.open(&server.path, "Sec-WebSocket-Protocol: xmpp\r\n")?;
    let open = format!(
        "<open xmlns='{OPEN}' to='{}' version='1.0'/>",
        server.domain
    );
    let secret = format!("\0{}{number}\0{}", server.prefix, server.password);
    opening.send(&open)?;
    opening.expect(b"<stream:features")?;
    opening.send(&format!(
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{}</auth>",
        data_encoding::BASE64.encode(secret.as_bytes())
    ))?;
    opening.expect(b"<success")?;
    opening.send(&open)?;
    opening.expect(b"<stream:features")?;
    opening.send(&format!(
        "<iq xmlns='jabber:client' type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>\
         <resource>{RESOURCE}</resource></bind></iq>"
    ))?;
    opening.expect(b"<iq")?;
    opening.send("<enable xmlns='urn:xmpp:sm:3'/>")?;
    opening.expect(b"<enabled")?;
    engine.adopt(opening)?;
    Ok(())
}
