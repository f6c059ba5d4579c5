//! Every way in which a file can be wrong, and where the error says it is.

use super::samples::{OLDER, STATEMENT};
use crate::{FileError, MAX_FILE_BYTES, Problem, camt053};

fn refused(text: &str) -> FileError {
    camt053::read(text.as_bytes()).unwrap_err()
}

/// The error after one change.
fn changed(from: &str, to: &str) -> FileError {
    assert!(STATEMENT.contains(from), "{from}");
    refused(&STATEMENT.replacen(from, to, 1))
}

#[test]
fn what_is_no_statement_is_refused() {
    for text in ["", " \n", "<?xml version='1.0'?>", "<!-- x -->"] {
        assert!(refused(text).is_truncated(), "{text}");
    }
    for text in ["hello", "</a>", ":20:MT940"] {
        assert!(
            matches!(refused(text).problem, Problem::NotXml(_)),
            "{text}"
        );
    }
    for text in [
        "<Document/>",
        "<html><body/></html>",
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.054.001.08'/>",
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.002.001.10'/>",
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.8'/>",
        "<Dokument xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'/>",
        "<x:Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'/>",
    ] {
        let problem = refused(text).problem;
        assert!(
            matches!(problem, Problem::UnknownDocument(_)),
            "{text}: {problem}"
        );
    }
    let empty = "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'/>";
    assert_eq!(refused(empty).problem, Problem::Missing("BkToCstmrStmt"));
    let error = refused(&empty.replace("/>", "><BkToCstmrAcctRpt/></Document>"));
    assert!(matches!(error.problem, Problem::UnknownDocument(_)));
}

