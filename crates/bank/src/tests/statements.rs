//! Statements as banks write them.

use sapa_kernel::Amount;

use super::samples::{OLDER, STATEMENT, idr, own_account, rupiah};
use crate::{BankAccount, SignedAmount, Statement, camt053};

fn one(text: &str) -> Statement {
    let mut statements = camt053::read(text.as_bytes()).unwrap();
    assert_eq!(statements.len(), 1);
    statements.remove(0)
}

#[test]
fn a_statement_says_what_happened() {
    let statement = one(STATEMENT);
    assert_eq!(
        (statement.id.as_str(), statement.message_id.as_str()),
        ("S-1", "M-1")
    );
    assert_eq!(statement.account, own_account());
    assert_eq!(
        (statement.currency, statement.sequence),
        (rupiah(), Some(7))
    );
    assert_eq!(statement.created_at.to_string(), "2025-11-24T16:00:00Z");
    assert_eq!(statement.from.unwrap().to_string(), "2025-11-24T00:00:00Z");
    assert_eq!(
        statement.opening,
        SignedAmount::credit(idr(1_000_000).amount)
    );
    assert_eq!(
        statement.closing,
        SignedAmount::credit(idr(1_300_000).amount)
    );

    let [topup, back, announced] = statement.entries.as_slice() else {
        panic!("three entries")
    };
    assert_eq!(topup.reference, "BANK-0001");
    assert!(topup.credit && topup.booked && !topup.reversal);
    assert_eq!(topup.amount, idr(250_000));
    assert_eq!(topup.end_to_end_id, None);
    assert_eq!(topup.remittance, ["topup", "SP-7K2M", "RF18539007547034"]);
    assert_eq!(topup.counterparty_name.as_deref(), Some("Siti Rahma"));
    assert_eq!(topup.counterparty_account, None, "a masked number is none");

    assert!(back.credit && back.reversal);
    assert_eq!(back.end_to_end_id.as_deref(), Some("W-17"));
    assert_eq!(back.return_reason.as_deref(), Some("AC04"));
    assert_eq!(back.booked_at.to_string(), "2025-11-24T03:15:30.25Z");
    assert_eq!(back.counterparty_name.as_deref(), Some("Budi"));
    assert_eq!(
        back.counterparty_account,
        Some(BankAccount::iban("DE89370400440532013000").unwrap())
    );

    assert!(!announced.booked);
    assert_eq!(announced.reference, "#=3");
    assert_eq!(announced.bank_reference(), None);
    assert_eq!(announced.booked_at, statement.created_at);
}

#[test]
fn older_versions_and_prefixes_are_read_and_a_batch_is_its_transactions() {
    let statement = one(OLDER);
    assert_eq!(statement.sequence, Some(12));
    assert_eq!(
        statement.opening,
        SignedAmount::debit(Amount::from_minor(1_000))
    );
    assert_eq!(statement.created_at.to_string(), "2025-11-25T01:00:00Z");
    let [anna, other] = statement.entries.as_slice() else {
        panic!("two entries")
    };
    assert_eq!(anna.reference, "B1-a");
    assert_eq!(anna.counterparty_name.as_deref(), Some("Anna"));
    assert_eq!(other.reference, "B1/2");
    assert_eq!(other.amount.amount.minor(), 2_050);
    assert_eq!(other.remittance, ["SP-9"]);
}

#[test]
fn how_a_file_is_written_makes_no_difference() {
    let expected = one(STATEMENT);
    let variants = [
        format!("\u{feff}{STATEMENT}"),
        STATEMENT.replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", ""),
        STATEMENT.replace("encoding=\"UTF-8\"", "encoding='utf-8' standalone='yes'"),
        STATEMENT.replace('\n', "\r\n"),
        STATEMENT.replace("\n", "\n<!-- a comment -->\n<?and an instruction?>"),
        STATEMENT.replace("<Id>S-1</Id>", "<Id>\n  <![CDATA[S-]]>1 </Id>"),
        STATEMENT.replace("<Id>S-1</Id>", "<Id>S&#45;&#x31;</Id>"),
        STATEMENT.replace("Ccy=\"IDR\"", "Cur=\"x\"  Ccy = 'IDR' "),
        STATEMENT.replace("250000.00<", "250000<"),
        STATEMENT.replace("250000.00<", "250000.00000<"),
        STATEMENT.replace(
            "<Stmt>",
            "<Stmt xmlns:o='urn:other'><o:Id>no</o:Id><New><Id>x</Id></New>",
        ),
        STATEMENT.replace("BICFI", "BIC"),
        STATEMENT.replace("<NtryRef>1</NtryRef>", "<NtryRef/>"),
        STATEMENT.replace("camt.053.001.08", "camt.053.001.12"),
        STATEMENT.replace(
            "<ElctrncSeqNb>",
            "<StmtPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></StmtPgntn><ElctrncSeqNb>",
        ),
        format!("{STATEMENT}\n<!-- the end -->\n"),
    ];
    for variant in variants {
        assert_eq!(one(&variant), expected, "{variant}");
    }
}

