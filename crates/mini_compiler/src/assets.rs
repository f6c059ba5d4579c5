//! Pictures, sounds, fonts: which of the source's files go along as they are, and what they are by their contents.

/// Files that are compiled, or read by nobody at run time.
const NOT_ASSETS: &[&str] = &[
    "js",
    "ts",
    "mjs",
    "cjs",
    "wxml",
    "wxss",
    "wxs",
    "json",
    "less",
    "scss",
    "sass",
    "map",
    "md",
    "lock",
    "yml",
    "yaml",
    "toml",
    "sh",
    "psd",
    "sketch",
    "ai",
    "zip",
    "rar",
    "gz",
    "tgz",
    "log",
    "flow",
    "tsx",
    "jsx",
    "vue",
    "html",
    "htm",
    "css",
    "xml",
    "exe",
    "bat",
    "gitignore",
    "npmignore",
];

/// What cannot be told by its contents: text of some kind.
const BY_NAME: &[(&str, &str)] = &[
    ("txt", "text/plain"),
    ("csv", "text/csv"),
    ("wasm", "application/wasm"),
];

/// The media type of a file that goes along, or nothing for one that does not.
pub(crate) fn media_type(path: &str, bytes: &[u8]) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    if NOT_ASSETS.contains(&ending.as_str()) || name == "LICENSE" {
        return None;
    }
    if let Some(sniffed) = sniff(bytes) {
        return Some(sniffed);
    }
    if ending == "svg" && is_svg(bytes) {
        return Some("image/svg+xml");
    }
    let named = BY_NAME.iter().find(|(name, _)| *name == ending);
    Some(named.map_or("application/octet-stream", |(_, media_type)| media_type))
}

fn sniff(bytes: &[u8]) -> Option<&'static str> {
    let at = |offset: usize, mark: &[u8]| {
        bytes
            .get(offset..)
            .is_some_and(|rest| rest.starts_with(mark))
    };
    let marks: [(bool, &str); 18] = [
        (at(0, b"\x89PNG\r\n\x1a\n"), "image/png"),
        (at(0, b"\xff\xd8\xff"), "image/jpeg"),
        (at(0, b"GIF87a") || at(0, b"GIF89a"), "image/gif"),
        (at(0, b"RIFF") && at(8, b"WEBP"), "image/webp"),
        (at(0, b"RIFF") && at(8, b"WAVE"), "audio/wav"),
        (at(4, b"ftypavif") || at(4, b"ftypavis"), "image/avif"),
        (at(4, b"ftypM4A"), "audio/mp4"),
        (at(4, b"ftyp"), "video/mp4"),
        (at(0, b"BM") && bytes.len() > 26, "image/bmp"),
        (at(0, b"\0\0\x01\0"), "image/x-icon"),
        (at(0, b"wOFF"), "font/woff"),
        (at(0, b"wOF2"), "font/woff2"),
        (at(0, b"\0\x01\0\0"), "font/ttf"),
        (at(0, b"OTTO"), "font/otf"),
        (at(0, b"OggS"), "audio/ogg"),
        (
            at(0, b"ID3") || at(0, b"\xff\xfb") || at(0, b"\xff\xf3"),
            "audio/mpeg",
        ),
        (at(0, b"\xff\xf1") || at(0, b"\xff\xf9"), "audio/aac"),
        (at(0, b"\x1a\x45\xdf\xa3"), "video/webm"),
    ];
    marks
        .iter()
        .find(|(fits, _)| *fits)
        .map(|(_, media_type)| *media_type)
}

/// Whether the first element of a text is `svg`.
fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!") {
            ">"
        } else {
            return rest.strip_prefix("<svg").is_some_and(|rest| {
                rest.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
            });
        };
        match rest.find(end) {
            Some(at) => rest = rest[at + end.len()..].trim_start(),
            None => return false,
        }
    }
}
