//! Writes orders as `pain.001.001.09`.

use sapa_kernel::Timestamp;

use crate::order::{self, OrderError};
use crate::out::Out;
use crate::{Initiator, PaymentOrder, text};

/// Orders as one message with one debtor. Each is booked for itself (`BtchBookg` is false), so that the statement has
/// each one's id. `execution_date` is written as its day in UTC.
///
/// # Errors
/// The first order that no file can carry: see [`OrderError`].
pub fn write(
    orders: &[PaymentOrder],
    initiator: &Initiator,
    message_id: &str,
    created_at: Timestamp,
    execution_date: Timestamp,
) -> Result<String, OrderError> {
    let times = [created_at, execution_date];
    let (sum, currency) = order::check(orders, initiator, message_id, times)?;
    let (number, sum) = (orders.len().to_string(), currency.decimal(sum));
    let day: String = execution_date.to_string().chars().take(10).collect();

    let mut out = Out::document("pain.001.001.09");
    out.open("CstmrCdtTrfInitn");
    out.open("GrpHdr");
    out.leaf("MsgId", message_id);
    out.leaf("CreDtTm", &created_at.to_string());
    out.leaf("NbOfTxs", &number);
    out.leaf("CtrlSum", &sum);
    out.nested(&["InitgPty", "Nm"], &initiator.name);
    out.close();
    out.open("PmtInf");
    out.leaf("PmtInfId", message_id);
    out.leaf("PmtMtd", "TRF");
    out.leaf("BtchBookg", "false");
    out.leaf("NbOfTxs", &number);
    out.leaf("CtrlSum", &sum);
    out.nested(&["ReqdExctnDt", "Dt"], &day);
    out.nested(&["Dbtr", "Nm"], &initiator.name);
    out.open("DbtrAcct");
    out.account_id(&initiator.account);
    out.leaf("Ccy", currency.code());
    out.close();
    match initiator.account.bank() {
        Some(bank) => out.agent("DbtrAgt", bank),
        None => out.nested(&["DbtrAgt", "FinInstnId", "Othr", "Id"], text::NOT_PROVIDED),
    }
    for order in orders {
        transaction(&mut out, order);
    }
    Ok(out.finish())
}

fn transaction(out: &mut Out, order: &PaymentOrder) {
    out.open("CdtTrfTxInf");
    out.nested(&["PmtId", "EndToEndId"], &order.end_to_end_id);
    out.open("Amt");
    out.money("InstdAmt", order.amount);
    out.close();
    if let Some(bank) = order.creditor_account.bank() {
        out.agent("CdtrAgt", bank);
    }
    out.nested(&["Cdtr", "Nm"], &order.creditor_name);
    out.open("CdtrAcct");
    out.account_id(&order.creditor_account);
    out.close();
    if !order.remittance.is_empty() {
        out.nested(&["RmtInf", "Ustrd"], &order.remittance);
    }
    out.close();
}
