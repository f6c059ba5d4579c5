//! Accounts with wallets, groups of them, and red packets in the groups.

use sapa_client::{BulkAccount, Client};
use sapa_kernel::{AccountId, Amount, ConversationId, Currency, PaymentId};
use serde::Deserialize;
use serde_json::json;
use tokio::task::JoinSet;

use super::{Hot, Spread};
use crate::clock;
use crate::error::Error;
use crate::setup::{PIN, Target};

/// PINs that are checked at once: a few more than a machine has processors.
const AT_ONCE: usize = 8;
/// Steps of the currency that a share has on average.
const STEPS_A_SHARE: u128 = 10;
/// Shares that a wallet can pay for: all packets that its owner sends are far fewer.
const SHARES_A_WALLET: u128 = 20_000;

/// A packet that can be opened.
#[derive(Debug, Clone)]
pub(super) struct Packet {
    pub(super) payment: PaymentId,
    pub(super) total: Amount,
    pub(super) shares: usize,
    /// One who can see it, by number.
    pub(super) sender: usize,
}

/// What the claims need.
pub(super) struct Ready {
    pub(super) accounts: Vec<BulkAccount>,
    pub(super) packets: Vec<Packet>,
}

/// A packet to be sent.
struct Order {
    conversation: ConversationId,
    sender: usize,
    shares: usize,
}

/// One group of all, and its packets. Everybody sends some.
pub(super) async fn hot(target: &Target, currency: Currency, hot: Hot) -> Result<Ready, Error> {
    let accounts = with_wallets(target, currency, hot.members).await?;
    let conversation = target.group(&accounts).await?;
    let orders = (0..hot.packets).map(|number| Order {
        conversation,
        sender: number % hot.members,
        shares: hot.members,
    });
    let packets = send(target, currency, &accounts, orders.collect()).await?;
    Ok(Ready { accounts, packets })
}

/// Who is in a group: neighbours, so that everybody is in as many groups as everybody else.
pub(super) fn members(spread: Spread, group: usize) -> impl Iterator<Item = usize> {
    let people = people(spread);
    (0..spread.members).map(move |place| (group + place) % people)
}

/// How many people there are.
pub(super) fn people(spread: Spread) -> usize {
    spread.groups.max(spread.members)
}

/// Many groups, and a packet for each group and round: first those of the first round.
pub(super) async fn spread(
    target: &Target,
    currency: Currency,
    spread: Spread,
) -> Result<Ready, Error> {
    let accounts = with_wallets(target, currency, people(spread)).await?;
    let mut conversations = Vec::with_capacity(spread.groups);
    for group in 0..spread.groups {
        let members: Vec<BulkAccount> = members(spread, group)
            .map(|member| accounts[member].clone())
            .collect();
        conversations.push(target.group(&members).await?);
    }
    let mut packets = Vec::new();
    for round in 0..spread.rounds {
        // In each round somebody else of the group: nobody sends two at once, whose PIN would be tried twice at once.
        let orders = conversations
            .iter()
            .enumerate()
            .map(|(group, conversation)| Order {
                conversation: *conversation,
                sender: (group + round % spread.members) % accounts.len(),
                shares: spread.members,
            });
        packets.extend(send(target, currency, &accounts, orders.collect()).await?);
    }
    Ok(Ready { accounts, packets })
}

async fn with_wallets(
    target: &Target,
    currency: Currency,
    count: usize,
) -> Result<Vec<BulkAccount>, Error> {
    let accounts = target.accounts(count).await?;
    let each = total(currency, SHARES_A_WALLET)?;
    target.open_wallets(&accounts, each, currency).await?;
    Ok(accounts)
}

/// What so many shares cost.
fn total(currency: Currency, shares: u128) -> Result<Amount, Error> {
    currency
        .step()
        .checked_mul(STEPS_A_SHARE * shares)
        .ok_or_else(|| Error::unexpected("the currency's step is too large"))
}

/// Sends packets, a few at once. They come back in the order of the orders.
async fn send(
    target: &Target,
    currency: Currency,
    accounts: &[BulkAccount],
    orders: Vec<Order>,
) -> Result<Vec<Packet>, Error> {
    let mut packets: Vec<Option<Packet>> = vec![None; orders.len()];
    let mut orders = orders.into_iter().enumerate();
    let mut sending = JoinSet::new();
    loop {
        while sending.len() < AT_ONCE
            && let Some((number, order)) = orders.next()
        {
            let client = target.client.with_token(&accounts[order.sender].token);
            let amount = total(currency, order.shares as u128)?;
            sending.spawn(async move {
                let packet = send_one(&client, &order, amount, currency).await;
                (number, packet)
            });
        }
        let Some(sent) = sending.join_next().await else {
            break;
        };
        let (number, packet) = sent.map_err(|error| Error::unexpected(error.to_string()))?;
        packets[number] = Some(packet?);
    }
    Ok(packets.into_iter().flatten().collect())
}

async fn send_one(
    client: &Client,
    order: &Order,
    amount: Amount,
    currency: Currency,
) -> Result<Packet, Error> {
    #[derive(Deserialize)]
    struct Output {
        payment: PaymentId,
        total: Amount,
    }
    let input = json!({
        "conversation": order.conversation, "kind": "lucky", "cover": "classic",
        "money": {"amount": amount, "currency": currency}, "shares": order.shares,
        // Nobody sends two packets into one group within one millisecond.
        "client_id": format!("{}-{}", order.conversation, clock::millis()), "pin": PIN,
    });
    let sent: Output = client.call("wallet.send_packet", input).await?;
    Ok(Packet {
        payment: sent.payment,
        total: sent.total,
        shares: order.shares,
        sender: order.sender,
    })
}

/// The account's id, for comparing with what the cell lists.
pub(super) fn id_of(account: &BulkAccount) -> AccountId {
    account.account
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_in_as_many_groups_as_everybody_else() {
        let spread = Spread {
            groups: 20,
            members: 5,
            rounds: 2,
        };
        let mut groups_of = vec![0; people(spread)];
        for group in 0..spread.groups {
            let all: Vec<usize> = members(spread, group).collect();
            assert_eq!(all.len(), 5);
            for member in all {
                groups_of[member] += 1;
            }
        }
        assert_eq!(groups_of, vec![5; 20]);
    }
}
