//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::prelude::*;

use crate::error::Error;
use crate::{drive, group, ledger, redpacket, xmpp};

pub(crate) const HELP: &str = "\
sapa-load: load against a cell on this machine

  sapa-load chat    --url URL --data DIR [--json]   pairs of friends write to each other
      --pairs N        pairs of friends, two sockets each (500)
      --depth N        messages under way on one socket (2)
      --rate N         messages a second of all together: an open loop, latency from when each was due
      --text-bytes N   bytes of a message (64)
      --warm-up S      seconds of load before measuring (3)
      --seconds S      seconds of measuring (15)
      --no-verify      do not read the histories again
  sapa-load group   --url URL --data DIR [--json]   one group, all members online; 20 senders, then one
      --members N (500)  --senders N (20)  --text-bytes N  --warm-up S (2)  --seconds S (8)
  sapa-load connect --url URL --data DIR [--json]   memory of an idle signed-in socket
      --sockets N (19000)
  sapa-load ready   [--sapa FILE] [--json]          start time and memory, empty and filled
      --messages N (1000000)
  sapa-load xmpp    [--json]                        the chat scenario against an XMPP server, for comparison
      --address A      its WebSocket, path /ws (127.0.0.1:5280); --password P (load); accounts load0, load1 …
      --pid N          a process whose processor time is counted; may be given many times
      and the options of chat
  sapa-load ledger  [--json]                        transfers in process, beside PostgreSQL; then over WebSocket
      --accounts N (10000)  --warm-up S (3)  --seconds S (10)  --dir DIR  where the data of both goes (a temporary one)
      --no-postgres  --no-websocket  --sapa FILE   the server for the last part (the one beside this program)
  sapa-load redpacket --url URL --data DIR [--json] red packets: one group that grabs together, and many groups
      --members N (500)  --packets N (40)   of the one group
      --groups N (1000)  --group-members N (50)  --rounds N (3)   of the many: a packet for each group and round
      --no-hot  --no-spread

DIR is the cell's data directory: its operator.token makes the accounts. Only loopback addresses are accepted.
The exit status is 1 if a message was lost, doubled or misplaced or a socket did not answer, 2 if the run failed.";

/// The longest run: load is bounded in time.
const MAX_SECONDS: f64 = 600.0;
/// File descriptors bound the sockets of one generator.
const MAX_SOCKETS: usize = 60_000;

/// How the figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// A line for each.
    Text,
    /// One object.
    Json,
}

/// A cell by its address and its data directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) url: String,
    pub(crate) data: PathBuf,
}

/// What to run.
#[derive(Debug)]
pub(crate) enum Command {
    Help,
    Chat {
        target: Place,
        plan: drive::Plan,
        verify: bool,
    },
    Xmpp {
        server: xmpp::Server,
        plan: drive::Plan,
    },
    Group {
        target: Place,
        plan: group::Plan,
    },
    Connect {
        target: Place,
        sockets: usize,
    },
    Ready {
        binary: Option<PathBuf>,
        messages: u64,
    },
    Ledger(ledger::Plan),
    RedPacket {
        target: Place,
        plan: redpacket::Plan,
    },
}

/// The whole command line.
#[derive(Debug)]
pub(crate) struct Args {
    pub(crate) command: Command,
    pub(crate) format: Format,
}

/// Every option, given or not.
#[derive(Default)]
struct Options {
    name: Option<String>,
    url: Option<String>,
    data: Option<PathBuf>,
    sapa: Option<PathBuf>,
    json: bool,
    help: bool,
    no_verify: bool,
    pairs: Option<usize>,
    depth: Option<usize>,
    rate: Option<f64>,
    text_bytes: Option<usize>,
    warm_up: Option<Duration>,
    seconds: Option<Duration>,
    members: Option<usize>,
    senders: Option<usize>,
    sockets: Option<usize>,
    messages: Option<u64>,
    address: Option<String>,
    password: Option<String>,
    pids: Vec<u32>,
    dir: Option<PathBuf>,
    accounts: Option<usize>,
    packets: Option<usize>,
    groups: Option<usize>,
    group_members: Option<usize>,
    rounds: Option<usize>,
    no_postgres: bool,
    no_websocket: bool,
    no_hot: bool,
    no_spread: bool,
}

