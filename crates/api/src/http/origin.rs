//! The check that a request comes from a page of the cell itself.
//!
//! Browsers name the page's origin on every POST and every WebSocket. A request without one comes from no
//! browser, so no cookie rides on it that its sender did not put there.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use sapa_kernel::Fault;

use super::HttpSettings;
use crate::error::Error;
use crate::settings::Settings;

/// Refuses a request that names another origin than the cell's own.
pub fn check_origin(
    headers: &HeaderMap,
    settings: &Settings,
    http: &HttpSettings,
) -> Result<(), Fault> {
    let mut origins = headers.get_all(ORIGIN).iter();
    let Some(origin) = origins.next() else {
        return Ok(());
    };
    let origin = origin.to_str().map_err(|_| Error::Origin)?;
    let own = origin == settings.public_url
        || http.allowed_origins.iter().any(|allowed| allowed == origin)
        || is_this_machine(origin, headers, settings.secure);
    if own && origins.next().is_none() {
        return Ok(());
    }
    Err(Error::Origin.into())
}

/// Whether the origin is the very host that was asked, named by its address or as `localhost`. No other site
/// can have such a name: DNS rebinding needs a name of one's own. Where the cell is reached over HTTPS, a plain page of
/// the same address is nobody's: whoever sits on the network between may have written it.
fn is_this_machine(origin: &str, headers: &HeaderMap, secure: bool) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let authority = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"));
    let (Some(host), Some(authority)) = (host, authority) else {
        return false;
    };
    let name = authority.split(':').next().unwrap_or_default();
    if secure && origin.starts_with("http://") && name != "localhost" && !is_loopback(authority) {
        return false;
    }
    host == authority
        && (authority.parse::<std::net::SocketAddr>().is_ok()
            || authority.parse::<std::net::IpAddr>().is_ok()
            || name == "localhost")
}

fn is_loopback(authority: &str) -> bool {
    let address = authority.parse::<std::net::SocketAddr>();
    let ip = address.map_or_else(|_| authority.parse(), |address| Ok(address.ip()));
    ip.is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}
