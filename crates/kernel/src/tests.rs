use std::time::Duration;

use crate::{AccountId, CellId, Coded, Fault, FaultKind, Id, Timestamp};

#[test]
fn an_id_reads_back_from_its_text() {
    let id = AccountId::compose(CellId(7), 1_700_000_000_000, [1, 2, 3, 4, 5, 6]);
    assert_eq!(id.to_string().len(), 26);
    assert_eq!(id.to_string().parse::<AccountId>(), Ok(id));
}

#[test]
fn text_of_ids_sorts_as_their_bytes_do() {
    let early = AccountId::compose(CellId(1), 1, [255; 6]);
    let late = AccountId::compose(CellId(1), 2, [0; 6]);
    assert!(early < late && early.to_string() < late.to_string());
}

#[test]
fn what_is_not_an_id_is_refused() {
    for text in [
        "",
        "0",
        "../../etc/passwd",
        &"z".repeat(26),
        &"0".repeat(27),
        &"A".repeat(26),
    ] {
        assert!(text.parse::<AccountId>().is_err(), "{text}");
    }
    // The last character carries two bits that no id has.
    assert!(format!("{}1", "0".repeat(25)).parse::<AccountId>().is_err());
}

#[test]
fn time_is_written_in_utc_and_read_from_any_offset() {
    let moment = Timestamp::from_millis(1_700_000_000_123);
    assert_eq!(
        serde_json::to_value(moment).unwrap(),
        "2023-11-14T22:13:20.123Z"
    );
    let read: Timestamp = serde_json::from_value("2023-11-15T05:13:20.123+07:00".into()).unwrap();
    assert_eq!(read, moment);
    assert!(serde_json::from_value::<Timestamp>("yesterday".into()).is_err());
}

#[test]
fn time_saturates_instead_of_wrapping() {
    let end = Timestamp::from_millis(i64::MAX);
    assert_eq!(end.saturating_add(Duration::from_secs(1)), end);
    assert_eq!(
        Timestamp::from_millis(1).since(Timestamp::from_millis(5)),
        Duration::ZERO
    );
}

#[derive(Debug)]
struct Sample;

impl std::fmt::Display for Sample {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("That is a sample.")
    }
}

impl std::error::Error for Sample {}

impl Coded for Sample {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[(
        "sample.happened",
        FaultKind::Conflict,
        "A sample for a test.",
    )];
    fn code(&self) -> &'static str {
        "sample.happened"
    }
}

#[test]
fn a_coded_error_becomes_a_fault_of_its_listed_kind() {
    assert_eq!(
        Sample.fault(),
        Fault::new(FaultKind::Conflict, "sample.happened", "That is a sample.")
    );
    assert_eq!(Sample.fault().kind.http_status(), 409);
}