pub(crate) fn parse(parser: lexopt::Parser) -> Result<Args, Error> {
    let options = read(parser)?;
    let format = if options.json {
        Format::Json
    } else {
        Format::Text
    };
    let command = match options.name.as_deref() {
        _ if options.help => Command::Help,
        None => Command::Help,
        Some("chat") => Command::Chat {
            target: place(&options)?,
            plan: chat_plan(&options),
            verify: !options.no_verify,
        },
        Some("xmpp") => Command::Xmpp {
            server: xmpp_server(&options)?,
            plan: chat_plan(&options),
        },
        Some("group") => Command::Group {
            target: place(&options)?,
            plan: group::Plan {
                members: options.members.unwrap_or(500),
                senders: options.senders.unwrap_or(20),
                text_bytes: options.text_bytes.unwrap_or(64),
                warm_up: options.warm_up.unwrap_or(Duration::from_secs(2)),
                measured: options.seconds.unwrap_or(Duration::from_secs(8)),
            },
        },
        Some("connect") => Command::Connect {
            target: place(&options)?,
            sockets: options.sockets.unwrap_or(19_000),
        },
        Some("ready") => Command::Ready {
            binary: options.sapa,
            messages: options.messages.unwrap_or(1_000_000),
        },
        Some("ledger") => Command::Ledger(ledger_plan(&options)),
        Some("redpacket") => Command::RedPacket {
            target: place(&options)?,
            plan: packet_plan(&options),
        },
        Some(other) => {
            return Err(Error::Usage(format!(
                "there is no scenario {other}; see sapa-load --help"
            )));
        }
    };
    Ok(Args { command, format })
}

fn ledger_plan(options: &Options) -> ledger::Plan {
    let default = ledger::Plan::default();
    ledger::Plan {
        accounts: options
            .accounts
            .map_or(default.accounts, |count| count as u64),
        dir: options.dir.clone(),
        warm_up: options.warm_up.unwrap_or(default.warm_up),
        measured: options.seconds.unwrap_or(default.measured),
        postgres: !options.no_postgres,
        websocket: !options.no_websocket,
        sapa: options.sapa.clone(),
    }
}

fn packet_plan(options: &Options) -> redpacket::Plan {
    redpacket::Plan {
        hot: (!options.no_hot).then_some(redpacket::Hot {
            members: options.members.unwrap_or(500),
            packets: options.packets.unwrap_or(40),
        }),
        spread: (!options.no_spread).then_some(redpacket::Spread {
            groups: options.groups.unwrap_or(1_000),
            members: options.group_members.unwrap_or(50),
            rounds: options.rounds.unwrap_or(3),
        }),
    }
}

fn chat_plan(options: &Options) -> drive::Plan {
    drive::Plan {
        pairs: options.pairs.unwrap_or(500),
        depth: options.depth.unwrap_or(2),
        rate: options.rate,
        text_bytes: options.text_bytes.unwrap_or(64),
        warm_up: options.warm_up.unwrap_or(Duration::from_secs(3)),
        measured: options.seconds.unwrap_or(Duration::from_secs(15)),
        messages: options.messages,
    }
}

fn xmpp_server(options: &Options) -> Result<xmpp::Server, Error> {
    let address: SocketAddr = options
        .address
        .as_deref()
        .unwrap_or("127.0.0.1:5280")
        .parse()
        .map_err(|_| Error::Usage("--address is an address and a port".into()))?;
    if !address.ip().is_loopback() {
        return Err(Error::Usage(format!(
            "{address} is not this machine: load runs on loopback only"
        )));
    }
    Ok(xmpp::Server {
        address,
        path: "/ws".into(),
        domain: "localhost".into(),
        prefix: "load".into(),
        password: options.password.clone().unwrap_or_else(|| "load".into()),
        pids: options.pids.clone(),
    })
}

fn place(options: &Options) -> Result<Place, Error> {
    let (Some(url), Some(data)) = (&options.url, &options.data) else {
        return Err(Error::Usage("--url and --data are needed".into()));
    };
    Ok(Place {
        url: url.clone(),
        data: data.clone(),
    })
}

