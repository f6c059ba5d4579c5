//! Headers that every response carries.

use axum::http::HeaderMap;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

use super::HttpSettings;

/// Everything comes from the cell itself; nothing is inline, nothing is framed. Images may also be made by the
/// page: previews of photos before they are sent, drawn avatars.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    font-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What pages may ask of the device: the camera scans codes; nothing else is asked for.
const PERMISSIONS: &str =
    "camera=(self), clipboard-write=(self), geolocation=(), microphone=(), payment=(), usb=()";

/// Two years, as browsers' preload lists want it.
const STRICT: &str = "max-age=63072000";

/// Adds the headers; a handler's own policy for one resource stays.
pub fn secure_headers(headers: &mut HeaderMap, settings: &HttpSettings) {
    let fixed = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    for (name, value) in fixed {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if settings.strict_transport {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(STRICT));
    }
}
