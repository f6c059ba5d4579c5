//! Merchants through the registry: their servers' secret, what it may and may not do, and selling from a price list.

use std::sync::Arc;

use sapa_kernel::{AccountId, Fault};
use sapa_store::Read;
use serde_json::{Value, json};

use super::money::{PIN, idr};
use super::town::{Town, machine};
use crate::{Access, Network, ProgramRegistry, Programs, Settings, Stage, registry};

const APP: &str = "wx0123456789abcdef";

/// One program, which everybody manages, and which knows people by their ids.
struct OneProgram;

impl Programs for OneProgram {
    fn manages(&self, _: &dyn Read, _: AccountId, app_id: &str) -> Result<bool, Fault> {
        Ok(app_id == APP)
    }
    fn account_of(&self, _: &dyn Read, _: &str, openid: &str) -> Result<Option<AccountId>, Fault> {
        Ok(openid.strip_prefix("o-").and_then(|id| id.parse().ok()))
    }
    fn openid_of(&self, _: &dyn Read, _: &str, who: AccountId) -> Result<Option<String>, Fault> {
        Ok(Some(format!("o-{who}")))
    }
    fn network(
        &self,
        _: &dyn Read,
        _: &str,
        _: Stage,
        _: AccountId,
    ) -> Result<Option<Network>, Fault> {
        Ok(None)
    }
}

pub(super) async fn shop(town: &Town, token: &str) -> (Value, String) {
    let name = json!({ "name": "Mi Ayam Bu Tini" });
    let merchant = town.ok(token, "wallet.open_merchant", name).await["merchant"].clone();
    let input = json!({ "merchant": merchant, "pin": PIN });
    let made = town.ok(token, "wallet.new_merchant_secret", input).await;
    let secret = made["secret"].as_str().unwrap().to_owned();
    (merchant, secret)
}

fn order(number: &str, amount: &str) -> Value {
    json!({ "out_trade_no": number, "description": "Noodles", "money": idr(amount), "app_id": APP })
}

#[tokio::test]
async fn who_may_call() {
    let (town, people) = Town::rich(&["sari"]).await;
    let sari = &people[0].token;
    let (_, secret) = shop(&town, sari).await;
    let all = registry(Settings::default());
    let mut servers = 0;
    for operation in all.operations() {
        if operation.access == Access::Merchant {
            servers += 1;
            for token in [None, Some(sari.clone()), Some(machine())] {
                let answer = town.call(token.as_deref(), operation.name, json!({})).await;
                assert_eq!(answer, Err("wallet.not_merchant"), "{}", operation.name);
            }
        } else if operation.access != Access::Anonymous {
            let answer = town.call(Some(&secret), operation.name, json!({})).await;
            assert_eq!(answer, Err("accounts.not_signed_in"), "{}", operation.name);
        }
    }
    assert_eq!(servers, 7);
}

#[tokio::test]
async fn a_new_secret_ends_the_earlier_one() {
    let (town, people) = Town::rich(&["sari"]).await;
    let (merchant, secret) = shop(&town, &people[0].token).await;
    assert!(secret.starts_with(&format!("sapa_merchant_{}_", merchant.as_str().unwrap())));
    town.ok(&secret, "wallet.create_order", order("A1", "1000"))
        .await;
    let input = json!({ "merchant": merchant, "pin": PIN });
    let made = town
        .ok(&people[0].token, "wallet.new_merchant_secret", input)
        .await;
    let answer = town.call(Some(&secret), "wallet.merchant", json!({})).await;
    assert_eq!(answer, Err("wallet.not_merchant"));
    let now = made["secret"].as_str().unwrap();
    let number = json!({ "out_trade_no": "A1" });
    let seen = town.ok(now, "wallet.order", number).await;
    assert_eq!(seen["state"], "not_paid");
    let wrong = json!({ "merchant": merchant, "pin": "864213" });
    let answer = town
        .call(Some(&people[0].token), "wallet.new_merchant_secret", wrong)
        .await;
    assert_eq!(answer, Err("wallet.wrong_pin"));
}