#[test]
fn what_is_no_clean_xml_is_refused() {
    let not_xml = |from: &str, to: &str| {
        let error = changed(from, to);
        assert!(matches!(error.problem, Problem::NotXml(_)), "{error}");
    };
    not_xml("</GrpHdr>", "</GrpHead>");
    not_xml("<Id>S-1</Id>", "<Id>S & 1</Id>");
    not_xml("<Amt Ccy=\"IDR\">", "<Amt Ccy=\"IDR\" Ccy=\"IDR\">");
    not_xml("<Amt Ccy=\"IDR\">", "<Amt Ccy=IDR>");
    not_xml("</Document>", "</Document><Document/>");
    not_xml("</Document>", "</Document>more");
    not_xml("<Stmt>", "<Stmt><?xml version='1.0'?>");
    not_xml("<Stmt>", "<Stmt><!-- a -- b -->");
    not_xml("<Stmt>", "<Stmt><!ELEMENT a>");
    not_xml("<Stmt>", "<Stmt>< b>");
    not_xml("<Stmt>", "<Stmt></>");
    assert_eq!(
        changed("<Document", "<!DOCTYPE d [<!ENTITY a 'b'>]>\n<Document").problem,
        Problem::DocumentType
    );
    assert_eq!(changed("S-1", "S-&a;").problem, Problem::Entity("a".into()));
    assert_eq!(
        changed("S-1", "S-&#0;").problem,
        Problem::Entity("#0".into())
    );
    assert!(matches!(
        changed("S-1", "S-&#1;").problem,
        Problem::BadText(_)
    ));
    assert!(matches!(
        changed("S-1", "S-\u{1}").problem,
        Problem::BadText(_)
    ));
    assert_eq!(changed("<Stmt>", "<Stmt>text").problem, Problem::Mixed);
    assert_eq!(changed("S-1", "S<b/>-1").problem, Problem::Mixed);
    assert!(matches!(
        changed("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"").problem,
        Problem::NotUtf8(_)
    ));
    let mut bytes = STATEMENT.as_bytes().to_vec();
    bytes[300] = 0xff;
    let error = camt053::read(&bytes).unwrap_err();
    assert!(matches!(error.problem, Problem::NotUtf8(_)));
    assert_eq!(error.place.byte, 300);
}

#[test]
fn depth_and_size_have_limits() {
    for known in ["<Stmt>", "<NtryDtls>"] {
        let deep = format!("{known}{}", "<a>".repeat(100_000));
        assert_eq!(changed(known, &deep).problem, Problem::TooDeep);
    }
    let agents = format!("<Dbtr>{}", "<Pty>".repeat(100_000));
    assert_eq!(changed("<Dbtr>", &agents).problem, Problem::TooDeep);
    let padded = format!("{STATEMENT}{}", " ".repeat(MAX_FILE_BYTES));
    assert_eq!(refused(&padded).problem, Problem::FileTooLarge);
    let long = format!("<Id>{}</Id>", "x".repeat(2_001));
    assert!(matches!(
        changed("<Id>S-1</Id>", &long).problem,
        Problem::BadText(_)
    ));
    let long = format!("<Id>{}</Id>", " ".repeat(1 << 20));
    assert!(matches!(
        changed("<Id>S-1</Id>", &long).problem,
        Problem::BadText(_)
    ));
}

#[test]
fn entries_have_a_limit() {
    let one = "<Ntry><Amt Ccy='IDR'>0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry>";
    let start = STATEMENT.find("<TxsSummry>").unwrap();
    let end = STATEMENT.find("<Ntry>").unwrap();
    let head = STATEMENT[..start].replace("1300000.00", "1000000.00");
    let tail = "</Stmt></BkToCstmrStmt></Document>";
    assert!(STATEMENT[end..].contains(tail.split_at(7).0));
    let of = |number: usize| format!("{head}{}{tail}", one.repeat(number));
    let most = camt053::read(of(crate::MAX_ENTRIES).as_bytes()).unwrap();
    assert_eq!(most[0].entries.len(), crate::MAX_ENTRIES);
    let error = refused(&of(crate::MAX_ENTRIES + 1));
    assert_eq!(error.problem, Problem::TooManyEntries);
    assert_eq!(error.place.entry, Some(crate::MAX_ENTRIES + 1));
}

#[test]
fn what_must_be_there_is_missed_where_it_is_missing() {
    for (element, path) in [
        ("<MsgId>M-1</MsgId>", "Document/BkToCstmrStmt/GrpHdr"),
        ("<Id>S-1</Id>", "Document/BkToCstmrStmt/Stmt"),
        (
            "<Id><Othr><Id>123-456-7890</Id></Othr></Id>",
            "Document/BkToCstmrStmt/Stmt",
        ),
        (
            "<Sts><Cd>BOOK</Cd></Sts>",
            "Document/BkToCstmrStmt/Stmt/Ntry",
        ),
        (
            "<CdtDbtInd>CRDT</CdtDbtInd>\n        <Sts>",
            "Document/BkToCstmrStmt/Stmt/Ntry",
        ),
        (
            "<Amt Ccy=\"IDR\">1000000.00</Amt>",
            "Document/BkToCstmrStmt/Stmt/Bal",
        ),
        (" Ccy=\"IDR\"", "Document/BkToCstmrStmt/Stmt/Bal/Amt"),
    ] {
        let rest = if element.ends_with("<Sts>") {
            "<Sts>"
        } else {
            ""
        };
        let error = changed(element, rest);
        assert!(
            matches!(error.problem, Problem::Missing(_)),
            "{element}: {error}"
        );
        assert_eq!(error.place.path, path);
    }
    assert!(matches!(
        changed("OPBD", "ITBD").problem,
        Problem::Missing(_)
    ));
    assert!(matches!(
        changed("CLBD", "ITBD").problem,
        Problem::Missing(_)
    ));
}

#[test]
fn amounts_are_decimals_of_the_currency_of_the_account() {
    for (amount, path_entry) in [
        ("-250000.00", 1),
        ("250000.005", 1),
        ("250,000.00", 1),
        ("1e5", 1),
        ("", 1),
        ("+1", 1),
    ] {
        let error = changed(
            "<Amt Ccy=\"IDR\">250000.00<",
            &format!("<Amt Ccy=\"IDR\">{amount}<"),
        );
        assert_eq!(error.problem, Problem::BadAmount(amount.into()));
        assert_eq!(error.place.path, "Document/BkToCstmrStmt/Stmt/Ntry/Amt");
        assert_eq!(error.place.entry, Some(path_entry));
    }
    let large = changed(">250000.00<", ">99999999999999999.00<");
    assert_eq!(large.problem, Problem::TooLarge);
    let unknown = changed("\"IDR\">250000.00<", "\"IDX\">250000.00<");
    assert_eq!(unknown.problem, Problem::UnknownCurrency("IDX".into()));
    let mixed = |error: FileError| {
        assert!(
            matches!(error.problem, Problem::MixedCurrency { .. }),
            "{error}"
        )
    };
    mixed(changed("\"IDR\">250000.00<", "\"EUR\">250000.00<"));
    mixed(changed("\"IDR\">1300000.00<", "\"EUR\">1300000.00<"));
    mixed(changed("<Ccy>IDR<", "<Ccy>EUR<"));
    mixed(refused(&OLDER.replace("\"EUR\">20.50", "\"USD\">20.50")));
}

#[test]
fn what_a_statement_says_of_itself_must_be_so() {
    let error = changed("1300000.00", "1300000.01");
    assert_eq!(
        error.problem,
        Problem::WrongSum {
            closing: "IDR 1300000.01".into(),
            computed: "IDR 1300000.00".into()
        }
    );
    assert_eq!(error.place.path, "Document/BkToCstmrStmt/Stmt");
    assert!(matches!(
        changed("<NbOfNtries>3<", "<NbOfNtries>4<").problem,
        Problem::WrongNumber {
            what: "TtlNtries",
            stated: 4,
            ..
        }
    ));
    assert!(matches!(
        changed("<Sum>0<", "<Sum>1<").problem,
        Problem::WrongTotal {
            what: "TtlDbtNtries",
            ..
        }
    ));
    assert!(matches!(
        changed("<Amt>380000<", "<Amt>380001<").problem,
        Problem::WrongTotal {
            what: "TtlNetNtry",
            ..
        }
    ));
    let text = STATEMENT;
    let statement = &text[text.find("<Stmt>").unwrap()..text.find("</BkToCstmrStmt>").unwrap()];
    let error = changed("</BkToCstmrStmt>", &format!("{statement}</BkToCstmrStmt>"));
    assert_eq!(error.problem, Problem::DuplicateStatement("S-1".into()));
}

#[test]
fn sums_beyond_what_files_carry_are_refused() {
    let amount = "999999999999999.99";
    let entry = |reference: &str, way: &str| {
        format!(
            "<Ntry><NtryRef>{reference}</NtryRef><Amt Ccy='IDR'>{amount}</Amt>\
             <CdtDbtInd>{way}</CdtDbtInd><Sts>BOOK</Sts></Ntry>"
        )
    };
    let start = STATEMENT.find("<TxsSummry>").unwrap();
    let end = STATEMENT.find("</TxsSummry>").unwrap() + "</TxsSummry>".len();
    let text = STATEMENT.replace(&STATEMENT[start..end], "");
    for (pairs, fits) in [(4, true), (6, false)] {
        let entries: String = (0..pairs)
            .map(|pair| entry(&format!("c{pair}"), "CRDT") + &entry(&format!("d{pair}"), "DBIT"))
            .collect();
        let read = camt053::read(
            text.replace("</Stmt>", &format!("{entries}</Stmt>"))
                .as_bytes(),
        );
        match fits {
            true => assert_eq!(read.unwrap()[0].entries.len(), 3 + 2 * pairs),
            false => assert_eq!(read.unwrap_err().problem, Problem::TooLarge),
        }
    }
}

#[test]
fn a_batch_must_make_its_booking() {
    let error = refused(&OLDER.replace("20.50<", "20.49<"));
    assert_eq!(
        error.problem,
        Problem::WrongTotal {
            what: "Ntry/Amt",
            stated: "EUR 30.50".into(),
            found: "EUR 30.49".into()
        }
    );
    assert_eq!(error.place.entry, Some(1));
    let error = refused(&OLDER.replace("NbOfTxs>2<", "NbOfTxs>3<"));
    assert!(matches!(
        error.problem,
        Problem::WrongNumber {
            what: "NbOfTxs",
            ..
        }
    ));
    let amount = "<ns2:Amt Ccy=\"EUR\">20.50</ns2:Amt>";
    let error = refused(&OLDER.replace(amount, ""));
    assert_eq!(error.problem, Problem::Missing("TxDtls/Amt"));
    let single = changed(
        "\"IDR\">250000.00</Amt>\n          <Cdt",
        "\"IDR\">250001.00</Amt>\n          <Cdt",
    );
    assert!(matches!(single.problem, Problem::WrongTotal { .. }));
}

#[test]
fn codes_times_numbers_and_accounts_must_be_known() {
    assert!(matches!(
        changed(">CRDT<", ">CREDIT<").problem,
        Problem::UnknownCode(..)
    ));
    assert!(matches!(
        changed("<Cd>BOOK<", "<Cd>DONE<").problem,
        Problem::UnknownCode(..)
    ));
    assert!(matches!(
        changed("<RvslInd>true<", "<RvslInd>yes<").problem,
        Problem::UnknownCode(..)
    ));
    for time in [
        "",
        "24.11.2025",
        "2025-11-31",
        "2025-11-24T25:00:00",
        "2025-11-24 é",
        "é025-11-24",
    ] {
        let error = changed("<BookgDt><Dt>2025-11-24<", &format!("<BookgDt><Dt>{time}<"));
        assert_eq!(error.problem, Problem::BadTime(time.into()));
        assert_eq!(error.place.path, "Document/BkToCstmrStmt/Stmt/Ntry/BookgDt");
    }
    for number in ["", "-7", "seven", "99999999999999999999"] {
        let error = changed("<ElctrncSeqNb>7<", &format!("<ElctrncSeqNb>{number}<"));
        assert_eq!(error.problem, Problem::BadNumber(number.into()));
    }
    for (from, to) in [
        ("DE89 3704", "DE88 3704"),
        ("123-456-7890", "no number!"),
        ("BKKBIDJA", "nobic"),
    ] {
        assert!(
            matches!(changed(from, to).problem, Problem::BadAccount(_)),
            "{to}"
        );
    }
}

#[test]
fn what_is_once_is_not_twice_and_a_page_is_not_a_statement() {
    for element in [
        "<Id>S-1</Id>",
        "<ElctrncSeqNb>7</ElctrncSeqNb>",
        "<RvslInd>true</RvslInd>",
        "<Sts><Cd>BOOK</Cd></Sts>",
        "<Amt Ccy=\"IDR\">50000.00</Amt>",
    ] {
        let error = changed(element, &format!("{element}{element}"));
        assert!(
            matches!(error.problem, Problem::Repeated(_)),
            "{element}: {error}"
        );
    }
    assert_eq!(changed("CLAV", "CLBD").problem, Problem::Repeated("CLBD"));
    for page in [
        "<PgNb>1</PgNb><LastPgInd>false</LastPgInd>",
        "<PgNb>2</PgNb><LastPgInd>true</LastPgInd>",
    ] {
        let paged = format!("<Stmt><StmtPgntn>{page}</StmtPgntn>");
        assert_eq!(changed("<Stmt>", &paged).problem, Problem::OnlyAPage);
    }
}