fn read(mut parser: lexopt::Parser) -> Result<Options, Error> {
    let mut options = Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(name) if options.name.is_none() => options.name = Some(name.string()?),
            Long("help") | Short('h') => options.help = true,
            Long("json") => options.json = true,
            Long("no-verify") => options.no_verify = true,
            Long("url") => options.url = Some(parser.value()?.string()?),
            Long("data") => options.data = Some(parser.value()?.into()),
            Long("sapa") => options.sapa = Some(parser.value()?.into()),
            Long("pairs") => options.pairs = Some(count(&mut parser, MAX_SOCKETS / 2)?),
            Long("depth") => options.depth = Some(count(&mut parser, 1_000)?),
            Long("members") => options.members = Some(count(&mut parser, 500)?),
            Long("senders") => options.senders = Some(count(&mut parser, 499)?),
            Long("sockets") => options.sockets = Some(count(&mut parser, MAX_SOCKETS)?),
            Long("text-bytes") => options.text_bytes = Some(count(&mut parser, 16 * 1024)?),
            Long("messages") => options.messages = Some(count(&mut parser, 100_000_000)? as u64),
            Long("rate") => options.rate = Some(count(&mut parser, 1_000_000)? as f64),
            Long("address") => options.address = Some(parser.value()?.string()?),
            Long("password") => options.password = Some(parser.value()?.string()?),
            Long("dir") => options.dir = Some(parser.value()?.into()),
            Long("accounts") => options.accounts = Some(count_from(&mut parser, 2, 100_000_000)?),
            Long("packets") => options.packets = Some(count(&mut parser, 1_000)?),
            Long("groups") => options.groups = Some(count(&mut parser, 10_000)?),
            Long("group-members") => {
                options.group_members = Some(count_from(&mut parser, 3, 500)?);
            }
            Long("rounds") => options.rounds = Some(count_from(&mut parser, 2, 100)?),
            Long("no-postgres") => options.no_postgres = true,
            Long("no-websocket") => options.no_websocket = true,
            Long("no-hot") => options.no_hot = true,
            Long("no-spread") => options.no_spread = true,
            Long("pid") => options.pids.push(parser.value()?.parse()?),
            Long("warm-up") => options.warm_up = Some(seconds(&mut parser)?),
            Long("seconds") => options.seconds = Some(seconds(&mut parser)?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

fn count(parser: &mut lexopt::Parser, most: usize) -> Result<usize, Error> {
    count_from(parser, 1, most)
}

fn count_from(parser: &mut lexopt::Parser, least: usize, most: usize) -> Result<usize, Error> {
    let number: usize = parser.value()?.parse()?;
    if number < least || number > most {
        return Err(Error::Usage(format!(
            "{number} is not between {least} and {most}"
        )));
    }
    Ok(number)
}

fn seconds(parser: &mut lexopt::Parser) -> Result<Duration, Error> {
    let number: f64 = parser.value()?.parse()?;
    if !(0.0..=MAX_SECONDS).contains(&number) {
        return Err(Error::Usage(format!(
            "{number} is not between 0 and {MAX_SECONDS} seconds"
        )));
    }
    Ok(Duration::from_secs_f64(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Args, Error> {
        parse(lexopt::Parser::from_args(line.split_whitespace()))
    }

    #[test]
    fn a_scenario_has_defaults_that_options_replace() {
        let args = parsed("chat --url http://127.0.0.1:1 --data d --json --rate 9 --seconds 2.5");
        let Ok(Args {
            command: Command::Chat { target, plan, .. },
            format,
        }) = args
        else {
            panic!("a chat");
        };
        assert_eq!(format, Format::Json);
        assert_eq!(target.data, PathBuf::from("d"));
        assert_eq!((plan.pairs, plan.rate), (500, Some(9.0)));
        assert_eq!(plan.measured, Duration::from_millis(2_500));
    }

    #[test]
    fn money_scenarios_have_defaults_that_options_replace() {
        let line = "ledger --accounts 5000000 --no-postgres --dir /data --seconds 4";
        let Ok(Command::Ledger(plan)) = parsed(line).map(|args| args.command) else {
            panic!("a ledger");
        };
        assert_eq!(
            plan,
            ledger::Plan {
                accounts: 5_000_000,
                dir: Some("/data".into()),
                measured: Duration::from_secs(4),
                postgres: false,
                ..ledger::Plan::default()
            }
        );
        let line = "redpacket --url http://127.0.0.1:1 --data d --no-hot --groups 20";
        let Ok(Command::RedPacket { plan, .. }) = parsed(line).map(|args| args.command) else {
            panic!("red packets");
        };
        assert_eq!(plan.hot, None);
        assert_eq!(
            plan.spread.map(|spread| (spread.groups, spread.members)),
            Some((20, 50))
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for line in [
            "chat",
            "dance",
            "chat --url x",
            "chat --url x --data d --pairs 0",
            "connect --url x --data d --sockets 60001",
            "chat --url x --data d --seconds 601",
            "chat --url x --data d --seconds -1",
            "ready --what",
            "xmpp --address 10.0.0.1:5280",
            "ledger --accounts 1",
            "redpacket",
            "redpacket --url x --data d --group-members 2",
            "redpacket --url x --data d --rounds 1",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