#[tokio::test]
async fn a_program_sells_by_a_list_and_its_merchant_gives_back() {
    let (town, people) = Town::rich_with(&["sari", "budi"], |settings| {
        settings.programs = ProgramRegistry::new(OneProgram);
    })
    .await;
    let (sari, budi) = (&people[0].token, &people[1].token);
    let (merchant, secret) = shop(&town, sari).await;
    let menu = json!({
        "merchant": merchant, "app_id": APP,
        "items": [{ "id": "soto", "name": "Soto", "price": "1500000" }],
    });
    let mut foreign = menu.clone();
    foreign["app_id"] = json!("wxother");
    let answer = town
        .call(Some(sari), "wallet.set_price_list", foreign)
        .await;
    assert_eq!(answer, Err("wallet.program_unknown"));
    town.ok(sari, "wallet.set_price_list", menu).await;
    let wanted =
        json!({ "app_id": APP, "items": [{ "id": "soto", "count": 2 }], "client_id": "a" });
    let order = town.ok(budi, "wallet.order_from_list", wanted).await;
    assert_eq!(order["money"], idr("3000000"));
    let package = format!("prepay_id={}", order["prepay_id"].as_str().unwrap());
    let mut paying = json!({ "app_id": APP, "package": package });
    let seen = town.ok(budi, "wallet.order_to_pay", paying.clone()).await;
    assert_eq!(seen["merchant_name"], "Mi Ayam Bu Tini");
    paying["pin"] = json!(PIN);
    let paid = town.ok(budi, "wallet.pay_order", paying.clone()).await;
    assert_eq!(paid["state"], "paid");
    assert_eq!(
        paid["payer_openid"],
        format!("o-{}", people[1].account.as_str().unwrap())
    );
    town.ok(budi, "wallet.pay_order", paying).await;
    let refund = json!({
        "payment": order["payment"], "out_refund_no": "R1", "money": idr("1000000"), "reason": "cold",
    });
    let back = town
        .ok(&secret, "wallet.refund_order", refund.clone())
        .await;
    assert_eq!(back["refunded"], "1000000");
    town.ok(&secret, "wallet.refund_order", refund).await;
    let till = town.ok(&secret, "wallet.merchant", json!({})).await;
    assert_eq!(till["balance"], "2000000");
    let payout =
        json!({ "merchant": merchant, "money": idr("2000000"), "client_id": "p", "pin": PIN });
    town.ok(sari, "wallet.merchant_payout", payout).await;
    let status = json!({ "payment": order["payment"] });
    let status = town.ok(budi, "wallet.order_status", status).await;
    assert_eq!(status["state"], "refund");
    let audit = town.ok(&machine(), "wallet.audit", json!({})).await;
    assert_eq!(audit["offences"], 0, "{audit}");
    assert_eq!(
        (&audit["checked"]["orders"], &audit["checked"]["refunds"]),
        (&json!(1), &json!(1))
    );
    let sums = town.ok(&machine(), "wallet.merchants", json!({})).await;
    assert_eq!(sums["items"][0]["came"], "3000000");
}

#[tokio::test]
async fn an_order_is_for_whom_the_openid_names() {
    let (town, people) = Town::rich_with(&["sari", "budi"], |settings| {
        settings.programs = ProgramRegistry::new(OneProgram);
    })
    .await;
    let (_, secret) = shop(&town, &people[0].token).await;
    let mut input = order("A1", "1000");
    input["payer_openid"] = json!("nobody");
    let answer = town
        .call(Some(&secret), "wallet.create_order", input.clone())
        .await;
    assert_eq!(answer, Err("wallet.openid_unknown"));
    input["payer_openid"] = json!(format!("o-{}", people[1].account.as_str().unwrap()));
    town.ok(&secret, "wallet.create_order", input.clone()).await;
    town.ok(&secret, "wallet.create_order", input).await;
    let shared: Arc<str> = secret.into();
    for number in ["A2", "A3"] {
        town.ok(&shared, "wallet.create_order", order(number, "1000"))
            .await;
        let closing = json!({ "out_trade_no": number });
        let closed = town.ok(&shared, "wallet.close_order", closing).await;
        assert_eq!(closed["state"], "closed");
    }
}

#[tokio::test]
async fn a_program_keeps_documents_of_people_whom_it_knows() {
    let (town, people) = Town::rich_with(&["sari", "budi"], |settings| {
        settings.programs = ProgramRegistry::new(OneProgram);
    })
    .await;
    let (sari, budi) = (&people[0].token, &people[1].token);
    let making = json!({ "app_id": APP, "name": "todos", "mode": "private" });
    town.ok(sari, "mini_data.set_collection", making).await;
    let foreign = json!({ "app_id": "wxother", "name": "todos", "mode": "private" });
    let answer = town
        .call(Some(sari), "mini_data.set_collection", foreign)
        .await;
    assert_eq!(answer, Err("mini_data.denied"));
    let adding = json!({ "app_id": APP, "collection": "todos", "data": { "_id": "a", "n": 1 } });
    town.ok(budi, "mini_data.add", adding).await;
    let query = json!({ "app_id": APP, "collection": "todos", "where": { "n": { "$gte": 1 } } });
    let found = town.ok(budi, "mini_data.find", query.clone()).await;
    let openid = format!("o-{}", people[1].account.as_str().unwrap());
    assert_eq!(
        found["data"],
        json!([{ "_id": "a", "_openid": openid, "n": 1 }])
    );
    let none = town.ok(sari, "mini_data.find", query).await;
    assert_eq!(none["data"], json!([]));
    let change =
        json!({ "app_id": APP, "collection": "todos", "id": "a", "data": { "n": { "$inc": 1 } } });
    let changed = town.ok(budi, "mini_data.update", change).await;
    assert_eq!(changed["updated"], 1);
    let list = town
        .ok(sari, "mini_data.collections", json!({ "app_id": APP }))
        .await;
    assert_eq!(list["items"][0]["documents"], 1);
}
