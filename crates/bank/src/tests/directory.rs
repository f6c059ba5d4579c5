//! The way to the bank by files.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::samples::{STATEMENT, at, idr, initiator, order};
use crate::{Connector, ConnectorError, Directory, Folders, Outcome, Problem, pain001};

fn open(root: &Path) -> Directory {
    Directory::open(Folders::under(root), initiator(), 420).unwrap()
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn orders_are_handed_over_once() {
    let root = TempDir::new().unwrap();
    let (way, folders) = (open(root.path()), Folders::under(root.path()));
    let orders = [order("W-1", 10), order("W-2", 20)];
    way.submit(&orders, "M-1", at(0)).unwrap();
    assert_eq!(names(&folders.outbox), ["M-1.xml"]);
    let path = folders.outbox.join("M-1.xml");
    let text = fs::read(&path).unwrap();
    let message = pain001::read(&text).unwrap();
    assert_eq!(message.orders, orders);
    // 16:00 UTC is 23:00 in Jakarta; an hour later it is the next day there.
    assert_eq!(message.execution_date.to_string(), "2025-11-24T00:00:00Z");

    way.submit(&orders, "M-1", at(5_000)).unwrap();
    assert_eq!(fs::read(&path).unwrap(), text, "nothing is written again");
    let refused = way.submit(&orders[..1], "M-1", at(0));
    assert!(matches!(refused, Err(ConnectorError::DifferentContent(id)) if id == "M-1"));

    fs::remove_file(&path).unwrap();
    let way = open(root.path());
    way.submit(&orders, "M-1", at(0)).unwrap();
    assert!(
        names(&folders.outbox).is_empty(),
        "what was carried away is not ordered again"
    );
    let refused = way.submit(&[order("W-1", 11)], "M-1", at(0));
    assert!(matches!(refused, Err(ConnectorError::DifferentContent(_))));
}

#[test]
fn orders_survive_a_crash_at_every_step() {
    let mut steps = 0;
    loop {
        let root = TempDir::new().unwrap();
        let (way, folders) = (open(root.path()), Folders::under(root.path()));
        let orders = [order("W-1", 10)];
        way.stop_after(Some(steps));
        let first = way.submit(&orders, "M-1", at(0));
        // Somebody carries away what they can see.
        let mut carried = Vec::new();
        let mut carry = || {
            for name in crate::files::list(&folders.outbox).unwrap() {
                let path = folders.outbox.join(name);
                carried.push(pain001::read(&fs::read(&path).unwrap()).unwrap().orders);
                fs::remove_file(path).unwrap();
            }
        };
        carry();
        let way = open(root.path());
        way.submit(&orders, "M-1", at(9_000)).unwrap();
        carry();
        assert_eq!(carried, [orders], "stopped after {steps} steps");
        assert!(names(&folders.outbox).is_empty());
        if first.is_ok() {
            break;
        }
        steps += 1;
    }
    assert!(steps > 6, "{steps} steps");
}

#[test]
fn ids_and_names_do_not_leave_their_directory() {
    let root = TempDir::new().unwrap();
    let way = open(root.path());
    let long = "x".repeat(36);
    for id in [
        "",
        "../x",
        "a/b",
        ".hidden",
        "a.b",
        "a b",
        "é",
        long.as_str(),
    ] {
        let refused = way.submit(&[order("W", 1)], id, at(0));
        assert!(
            matches!(refused, Err(ConnectorError::BadMessageId(_))),
            "{id}"
        );
    }
    for file in [
        "", ".xml", "../x.xml", "a/b.xml", ".a.xml", "a.txt", "é", "\0.xml",
    ] {
        let refused = way.settle(file, &Outcome::Booked);
        assert!(
            matches!(refused, Err(ConnectorError::BadFileName(_))),
            "{file:?}"
        );
    }
    let refused = way.submit(&[order("W", 1), order("W", 1)], "M", at(0));
    assert!(matches!(refused, Err(ConnectorError::Orders(_))));
}

#[test]
fn what_came_is_fetched_until_it_is_settled() {
    let root = TempDir::new().unwrap();
    let (way, folders) = (open(root.path()), Folders::under(root.path()));
    let put = |name: &str, text: &str| fs::write(folders.inbox.join(name), text).unwrap();
    put("b.xml", STATEMENT);
    put("a.xml", "<no/>");
    put("C.XML", "");
    put(".d.xml.new", STATEMENT);
    put(".e.xml", STATEMENT);
    put("f.xml.part", STATEMENT);
    fs::create_dir(folders.inbox.join("g.xml")).unwrap();
    std::os::unix::fs::symlink(folders.inbox.join("b.xml"), folders.inbox.join("h.xml")).unwrap();

    let fetched = way.fetch().unwrap();
    let files: Vec<&str> = fetched.iter().map(|file| file.file.as_str()).collect();
    assert_eq!(files, ["C.XML", "a.xml", "b.xml"]);
    assert!(fetched[0].statements.as_ref().unwrap_err().is_truncated());
    assert!(matches!(
        fetched[1].statements.as_ref().unwrap_err().problem,
        Problem::UnknownDocument(_)
    ));
    assert_eq!(fetched[2].statements.as_ref().unwrap()[0].id, "S-1");
    assert_ne!(fetched[0].sha256, fetched[2].sha256);
    assert_eq!(way.fetch().unwrap(), fetched, "fetching changes nothing");

    let reason = "no statement".to_owned();
    for _ in 0..2 {
        way.settle("b.xml", &Outcome::Booked).unwrap();
        let rejected = Outcome::Rejected {
            reason: reason.clone(),
        };
        way.settle("a.xml", &rejected).unwrap();
    }
    assert_eq!(names(&folders.archive), ["b.xml", "sent"]);
    assert_eq!(names(&folders.rejected), ["a.xml", "a.xml.reason.txt"]);
    let text = fs::read_to_string(folders.rejected.join("a.xml.reason.txt")).unwrap();
    assert_eq!(text, "no statement\n");
    assert_eq!(way.fetch().unwrap().len(), 1);
}

#[test]
fn a_file_of_the_same_name_does_not_replace_what_is_archived() {
    let root = TempDir::new().unwrap();
    let (way, folders) = (open(root.path()), Folders::under(root.path()));
    let other = STATEMENT.replace("S-1", "S-2");
    for text in [STATEMENT, &other, STATEMENT, &other] {
        fs::write(folders.inbox.join("s.xml"), text).unwrap();
        way.settle("s.xml", &Outcome::Booked).unwrap();
    }
    let archived = names(&folders.archive);
    assert_eq!(archived.len(), 3, "{archived:?}");
    assert_eq!(
        fs::read_to_string(folders.archive.join("s.xml")).unwrap(),
        STATEMENT
    );
    let marked = archived.iter().find(|name| name.starts_with("s-")).unwrap();
    assert_eq!(
        fs::read_to_string(folders.archive.join(marked)).unwrap(),
        other
    );
}

#[test]
fn a_large_amount_of_bytes_is_refused_without_being_read_whole() {
    let root = TempDir::new().unwrap();
    let (way, folders) = (open(root.path()), Folders::under(root.path()));
    let file = fs::File::create(folders.inbox.join("large.xml")).unwrap();
    file.set_len(3 * crate::MAX_FILE_BYTES as u64).unwrap();
    let fetched = way.fetch().unwrap();
    let error = fetched[0].statements.as_ref().unwrap_err();
    assert_eq!(error.problem, Problem::FileTooLarge);
    assert_eq!(idr(1).amount.minor(), 100);
}
