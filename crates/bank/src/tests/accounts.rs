//! Accounts, their banks, balances.

use sapa_kernel::Amount;

use crate::{AccountError, BankAccount, BankCode, SignedAmount};

#[test]
fn an_iban_has_the_length_and_check_digits_of_its_country() {
    for (text, number) in [
        ("DE89370400440532013000", "DE89370400440532013000"),
        ("gb82 west 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("NL91ABNA0417164300", "NL91ABNA0417164300"),
    ] {
        assert_eq!(BankAccount::iban(text).unwrap().number(), number);
    }
    for (text, error) in [
        ("", AccountError::NotAnIban),
        ("DE", AccountError::NotAnIban),
        ("1234567890", AccountError::NotAnIban),
        ("DE8937040044053201300Ä", AccountError::NotAnIban),
        ("DE89370400440532013001", AccountError::WrongCheckDigits),
        ("DE98370400440532013000", AccountError::WrongCheckDigits),
        ("DE13123", AccountError::WrongForm),
    ] {
        assert_eq!(BankAccount::iban(text), Err(error), "{text}");
    }
}

#[test]
fn a_local_number_has_letters_and_digits_and_perhaps_a_bank() {
    let long = "9".repeat(34);
    for number in ["1", "00012A", long.as_str()] {
        assert_eq!(BankAccount::local(number, None).unwrap().number(), number);
    }
    let too_long = "9".repeat(35);
    for number in ["", "12-3", "12 3", "é", too_long.as_str()] {
        assert_eq!(
            BankAccount::local(number, None),
            Err(AccountError::NotANumber),
            "{number}"
        );
    }
    for text in ["BKKBIDJA", "BKKBIDJAXXX"] {
        assert!(BankCode::bic(text).unwrap().is_bic());
    }
    for text in ["", "bkkbidja", "BKKBIDJ", "BKKB1DJA", "BKKBIDJAXX"] {
        assert_eq!(BankCode::bic(text), Err(AccountError::NotABic), "{text}");
    }
    assert_eq!(BankCode::clearing("01 4"), Err(AccountError::NotAMember));
}

#[test]
fn json_and_rows_have_only_accounts_that_can_be() {
    let accounts = [
        BankAccount::iban("DE89370400440532013000").unwrap(),
        BankAccount::local("123", None).unwrap(),
        BankAccount::local("123", Some(BankCode::bic("BKKBIDJA").unwrap())).unwrap(),
        BankAccount::local("123", Some(BankCode::clearing("014").unwrap())).unwrap(),
    ];
    for account in accounts {
        let json = serde_json::to_string(&account).unwrap();
        assert_eq!(serde_json::from_str::<BankAccount>(&json).unwrap(), account);
        let row = minicbor::to_vec(&account).unwrap();
        assert_eq!(minicbor::decode::<BankAccount>(&row).unwrap(), account);
    }
    for refused in [
        r#"{}"#,
        r#"{"iban":"DE89370400440532013001"}"#,
        r#"{"iban":"DE89370400440532013000","number":"1"}"#,
        r#"{"iban":"DE89370400440532013000","bic":"BKKBIDJA"}"#,
        r#"{"number":"1","bic":"BKKBIDJA","clearing":"014"}"#,
        r#"{"number":"1","branch":"2"}"#,
    ] {
        assert!(
            serde_json::from_str::<BankAccount>(refused).is_err(),
            "{refused}"
        );
    }
}

#[test]
fn an_account_matches_itself_with_or_without_its_bank() {
    let of = |bank: Option<&str>| {
        BankAccount::local("123", bank.map(|bank| BankCode::bic(bank).unwrap())).unwrap()
    };
    assert!(of(None).matches(&of(Some("BKKBIDJA"))));
    assert!(of(Some("BKKBIDJA")).matches(&of(None)));
    assert!(!of(Some("BKKBIDJA")).matches(&of(Some("BKKBIDJB"))));
    assert!(!of(None).matches(&BankAccount::local("124", None).unwrap()));
}

#[test]
fn balances_move_through_nothing() {
    let amount = Amount::from_minor;
    let mut balance = SignedAmount::ZERO;
    for (moved, credit, after) in [
        (5, true, "5"),
        (5, false, "0"),
        (0, false, "0"),
        (3, false, "-3"),
        (2, false, "-5"),
        (9, true, "4"),
        (4, false, "0"),
    ] {
        balance = balance.moved(amount(moved), credit).unwrap();
        assert_eq!(balance.to_string(), after);
    }
    assert_eq!(balance, SignedAmount::ZERO);
    assert_eq!(
        SignedAmount::credit(Amount::MAX).moved(amount(1), true),
        None
    );
    assert_eq!(SignedAmount::debit(amount(0)), SignedAmount::ZERO);
    for text in ["0", "15", "-15"] {
        let parsed: SignedAmount = text.parse().unwrap();
        assert_eq!(parsed.to_string(), text);
        let json = serde_json::to_string(&parsed).unwrap();
        assert_eq!(json, format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<SignedAmount>(&json).unwrap(), parsed);
    }
    for bad in ["-0", "-", "--1", "+1", "-01", "1.5", ""] {
        assert!(bad.parse::<SignedAmount>().is_err(), "{bad}");
    }
    assert_eq!(
        SignedAmount::of(amount(2), amount(5)),
        SignedAmount::debit(amount(3))
    );
    assert_eq!(SignedAmount::of(amount(5), amount(5)), SignedAmount::ZERO);
}