#[test]
fn totals_may_leave_out_what_is_pending() {
    let text = STATEMENT
        .replace("NbOfNtries>3<", "NbOfNtries>2<")
        .replace("<Sum>380000.00<", "<Sum>300000.00<")
        .replace("<Amt>380000<", "<Amt>300000<");
    assert_eq!(one(&text), one(STATEMENT));
}

#[test]
fn what_a_bank_may_leave_out_may_be_missing() {
    let start = STATEMENT.find("<TxsSummry>").unwrap();
    let end = STATEMENT.find("</TxsSummry>").unwrap() + "</TxsSummry>".len();
    let mut text = STATEMENT.replace(&STATEMENT[start..end], "");
    for element in [
        "<ElctrncSeqNb>7</ElctrncSeqNb>",
        "<Ccy>IDR</Ccy>",
        "<AcctSvcrRef>BANK-0002</AcctSvcrRef>",
        "<BookgDt><Dt>2025-11-24</Dt></BookgDt>",
        "<RvslInd>true</RvslInd>",
        "<NtryRef>3</NtryRef>",
    ] {
        assert!(text.contains(element), "{element}");
        text = text.replace(element, "");
    }
    let statement = one(&text);
    assert_eq!((statement.sequence, statement.currency), (None, rupiah()));
    assert_eq!(statement.entries[0].booked_at, statement.created_at);
    assert_eq!(statement.entries[1].reference, "#2");
    assert_eq!(statement.entries[2].reference, "#3");
    let without = STATEMENT.replace("BANK-0002", "NONREF");
    assert_eq!(one(&without).entries[1].reference, "#2");
}

#[test]
fn one_converted_transaction_is_what_was_booked() {
    let text = STATEMENT.replacen(
        "<CdtDbtInd>CRDT</CdtDbtInd>\n          <RltdPties>",
        "<CdtDbtInd>CRDT</CdtDbtInd><RltdPties>",
        1,
    );
    let text = text.replace(
        "<Amt Ccy=\"IDR\">250000.00</Amt>\n          <CdtDbtInd>",
        "<Amt Ccy=\"USD\">15.00</Amt>\n          <CdtDbtInd>",
    );
    assert!(text.contains("USD"));
    assert_eq!(one(&text), one(STATEMENT));
}

#[test]
fn a_digest_is_of_what_a_statement_says() {
    let statement = one(STATEMENT);
    let mut again = statement.clone();
    again.message_id = "another message".to_owned();
    again.created_at = sapa_kernel::Timestamp::from_millis(0);
    assert_eq!(statement.digest(), again.digest());
    let changes: [fn(&mut Statement); 6] = [
        |statement| statement.id.push('x'),
        |statement| statement.closing = SignedAmount::ZERO,
        |statement| statement.entries[0].amount = idr(1),
        |statement| statement.entries[0].remittance.push(String::new()),
        |statement| statement.entries[1].booked = false,
        |statement| drop(statement.entries.pop()),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let mut changed = statement.clone();
        change(&mut changed);
        assert_ne!(statement.digest(), changed.digest(), "change {number}");
    }
}

#[test]
fn entries_that_the_bank_calls_alike_are_told_apart() {
    let statement = one(&STATEMENT.replace("BANK-0002", "BANK-0001"));
    let references: Vec<_> = statement.entries.iter().map(|it| &it.reference).collect();
    assert_eq!(references[..2], ["BANK-0001", "BANK-0001~2"]);
}
