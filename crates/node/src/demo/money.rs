//! Opens the residents' wallets and gives them play money, by the ways that people have: the terms are accepted, the PIN is
//! chosen, the money is paid in at the town's bank and comes with the bank's statement.

use std::collections::HashMap;
use std::sync::Arc;

use sapa_accounts::continue_as;
use sapa_api::{Access, Peer, Session, Transport, Who};
use sapa_kernel::{Clock, Coded as _, Empty, Fault, Visitor};
use serde_json::{Value, json};

use super::Mark;
use super::furnish::{FurnishError, Town, refused};
use crate::bank::Bank;

/// The payment PIN of every resident. Whoever plays one is told.
pub(crate) const RESIDENTS_PIN: &str = sapa_api::RESIDENTS_PIN;

/// What everybody accepts.
const TERMS: &str = "This town is a demo. The money in it is play money: it is worth nothing, buys nothing, and is gone when \
the town is forgotten. Nobody stands behind it.\n\nKota ini hanya demo. Uang di sini uang mainan: tidak bernilai, tidak bisa \
dipakai belanja sungguhan, dan hilang saat kota ini dihapus.\n\n这是一个演示小镇。这里的钱是游戏币:没有价值,不能购物,小镇重置后就消失。";

/// What the residents begin with, in minor units; the twelve take these in turn.
const PURSES: [&str; 4] = ["125000000", "80000000", "47500000", "210000000"];

/// Who sends the town's red packet, into which group.
const GIVER: &str = "sari";
/// Who waits for an answer, from whom.
const TRANSFER: (&str, &str) = ("wayan", "dewi");

/// Gives the residents their money, unless they have it. Stopped in the middle, it goes on at the next start.
pub(crate) async fn give(town: &Town<'_>, bank: &Bank) -> Result<(), FurnishError> {
    if Mark::read(town.data)? == Some(Mark::Paid) {
        return Ok(());
    }
    let play = Play::begin(town).await?;
    play.offer().await?;
    for resident in sapa_demo::RESIDENTS {
        let me = play.call(resident.handle, "wallet.me", json!({})).await?;
        if me["open"].is_null() {
            let input = json!({"version": me["terms_version"], "pin": RESIDENTS_PIN});
            play.call(resident.handle, "wallet.open", input).await?;
        }
    }
    play.pay_in(bank).await?;
    play.packet().await?;
    play.transfer().await?;
    play.end().await?;
    Ok(Mark::Paid.write(town.data)?)
}

struct Play<'a> {
    town: &'a Town<'a>,
    residents: HashMap<&'static str, Session>,
}

impl<'a> Play<'a> {
    /// Signs every resident in.
    async fn begin(town: &'a Town<'a>) -> Result<Self, FurnishError> {
        let visitor = Visitor {
            address: String::new(),
            agent: "Sapa demo".to_owned(),
        };
        let peer = Peer {
            who: Who::Nobody,
            visitor: visitor.clone(),
            transport: Transport::default(),
        };
        let context = town.dispatcher.context(Arc::new(peer), Access::Anonymous);
        let known = sapa_accounts::residents(&context.snapshot(), &visitor, Empty {})
            .map_err(|error| refused("the town", "list", error.fault()))?
            .residents;
        let mut residents = HashMap::new();
        for resident in sapa_demo::RESIDENTS {
            let who = resident.handle;
            let refused = |fault: Fault| refused(who, "sign in", fault);
            let Some(card) = known.iter().find(|known| known.card.handle == who) else {
                continue;
            };
            let (account, visitor) = (card.card.account, visitor.clone());
            // Nobody ever learns the token: it is thrown away with the session.
            let token_hash = context.secret_bytes::<32>().map_err(refused)?;
            let now = context
                .write(move |tx| continue_as(tx, &visitor, account, token_hash))
                .await
                .map_err(refused)?;
            let session = Session {
                signed_in: now.signed_in,
                operator: false,
                last_used_at: context.now(),
            };
            residents.insert(who, session);
        }
        Ok(Self { town, residents })
    }

    async fn end(&self) -> Result<(), FurnishError> {
        for resident in sapa_demo::RESIDENTS {
            self.call(resident.handle, "accounts.sign_out", json!({}))
                .await?;
        }
        Ok(())
    }

    /// The currency and the terms, as an operator sets them.
    async fn offer(&self) -> Result<(), FurnishError> {
        let input = json!({"currency": "IDR", "terms": TERMS});
        self.town
            .dispatcher
            .call_inside(Who::Machine, "wallet.update_settings", &input)
            .await
            .map(drop)
            .map_err(|fault| refused("the town", "offer wallets", fault))
    }

    /// Everybody who has nothing yet pays something in; the bank's statement brings it.
    async fn pay_in(&self, bank: &Bank) -> Result<(), FurnishError> {
        let mut paid = false;
        for (resident, amount) in sapa_demo::RESIDENTS.iter().zip(PURSES.iter().cycle()) {
            let statement = self
                .call(resident.handle, "wallet.statement", json!({"limit": 1}))
                .await?;
            if statement["items"].as_array().is_none_or(Vec::is_empty) {
                let input = json!({"money": {"amount": amount, "currency": "IDR"}});
                self.call(resident.handle, "wallet.pay_in_at_demo_bank", input)
                    .await?;
                paid = true;
            }
        }
        if !paid {
            return Ok(());
        }
        let clock: Arc<dyn Clock> = Arc::new(crate::SystemClock);
        bank.once(self.town.dispatcher.cell(), &clock)
            .await
            .map_err(FurnishError::Bank)
    }

    async fn packet(&self) -> Result<(), FurnishError> {
        let Some(group) = self.group_of(GIVER).await? else {
            return Ok(());
        };
        let input = json!({
            "conversation": group,
            "kind": "lucky",
            "money": {"amount": "10000000", "currency": "IDR"},
            "shares": 8,
            "greeting": "Rezeki pagi buat tetangga",
            "cover": "batik",
            "client_id": "town-packet",
            "pin": RESIDENTS_PIN,
        });
        self.call(GIVER, "wallet.send_packet", input)
            .await
            .map(drop)
    }

    async fn transfer(&self) -> Result<(), FurnishError> {
        let (from, to) = TRANSFER;
        let account = self.residents.get(to).map_or(Value::Null, |session| {
            Value::from(session.signed_in.account.to_string())
        });
        let direct = self
            .call(from, "chat.open_direct", json!({"account": account}))
            .await?;
        let input = json!({
            "conversation": direct["conversation"],
            "money": {"amount": "2500000", "currency": "IDR"},
            "note": "Ganti uang kopi kemarin",
            "client_id": "town-transfer",
            "pin": RESIDENTS_PIN,
        });
        self.call(from, "wallet.transfer", input).await.map(drop)
    }

    /// The largest group that somebody is in.
    async fn group_of(&self, who: &'static str) -> Result<Option<Value>, FurnishError> {
        let list = self.call(who, "chat.list", json!({"limit": 100})).await?;
        let groups = list["items"].as_array().cloned().unwrap_or_default();
        Ok(groups
            .into_iter()
            .filter(|chat| chat["type"] == "group")
            .max_by_key(|chat| chat["member_count"].as_u64())
            .map(|chat| chat["conversation"].clone()))
    }

    async fn call(
        &self,
        who: &'static str,
        operation: &str,
        input: Value,
    ) -> Result<Value, FurnishError> {
        let person = self
            .residents
            .get(who)
            .cloned()
            .map_or(Who::Nobody, Who::Person);
        self.town
            .dispatcher
            .call_inside(person, operation, &input)
            .await
            .map_err(|fault| refused(who, operation, fault))
    }
}
