//! Names of devices, as people recognise them in a list.

use crate::text::clean_name;

/// Characters of a device's name.
pub(crate) const MAX_DEVICE_NAME: usize = 64;

/// Browsers and programs, the more specific first: nearly all of them also call themselves Mozilla and Safari.
const PROGRAMS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("MicroMessenger/", "WeChat"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("sapa-load", "sapa-load"),
    ("curl/", "curl"),
];

const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// `Firefox · Windows` of a `User-Agent`; its beginning if it names nothing known; empty if it is empty.
pub(crate) fn device_name(agent: &str) -> String {
    let find = |list: &[(&str, &'static str)]| {
        list.iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    match (find(PROGRAMS), find(SYSTEMS)) {
        (Some(program), Some(system)) => format!("{program} · {system}"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => {
            let start: String = agent.chars().take(MAX_DEVICE_NAME).collect();
            clean_name(&start, MAX_DEVICE_NAME).unwrap_or_default()
        }
    }
}
