use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::limits::RATIO_MATTERS_FROM;
use crate::{Limits, Source, SourceError};

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        match path.strip_suffix('/') {
            Some(directory) => writer
                .add_directory(directory, SimpleFileOptions::default())
                .unwrap(),
            None => {
                writer
                    .start_file(*path, SimpleFileOptions::default())
                    .unwrap();
                writer.write_all(bytes).unwrap();
            }
        }
    }
    writer.finish().unwrap().into_inner()
}

/// The archive with a name in place of another of its length.
fn renamed(archive: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = archive.to_vec();
    let mut at = 0;
    while let Some(found) = bytes[at..]
        .windows(from.len())
        .position(|window| window == from.as_bytes())
    {
        bytes[at + found..at + found + to.len()].copy_from_slice(to.as_bytes());
        at += found + to.len();
    }
    bytes
}

fn read(archive: &[u8]) -> Result<Source, SourceError> {
    Source::from_zip(archive, &Limits::default())
}

#[test]
fn files_are_read() {
    let archive = zip(&[
        ("top/", b""),
        ("top/app.json", b"{}"),
        ("top/a/b.png", b"xyz"),
    ]);
    let source = read(&archive).unwrap();
    let files: Vec<(&str, &[u8])> = source
        .files()
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    assert_eq!(files, [("a/b.png", b"xyz".as_slice()), ("app.json", b"{}")]);
}

#[test]
fn paths_that_lead_elsewhere_are_refused() {
    for path in [
        "../abc.js",
        "/abcde.js",
        "a/../b.js",
        "./abcd.js",
        "a\\bcde.js",
        "c:/abc.js",
        "a//bcd.js",
        "a/b\0cd.js",
        "a\x1bbcde.js",
        "a/./bc.js",
    ] {
        let archive = renamed(
            &zip(&[("0123456789.js".get(4..).unwrap(), b"")]),
            "456789.js",
            path,
        );
        assert_eq!(
            read(&archive).unwrap_err(),
            SourceError::Path(path.to_owned()),
            "{path:?}"
        );
    }
}

#[test]
fn a_path_ends_at_its_limit() {
    let limits = Limits {
        path_bytes: 8,
        ..Limits::default()
    };
    assert!(Source::from_zip(&zip(&[("a/bcd.js", b"")]), &limits).is_ok());
    let refused = Source::from_zip(&zip(&[("a/bcde.js", b"")]), &limits);
    assert_eq!(
        refused.unwrap_err(),
        SourceError::Path("a/bcde.js".to_owned())
    );
}

#[test]
fn two_files_of_one_path_are_refused() {
    let archive = renamed(&zip(&[("aa.js", b"1"), ("ab.js", b"2")]), "ab.js", "aa.js");
    assert!(matches!(read(&archive), Err(SourceError::Archive(_))));
    let archive = zip(&[("aa.js", b"1"), ("aA.js", b"2")]);
    assert_eq!(
        read(&archive).unwrap_err(),
        SourceError::Twice("aA.js".to_owned())
    );
}

#[test]
fn links_are_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .add_symlink("a.js", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    let archive = writer.finish().unwrap().into_inner();
    assert_eq!(
        read(&archive).unwrap_err(),
        SourceError::NotAFile("a.js".to_owned())
    );
}

#[test]
fn encrypted_files_are_refused() {
    let mut archive = zip(&[("a.js", b"12345")]);
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = archive
            .windows(4)
            .position(|window| window == mark)
            .unwrap();
        archive[at + flags] |= 1;
    }
    assert_eq!(
        read(&archive).unwrap_err(),
        SourceError::Encrypted("a.js".to_owned())
    );
}

#[test]
fn archives_that_grow_are_refused() {
    let bomb = zip(&[("a.png", &vec![0; 4 << 20])]);
    assert!(bomb.len() < 16_384);
    assert_eq!(read(&bomb).unwrap_err(), SourceError::Ratio(100));
    // A small source may be packed as tightly as it will.
    assert!(read(&zip(&[("a.png", &vec![0; RATIO_MATTERS_FROM])])).is_ok());
    let many: Vec<(String, Vec<u8>)> = (0..8)
        .map(|number| (format!("a{number}.png"), vec![0; 1 << 19]))
        .collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    assert_eq!(read(&zip(&many)).unwrap_err(), SourceError::Ratio(100));
}

#[test]
fn lengths_that_lie_are_not_believed() {
    let archive = zip(&[("a.png", &[0; 1000])]);
    for (mark, length) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let mut archive = archive.clone();
        let at = archive
            .windows(4)
            .position(|window| window == mark)
            .unwrap();
        archive[at + length] = 10;
        assert!(
            matches!(read(&archive), Err(SourceError::Archive(_))),
            "{mark:?}"
        );
    }
}

#[test]
fn files_and_bytes_end_at_their_limits() {
    let limits = Limits {
        files: 2,
        source_bytes: 6,
        ..Limits::default()
    };
    let taken = |files: &[(&str, &[u8])]| Source::from_zip(&zip(files), &limits).map(|_| ());
    assert_eq!(taken(&[("a", b"123"), ("b", b"456"), ("c/", b"")]), Ok(()));
    assert_eq!(
        taken(&[("a", b""), ("b", b""), ("c", b"")]),
        Err(SourceError::TooManyFiles(2))
    );
    assert_eq!(
        taken(&[("a", b"123"), ("b", b"4567")]),
        Err(SourceError::TooLarge(6))
    );
    let plain = |files: Vec<(&str, &str)>| Source::from_files(files, &limits).map(|_| ());
    assert_eq!(plain(vec![("a", "123"), ("b", "456")]), Ok(()));
    assert_eq!(
        plain(vec![("a", ""), ("b", ""), ("c", "")]),
        Err(SourceError::TooManyFiles(2))
    );
    assert_eq!(plain(vec![("a", "1234567")]), Err(SourceError::TooLarge(6)));
}

#[test]
fn what_is_no_archive_is_refused() {
    let good = zip(&[("app.json", b"{}"), ("b.js", b"Page({})")]);
    for bytes in [
        b"".as_slice(),
        b"PK",
        b"not a zip at all",
        &good[..good.len() - 1],
        &good[4..],
    ] {
        assert!(matches!(read(bytes), Err(SourceError::Archive(_))));
    }
}
