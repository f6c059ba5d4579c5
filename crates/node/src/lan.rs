//! HTTPS on the local network, by a certificate authority of the cell's own.
//!
//! Phones give cameras, service workers and passkeys only to pages from secure contexts, and no public
//! authority certifies an address such as 192.168.1.5. So the cell makes an authority, once, and a certificate
//! for the addresses of the day, at each start. Whoever trusts the authority on a phone trusts whoever holds its
//! key: it stays in the data directory, readable by its owner alone.

use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::http::{HeaderName, Response};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use rustls_pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use sapa_api::http::{PlainAnswer, is_local};
use sapa_kernel::Timestamp;
use time::OffsetDateTime;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;

use crate::secrets::write_private;

/// The directory of the authority, in the data directory.
const DIRECTORY: &str = "lan";

/// Where plain requests find its certificate. Windows and some Androids know it as one only by this ending.
const CERTIFICATE: &str = "/ca.crt";

/// How long the authority holds.
const AUTHORITY_HOLDS: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// How long a certificate holds: phones refuse those of more than 398 days.
const CERTIFICATE_HOLDS: Duration = Duration::from_secs(397 * 24 * 60 * 60);

/// Clocks of phones may be a little behind.
const BEFORE: Duration = Duration::from_secs(24 * 60 * 60);

/// Where to reach the cell on the local network, and how to trust it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lan {
    /// Where people open the client.
    pub url: String,
    /// Where a phone first goes: how to trust the cell, and the certificate.
    pub trust_url: String,
    /// `trust_url` as a picture for a terminal.
    pub qr: String,
}

/// Why there is no HTTPS on the local network.
#[derive(Debug, thiserror::Error)]
pub enum LanError {
    /// The machine has no address on a local network.
    #[error("{0} is no address of a local network: everybody could reach it")]
    Public(IpAddr),
    /// A file of the authority cannot be read or written.
    #[error("the authority in {DIRECTORY}/: {0}")]
    File(#[from] io::Error),
    /// A certificate cannot be made.
    #[error("a certificate cannot be made: {0}")]
    Certificate(#[from] rcgen::Error),
    /// The certificate cannot be used.
    #[error("the certificate cannot be used: {0}")]
    Unusable(#[from] tokio_rustls::rustls::Error),
}

/// HTTPS for the local network: the acceptor, and the answer to plain requests on the same port.
pub(crate) struct LanTls {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) plain: PlainAnswer,
    pub(crate) lan: Lan,
}

/// The address of this machine on its network. Nothing is sent: the system only says which way it would go.
pub(crate) fn own_address() -> IpAddr {
    let towards = |from: &str, to: &str| {
        let socket = UdpSocket::bind(from).ok()?;
        socket.connect(to).ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    towards("0.0.0.0:0", "192.0.2.1:9")
        .filter(|address| !address.is_unspecified())
        .unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

/// Makes HTTPS ready for the addresses of the day.
pub(crate) fn prepare(data: &Path, listen: SocketAddr, now: Timestamp) -> Result<LanTls, LanError> {
    let address = if listen.ip().is_unspecified() {
        own_address()
    } else {
        listen.ip()
    };
    if !is_local(address) {
        return Err(LanError::Public(address));
    }
    let directory = data.join(DIRECTORY);
    fs::create_dir_all(&directory)?;
    let now = OffsetDateTime::from_unix_timestamp(now.as_millis() / 1_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (authority, key, pem) = authority(&directory, now)?;
    let acceptor = acceptor(&authority, &key, address, now)?;
    let host = SocketAddr::new(address, listen.port());
    let (url, trust_url) = (format!("https://{host}"), format!("http://{host}/ca"));
    let lan = Lan {
        qr: qr(&trust_url),
        url,
        trust_url,
    };
    Ok(LanTls {
        acceptor,
        plain: plain_answer(pem, &lan.url),
        lan,
    })
}

/// The authority: read, or made when there is none.
fn authority(
    directory: &Path,
    now: OffsetDateTime,
) -> Result<(CertificateParams, KeyPair, String), LanError> {
    let (key_path, pem_path) = (directory.join("ca.key"), directory.join("ca.pem"));
    let mut params = CertificateParams::default();
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, "Sapa on my network");
    name.push(DnType::OrganizationName, "Sapa");
    params.distinguished_name = name;
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = now - BEFORE;
    params.not_after = now + AUTHORITY_HOLDS;
    if let (Ok(key), Ok(pem)) = (fs::read_to_string(&key_path), fs::read_to_string(&pem_path)) {
        return Ok((params, KeyPair::from_pem(&key)?, pem));
    }
    let key = KeyPair::generate()?;
    let pem = params.self_signed(&key)?.pem();
    write_private(&key_path, key.serialize_pem().as_bytes())?;
    fs::write(&pem_path, &pem)?;
    Ok((params, key, pem))
}

fn acceptor(
    authority: &CertificateParams,
    authority_key: &KeyPair,
    address: IpAddr,
    now: OffsetDateTime,
) -> Result<TlsAcceptor, LanError> {
    let mut names = vec![
        address.to_string(),
        "127.0.0.1".to_owned(),
        "::1".to_owned(),
        "localhost".to_owned(),
    ];
    names.dedup();
    let mut params = CertificateParams::new(names)?;
    params
        .distinguished_name
        .push(DnType::CommonName, address.to_string());
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.use_authority_key_identifier_extension = true;
    params.not_before = now - BEFORE;
    params.not_after = now + CERTIFICATE_HOLDS;
    let key = KeyPair::generate()?;
    let issuer = Issuer::from_params(authority, authority_key);
    let certificate = params.signed_by(&key, &issuer)?;
    let key_der = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key_der)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn qr(url: &str) -> String {
    match QrCode::new(url) {
        // Terminals are dark more often than not; scanners want dark on light.
        Ok(code) => code
            .render::<Dense1x2>()
            .dark_color(Dense1x2::Light)
            .light_color(Dense1x2::Dark)
            .build(),
        Err(_) => String::new(),
    }
}

/// What plain requests get: the certificate, or the page that says what to do with it.
fn plain_answer(pem: String, url: &str) -> PlainAnswer {
    let page = include_str!("lan.html").replace("{url}", url);
    Arc::new(move |request| {
        let (content_type, body) = match request.uri().path() {
            CERTIFICATE => ("application/x-x509-ca-cert", pem.clone()),
            _ => ("text/html; charset=utf-8", page.clone()),
        };
        let is_certificate = request.uri().path() == CERTIFICATE;
        let mut response = Response::new(Body::from(body));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if is_certificate {
            // Inline: a phone that can install it offers that, instead of only saving a file.
            let name = HeaderValue::from_static("inline; filename=\"sapa-ca.crt\"");
            headers.insert(CONTENT_DISPOSITION, name);
        } else {
            headers.insert(
                HeaderName::from_static("content-security-policy"),
                HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'"),
            );
        }
        response
    })
}
