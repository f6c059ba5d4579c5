use super::compiled;
use crate::{Limits, Source, assets, compile};

#[test]
fn media_types_are_told_by_contents() {
    let table: [(&str, &[u8], Option<&str>); 14] = [
        ("a.png", b"\x89PNG\r\n\x1a\n", Some("image/png")),
        ("a.png", b"GIF89a", Some("image/gif")),
        ("a.jpg", b"<script>", Some("application/octet-stream")),
        ("a.webp", b"RIFF\0\0\0\0WEBP", Some("image/webp")),
        (
            "a.svg",
            b"<?xml version=\"1.0\"?><!-- x --><!DOCTYPE svg>\n<svg xmlns=''/>",
            Some("image/svg+xml"),
        ),
        (
            "a.svg",
            b"<html><svg/></html>",
            Some("application/octet-stream"),
        ),
        ("a.svg", b"<!-- ", Some("application/octet-stream")),
        ("a.mp3", b"ID3\x03", Some("audio/mpeg")),
        ("a.ttf", b"\0\x01\0\0", Some("font/ttf")),
        ("a.txt", b"hello", Some("text/plain")),
        ("a.html", b"<html>", None),
        ("a.js", b"", None),
        ("README", b"", None),
        ("a.less", b"", None),
    ];
    for (path, bytes, expected) in table {
        assert_eq!(assets::media_type(path, bytes), expected, "{path}");
    }
}

#[test]
fn assets_are_listed_with_their_package() {
    let app = r#"{"pages":["p"],"subpackages":[{"root":"s","pages":[]}]}"#;
    let compiled = compiled(&[
        ("app.json", app),
        ("i/a.png", "GIF89a"),
        ("s/b.gif", "GIF89a"),
    ]);
    let assets = &compiled.manifest.assets;
    assert_eq!(assets.len(), 2);
    assert_eq!(assets["i/a.png"].media_type, "image/gif");
    assert_eq!(assets["i/a.png"].package, "");
    assert_eq!(assets["s/b.gif"].package, "s");
    assert_eq!(assets["s/b.gif"].sha256, assets["i/a.png"].sha256);
    assert_eq!(compiled.files[&assets["s/b.gif"].sha256], b"GIF89a");
}

#[test]
fn packages_end_at_their_size() {
    let page = |size: usize| {
        let files = [
            ("app.json", br#"{"pages":["p"]}"#.to_vec()),
            ("p.js", Vec::new()),
            ("p.wxml", Vec::new()),
            ("a.png", vec![0; size]),
        ];
        Source::from_files(files, &Limits::default()).unwrap()
    };
    let limits = Limits::default();
    let compiled = compile(&page(limits.package_bytes), &limits).unwrap();
    assert_eq!(
        compiled.manifest.packages[0].size,
        limits.package_bytes as u64
    );
    let refused = compile(&page(limits.package_bytes + 1), &limits).unwrap_err();
    assert_eq!(
        refused[0].to_string(),
        "app.json: error: the main package has 2097153 bytes, of which 2097152 may be [package.size]"
    );
    let made =
        compiled.manifest.packages[0].code.bytes + compiled.manifest.packages[0].styles.bytes;
    let made = usize::try_from(made).unwrap();
    let small = |output_bytes| Limits {
        output_bytes,
        ..Limits::default()
    };
    assert!(compile(&page(1), &small(made)).is_ok());
    let refused = compile(&page(1), &small(made - 1)).unwrap_err();
    assert_eq!(
        refused[0].to_string(),
        format!(
            "app.json: error: scripts and styles come to more than {} bytes [package.size]",
            made - 1
        )
    );
    let limits = Limits {
        package_bytes: usize::MAX,
        total_bytes: 10,
        ..limits
    };
    assert!(compile(&page(10), &limits).is_ok());
    let refused = compile(&page(11), &limits).unwrap_err();
    assert_eq!(
        refused[0].to_string(),
        "app.json: error: all packages have 11 bytes, of which 10 may be [package.size]"
    );
}
