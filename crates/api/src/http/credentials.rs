//! Who sends a request: the token of a header or a slot's cookie, and the address behind trusted proxies.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::http::header::{AUTHORIZATION, COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue};
use sapa_kernel::{Fault, Visitor};

use super::HttpSettings;
use crate::caller::Who;
use crate::context::{Peer, SLOTS, SessionChange, Transport};
use crate::dispatch::Dispatcher;
use crate::error::Error;

/// Characters of a `User-Agent` that are kept.
const MAX_AGENT: usize = 200;

/// Bytes of a token that is looked at; a longer one is no token of ours.
const MAX_TOKEN: usize = 128;

/// How long a browser keeps a slot's cookie: the longest that browsers allow. The session itself ends earlier
/// when it is not used.
const COOKIE_SECONDS: u32 = 400 * 24 * 60 * 60;

/// What the listener knows of the connection that a request came over.
#[derive(Debug, Clone, Copy)]
pub struct Connection {
    /// The other end.
    pub remote: SocketAddr,
    /// Whether it is encrypted.
    pub encrypted: bool,
}

/// A request's sender and the slot it speaks for.
pub(crate) struct Sender {
    pub(crate) peer: Arc<Peer>,
    pub(crate) slot: usize,
}

/// The address of the person, and whether they came over HTTPS: the connection's own, or what trusted proxies
/// say.
pub(crate) fn client_address(
    headers: &HeaderMap,
    connection: Connection,
    settings: &HttpSettings,
) -> (IpAddr, bool) {
    let trusted = |address: IpAddr| {
        settings
            .trusted_proxies
            .iter()
            .any(|network| network.contains(&address))
    };
    let mut address = connection.remote.ip().to_canonical();
    if !trusted(address) {
        return (address, connection.encrypted);
    }
    let forwarded: Vec<String> = headers
        .get_all("x-forwarded-for")
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect();
    let hops = forwarded.iter().flat_map(|value| value.split(','));
    // From the nearest hop outwards: the first that is not one of our proxies is the person. What stands before it
    // came with the request, and may be anything: it must not hide what our proxies saw.
    for hop in hops.collect::<Vec<_>>().into_iter().rev() {
        let Some(hop) = address_of(hop.trim()) else {
            break;
        };
        address = hop.to_canonical();
        if !trusted(address) {
            break;
        }
    }
    let encrypted = headers
        .get("x-forwarded-proto")
        .map_or(connection.encrypted, |proto| proto == "https");
    (address, encrypted)
}

/// The address of a hop. Some proxies name its port too.
fn address_of(hop: &str) -> Option<IpAddr> {
    let with_port = || hop.parse::<SocketAddr>().map(|hop| hop.ip());
    hop.parse().or_else(|_| with_port()).ok()
}

/// The slot that a request names: `Sapa-Slot`, or the query's `slot`; 0 when it names none.
fn slot_of(headers: &HeaderMap, query: Option<&str>) -> Result<usize, Fault> {
    let named = match headers.get("sapa-slot") {
        Some(value) => Some(value.to_str().unwrap_or_default().to_owned()),
        None => form_urlencoded::parse(query.unwrap_or_default().as_bytes())
            .find(|(name, _)| name == "slot")
            .map(|(_, value)| value.into_owned()),
    };
    let Some(named) = named else {
        return Ok(0);
    };
    match named.parse() {
        Ok(slot) if slot < SLOTS => Ok(slot),
        _ => Err(Error::Malformed {
            path: "Sapa-Slot".to_owned(),
            message: format!("a slot is a number from 0 to {}", SLOTS - 1),
        }
        .into()),
    }
}

fn slot_tokens(headers: &HeaderMap) -> [Option<String>; SLOTS] {
    let mut tokens = [const { None }; SLOTS];
    let cookies = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    for cookie in cookies {
        let Some((name, value)) = cookie.trim().split_once('=') else {
            continue;
        };
        let slot = name
            .strip_prefix("sapa_session_")
            .and_then(|slot| slot.parse::<usize>().ok());
        if let Some(place) = slot.and_then(|slot| tokens.get_mut(slot))
            && !value.is_empty()
            && value.len() <= MAX_TOKEN
        {
            *place = Some(value.to_owned());
        }
    }
    tokens
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && token.len() <= MAX_TOKEN)
        .then_some(token)
}

/// Finds out who sends a request.
pub fn peer_of(
    dispatcher: &Dispatcher,
    settings: &HttpSettings,
    headers: &HeaderMap,
    query: Option<&str>,
    connection: Connection,
) -> Result<Arc<Peer>, Fault> {
    sender_of(dispatcher, settings, headers, query, connection).map(|sender| sender.peer)
}

pub(crate) fn sender_of(
    dispatcher: &Dispatcher,
    settings: &HttpSettings,
    headers: &HeaderMap,
    query: Option<&str>,
    connection: Connection,
) -> Result<Sender, Fault> {
    let slot = slot_of(headers, query)?;
    let slot_tokens = slot_tokens(headers);
    let (address, _) = client_address(headers, connection, settings);
    let visitor = Visitor {
        address: address.to_string(),
        agent: headers
            .get(USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .map(|agent| agent.chars().take(MAX_AGENT).collect())
            .unwrap_or_default(),
    };
    let who = if headers.contains_key(AUTHORIZATION) {
        match bearer(headers) {
            Some(token) => dispatcher.authenticate(Some(token), &visitor),
            None => Who::Refused(Error::NotSignedIn.into()),
        }
    } else {
        dispatcher.authenticate(slot_tokens[slot].as_deref(), &visitor)
    };
    let transport = Transport {
        token_in_result: headers
            .get("sapa-session")
            .is_some_and(|value| value == "token"),
        slot_tokens,
        address: Some(address),
    };
    Ok(Sender {
        peer: Arc::new(Peer {
            who,
            visitor,
            transport,
        }),
        slot,
    })
}

/// The `Set-Cookie` of what becomes of a slot's session.
pub(crate) fn cookie(slot: usize, change: &SessionChange, encrypted: bool) -> Option<HeaderValue> {
    let secure = if encrypted { "; Secure" } else { "" };
    let text = match change {
        SessionChange::None => return None,
        SessionChange::Start(token) => format!(
            "sapa_session_{slot}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={COOKIE_SECONDS}{secure}"
        ),
        SessionChange::End => {
            format!("sapa_session_{slot}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}")
        }
    };
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
