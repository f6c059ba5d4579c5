//! Orders: what is written, and what is refused.

use super::samples::{at, idr, initiator, order};
use crate::{Initiator, MAX_ORDERS, OrderError, PaymentOrder, Problem, pain001};

fn write(orders: &[PaymentOrder]) -> Result<String, OrderError> {
    pain001::write(orders, &initiator(), "M-1", at(0), at(0))
}

#[test]
fn a_message_has_its_number_and_sum_and_comes_back_as_it_was() {
    let orders = [order("W-1", 10_000), order("W-2", 20_500)];
    let text = write(&orders).unwrap();
    assert_eq!(text.matches("<NbOfTxs>2</NbOfTxs>").count(), 2);
    assert_eq!(text.matches("<CtrlSum>30500.00</CtrlSum>").count(), 2);
    assert!(text.contains("<Nm>Budi &amp; Sons &lt;Ltd&gt;</Nm>"));
    assert!(text.contains("<ClrSysMmbId>"));
    let read = pain001::read(text.as_bytes()).unwrap();
    assert_eq!(read.orders, orders);
    assert_eq!(read.initiator, initiator());
    assert_eq!((read.message_id.as_str(), read.created_at), ("M-1", at(0)));
    assert_eq!(read.execution_date.to_string(), "2025-11-24T00:00:00Z");
}

#[test]
fn orders_that_no_file_can_carry_are_refused() {
    let bad = |change: fn(&mut PaymentOrder)| {
        let mut orders = [order("W-1", 1), order("W-2", 2)];
        change(&mut orders[1]);
        write(&orders).unwrap_err()
    };
    let text = |field| OrderError::BadText { order: 2, field };
    assert_eq!(write(&[]), Err(OrderError::NoOrders));
    assert_eq!(
        bad(|order| order.end_to_end_id.clear()),
        text("the end-to-end id")
    );
    assert_eq!(
        bad(|order| order.end_to_end_id = "9".repeat(36)),
        text("the end-to-end id")
    );
    assert_eq!(
        bad(|order| order.end_to_end_id = "NOTPROVIDED".into()),
        text("the end-to-end id")
    );
    assert_eq!(
        bad(|order| order.creditor_name = " x".into()),
        text("the creditor")
    );
    assert_eq!(
        bad(|order| order.remittance = "a\nb".into()),
        text("the remittance")
    );
    let amount = OrderError::BadAmount { order: 2 };
    assert_eq!(bad(|order| order.amount = idr(0)), amount);
    assert_eq!(bad(|order| order.amount = idr(10_u128.pow(16))), amount);
    assert_eq!(
        bad(|order| order.amount.currency = "EUR".parse().unwrap()),
        OrderError::MixedCurrency { order: 2 }
    );
    assert_eq!(
        bad(|order| order.end_to_end_id = "W-1".into()),
        OrderError::RepeatedId {
            order: 2,
            id: "W-1".into()
        }
    );
    let many = vec![order("W", 1); MAX_ORDERS + 1];
    assert_eq!(write(&many), Err(OrderError::TooMany));
    let nameless = Initiator {
        name: String::new(),
        ..initiator()
    };
    let refused = pain001::write(&[order("W", 1)], &nameless, "M", at(0), at(0));
    assert!(matches!(refused, Err(OrderError::BadText { order: 0, .. })));
    let late = sapa_kernel::Timestamp::from_millis(i64::MAX);
    let refused = pain001::write(&[order("W", 1)], &initiator(), "M", late, at(0));
    assert_eq!(refused, Err(OrderError::BadTime));
}

#[test]
fn a_message_that_contradicts_itself_is_refused() {
    let text = write(&[order("W-1", 10_000), order("W-2", 20_500)]).unwrap();
    let problem = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        let error = pain001::read(text.replacen(from, to, 1).as_bytes()).unwrap_err();
        error.problem
    };
    assert!(matches!(
        problem("<NbOfTxs>2<", "<NbOfTxs>3<"),
        Problem::WrongNumber {
            stated: 3,
            found: 2,
            ..
        }
    ));
    assert!(matches!(
        problem("<CtrlSum>30500.00<", "<CtrlSum>30500.01<"),
        Problem::WrongTotal { .. }
    ));
    assert!(matches!(
        problem(">TRF<", ">CHK<"),
        Problem::UnknownCode(..)
    ));
    assert!(matches!(problem(">W-2<", ">W-1<"), Problem::BadOrders(_)));
    assert!(matches!(
        problem("pain.001.001.09", "pain.002.001.09"),
        Problem::UnknownDocument(_)
    ));
    for element in [
        "MsgId",
        "CreDtTm",
        "NbOfTxs",
        "PmtInf",
        "ReqdExctnDt",
        "DbtrAcct",
    ] {
        let renamed = text
            .replacen(&format!("<{element}>"), "<Other>", 1)
            .replacen(&format!("</{element}>"), "</Other>", 1);
        let error = pain001::read(renamed.as_bytes()).unwrap_err();
        assert!(
            matches!(error.problem, Problem::Missing(_)),
            "{element}: {error}"
        );
    }
    let older = text
        .replace("pain.001.001.09", "pain.001.001.03")
        .replace("<ReqdExctnDt>\n    <Dt>", "<ReqdExctnDt>")
        .replace("</Dt>\n   </ReqdExctnDt>", "</ReqdExctnDt>");
    assert!(!older.contains("<Dt>"));
    assert_eq!(
        pain001::read(older.as_bytes()),
        pain001::read(text.as_bytes())
    );
}
