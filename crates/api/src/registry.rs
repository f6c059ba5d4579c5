//! The registry: plain functions become operations.
//!
//! ```text
//! registry
//!     .read("chat.history", chat::history)     // fn(&dyn Read, &SignedIn, History) -> Result<HistoryPage, chat::Error>
//!     .write("chat.recall", chat::recall)      // fn(&mut Tx, &SignedIn, Recall) -> Result<Recalled, chat::Error>
//!     .prepared("accounts.sign_in", sign_in)   // async fn(Context, Visitor, SignIn) -> Result<SignedInResult, Fault>
//! ```
//!
//! The second argument's type says who may call; see [`Caller`](crate::Caller).

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

use sapa_kernel::{AccountId, Coded, ConversationId, Fault, FaultKind, Merchant};
use sapa_store::{Event, Lane, Read, StoreError, Topic, Tx};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::caller::Caller;
use crate::cell::CellFacts;
use crate::coalesce::Coalescer;
use crate::context::{Context, logged};
use crate::error::Error;
use crate::idempotency::{self, Repeat};
use crate::operation::{Call, Encoded, Handler, Kind, Limit, Operation};
use crate::session::Authentication;
use crate::settings::Settings;

/// What each code means: its kind and one sentence.
pub(crate) type Catalogue = BTreeMap<&'static str, (FaultKind, &'static str)>;

/// Turns a stored event into the JSON that its followers receive; `None` when nobody needs to hear of it.
pub type EventRenderer =
    Arc<dyn Fn(&dyn Read, &Event) -> Result<Option<Vec<u8>>, Fault> + Send + Sync>;

/// Lists the conversations whose pushes an account may see.
pub(crate) type ConversationsOf = fn(&dyn Read, AccountId) -> Result<Vec<ConversationId>, Fault>;

/// Finds the merchant whose server shows a secret with this hash.
pub(crate) type MerchantOf = fn(&dyn Read, &[u8; 32]) -> Result<Option<Merchant>, Fault>;

/// Says what the cell knows of itself.
pub(crate) type CellFactsOf = fn(&dyn Read) -> Result<CellFacts, Fault>;

pub(crate) struct EventKind {
    pub(crate) render: EventRenderer,
    pub(crate) schema: fn(&mut SchemaGenerator) -> Schema,
}

/// All operations of a cell, and what stands beside them.
pub struct Registry {
    pub(crate) settings: Arc<Settings>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) events: BTreeMap<&'static str, EventKind>,
    pub(crate) catalogue: Catalogue,
    pub(crate) authentication: Option<Authentication>,
    pub(crate) conversations_of: Option<ConversationsOf>,
    pub(crate) cell_facts: Option<CellFactsOf>,
    pub(crate) merchant_of: Option<MerchantOf>,
}

impl Registry {
    /// A registry without operations.
    pub fn new(settings: Settings) -> Self {
        let registry = Self {
            settings: Arc::new(settings),
            operations: Vec::new(),
            events: BTreeMap::new(),
            catalogue: Catalogue::new(),
            authentication: None,
            conversations_of: None,
            cell_facts: None,
            merchant_of: None,
        };
        registry
            .errors::<Error>()
            .errors::<StoreError>()
            .write_errors()
    }

    /// The settings, for functions that need them beside their input.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings)
    }

    /// Registers a function that looks at a snapshot.
    #[must_use]
    pub fn read<C, I, O, E, F>(self, name: &'static str, run: F) -> Self
    where
        C: Caller,
        I: DeserializeOwned + JsonSchema,
        O: Serialize + JsonSchema,
        E: Coded,
        F: Fn(&dyn Read, &C, I) -> Result<O, E> + Send + Sync + 'static,
    {
        let handler = Handler::Now(Box::new(move |call: &Call| {
            let caller = admit::<C>(call)?;
            let input = parse(&call.input)?;
            let snapshot = call.context.snapshot();
            let output = run(&snapshot, &caller, input).map_err(|error| logged(&error))?;
            encode(&output)
        }));
        self.add::<C, I, O, E>(name, Kind::Read, handler)
    }

    /// Registers a function that is one transaction.
    ///
    /// With an idempotency key the result is kept with the transaction, and given again to the same key.
    #[must_use]
    pub fn write<C, I, O, E, F>(self, name: &'static str, run: F) -> Self
    where
        C: Caller,
        I: DeserializeOwned + JsonSchema + Send + 'static,
        O: Serialize + JsonSchema + Send + 'static,
        E: Coded,
        F: Fn(&mut Tx<'_>, &C, I) -> Result<O, E> + Send + Sync + 'static,
    {
        let run = Arc::new(run);
        let handler = Handler::Later(Box::new(move |call: Call| {
            let run = Arc::clone(&run);
            Box::pin(async move {
                let caller = admit::<C>(&call)?;
                let input: I = parse(&call.input)?;
                perform(call, move |tx: &mut Tx<'_>| run(tx, &caller, input)).await
            })
        }));
        self.add::<C, I, O, E>(name, Kind::Write, handler)
    }

    /// Registers a transaction whose calls by the same `key` may be merged: the first is run at once, the
    /// following ones at most every two seconds, merged. Their replies do not wait; only the first one's
    /// refusal is seen.
    #[must_use]
    pub fn coalesced<C, I, O, E, F>(
        self,
        name: &'static str,
        run: F,
        key: fn(&I) -> Vec<u8>,
        merge: fn(I, I) -> I,
    ) -> Self
    where
        C: Caller,
        I: DeserializeOwned + JsonSchema + Send + 'static,
        O: Serialize + JsonSchema + Default + Send + 'static,
        E: Coded,
        F: Fn(&mut Tx<'_>, &C, I) -> Result<O, E> + Send + Sync + 'static,
    {
        let run = Arc::new(run);
        let coalescer = Coalescer::new(merge);
        let handler = Handler::Later(Box::new(move |call: Call| {
            let (run, coalescer) = (Arc::clone(&run), coalescer.clone());
            Box::pin(async move {
                let caller = admit::<C>(&call)?;
                let input: I = parse(&call.input)?;
                let mut place = call.who().account().map_or(Vec::new(), |account| {
                    sapa_kernel::Id::to_bytes(account).to_vec()
                });
                place.extend(key(&input));
                let context = call.context.clone();
                let inside = context.clone();
                let again = move |input: I| {
                    let (run, caller, context) = (Arc::clone(&run), caller.clone(), inside.clone());
                    async move { context.write(move |tx| run(tx, &caller, input)).await }
                };
                match coalescer
                    .call(context.background(), place, input, again)
                    .await
                {
                    Some(first) => encode(&first?),
                    None => {
                        call.context.snapshot();
                        encode(&O::default())
                    }
                }
            })
        }));
        self.add::<C, I, O, E>(name, Kind::Write, handler)
    }

    /// Registers a function that does slow or secret work and ends in [`Context::write`].
    ///
    /// Idempotency keys do not apply: such operations have natural keys, or results that hold secrets.
    #[must_use]
    pub fn prepared<C, I, O, F, R>(self, name: &'static str, run: F) -> Self
    where
        C: Caller,
        I: DeserializeOwned + JsonSchema + Send + 'static,
        O: Serialize + JsonSchema + Send + 'static,
        F: Fn(Context, C, I) -> R + Send + Sync + 'static,
        R: Future<Output = Result<O, Fault>> + Send + 'static,
    {
        let run = Arc::new(run);
        let handler = Handler::Later(Box::new(move |call: Call| {
            let run = Arc::clone(&run);
            Box::pin(async move {
                let caller = admit::<C>(&call)?;
                let input: I = parse(&call.input)?;
                encode(&run(call.context, caller, input).await?)
            })
        }));
        self.add::<C, I, O, Fault>(name, Kind::Prepared, handler)
    }

    /// Registers a function that tells those who are online something, without a transaction: it checks
    /// the caller on a snapshot and says which topic hears which push.
    #[must_use]
    pub fn live<C, I, O, E, F>(self, name: &'static str, run: F) -> Self
    where
        C: Caller,
        I: DeserializeOwned + JsonSchema,
        O: Serialize + JsonSchema,
        E: Coded,
        F: Fn(&dyn Read, &C, I) -> Result<(Topic, O), E> + Send + Sync + 'static,
    {
        let handler = Handler::Live(Box::new(move |call: &Call| {
            let caller = admit::<C>(call)?;
            let input = parse(&call.input)?;
            let snapshot = call.context.snapshot();
            let (topic, push) = run(&snapshot, &caller, input).map_err(|error| logged(&error))?;
            Ok((topic, encode(&push)?))
        }));
        self.add::<C, I, sapa_kernel::Empty, E>(name, Kind::Live, handler)
            .event_schema::<O>(name)
    }

    /// Says how a stored event becomes the push that its followers receive. The body is CBOR.
    #[must_use]
    pub fn event<B, O, E, F>(mut self, name: &'static str, render: F) -> Self
    where
        B: for<'b> minicbor::Decode<'b, ()>,
        O: Serialize + JsonSchema,
        E: Coded,
        F: Fn(&dyn Read, &Topic, B) -> Result<Option<O>, E> + Send + Sync + 'static,
    {
        let render: EventRenderer = Arc::new(move |read: &dyn Read, event: &Event| {
            let body = minicbor::decode(&event.body).map_err(|error| {
                tracing::error!(event = name, %error, "an event's body cannot be read");
                Fault::from(Error::Internal)
            })?;
            match render(read, &event.topic, body).map_err(|error| logged(&error))? {
                Some(push) => encode(&push).map(Some),
                None => Ok(None),
            }
        });
        let schema = |generator: &mut SchemaGenerator| generator.subschema_for::<O>();
        let previous = self.events.insert(name, EventKind { render, schema });
        assert!(previous.is_none(), "the event {name} is registered twice");
        self
    }

    fn event_schema<O: JsonSchema>(mut self, name: &'static str) -> Self {
        let render: EventRenderer = Arc::new(|_: &dyn Read, _: &Event| Ok(None));
        let schema = |generator: &mut SchemaGenerator| generator.subschema_for::<O>();
        self.events.insert(name, EventKind { render, schema });
        self
    }

    /// Describes the operation registered last, in one sentence.
    #[must_use]
    pub fn about(mut self, sentence: &'static str) -> Self {
        self.last().about = sentence;
        self
    }

    /// Says that the result of the operation registered last holds secrets: it is never stored.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.last().secret = true;
        self
    }

    /// Charges the operation registered last to another allowance.
    #[must_use]
    pub fn limit(mut self, limit: Limit) -> Self {
        self.last().limit = limit;
        self
    }

    /// Runs the operation registered last behind interactive ones.
    #[must_use]
    pub fn bulk(mut self) -> Self {
        self.last().lane = Lane::Bulk;
        self
    }

    /// Adds a domain's codes to the catalogue. Reads and writes add theirs by themselves; operations that
    /// prepare name them so.
    #[must_use]
    pub fn errors<E: Coded>(mut self) -> Self {
        for (code, kind, meaning) in E::CATALOGUE {
            self.catalogue.entry(code).or_insert((*kind, *meaning));
        }
        self
    }

    /// Adds the codes of a write that did not come through.
    fn write_errors(mut self) -> Self {
        for (code, kind, meaning) in sapa_store::WRITE_CATALOGUE {
            self.catalogue.entry(code).or_insert((*kind, *meaning));
        }
        self
    }

    /// Says how sessions are found and checked.
    #[must_use]
    pub fn authentication(mut self, authentication: Authentication) -> Self {
        self.authentication = Some(authentication);
        self
    }

    /// Says whose pushes an account may see.
    #[must_use]
    pub fn conversations_of(mut self, list: ConversationsOf) -> Self {
        self.conversations_of = Some(list);
        self
    }

    /// Says what the cell knows of itself.
    #[must_use]
    pub fn about_cell(mut self, facts: CellFactsOf) -> Self {
        self.cell_facts = Some(facts);
        self
    }

    /// Says how merchants' servers are known.
    #[must_use]
    pub fn merchants(mut self, find: MerchantOf) -> Self {
        self.merchant_of = Some(find);
        self
    }

    /// The operations in the order of their names.
    pub fn operations(&self) -> Vec<&Operation> {
        let mut operations: Vec<&Operation> = self.operations.iter().collect();
        operations.sort_by_key(|operation| operation.name);
        operations
    }

    /// Every code with its kind and meaning, in order.
    pub fn catalogue(&self) -> impl Iterator<Item = (&'static str, FaultKind, &'static str)> + '_ {
        self.catalogue
            .iter()
            .map(|(code, (kind, meaning))| (*code, *kind, *meaning))
    }

    fn last(&mut self) -> &mut Operation {
        self.operations
            .last_mut()
            .expect("a modifier follows the operation that it modifies")
    }

    fn add<C, I, O, E>(self, name: &'static str, kind: Kind, handler: Handler) -> Self
    where
        C: Caller,
        I: JsonSchema,
        O: JsonSchema,
        E: Coded,
    {
        assert!(
            self.operations.iter().all(|known| known.name != name),
            "the operation {name} is registered twice"
        );
        let mut registry = self.errors::<E>();
        registry.operations.push(Operation {
            name,
            kind,
            access: C::ACCESS,
            about: "",
            secret: false,
            limit: Limit::default(),
            lane: Lane::Interactive,
            codes: E::CATALOGUE.iter().map(|(code, ..)| *code).collect(),
            input: |generator| generator.subschema_for::<I>(),
            output: |generator| generator.subschema_for::<O>(),
            handler,
        });
        registry
    }
}

fn admit<C: Caller>(call: &Call) -> Result<C, Fault> {
    C::admit(call.who(), call.context.visitor())
}

/// Runs the transaction of a write, or finds its earlier result by the idempotency key.
async fn perform<O, E>(
    call: Call,
    run: impl FnOnce(&mut Tx<'_>) -> Result<O, E> + Send + 'static,
) -> Encoded
where
    O: Serialize + Send + 'static,
    E: Coded,
{
    let Some(repeat) = Repeat::of(&call) else {
        let output = call.context.write_in(call.lane, run).await?;
        return encode(&output);
    };
    call.context
        .write_in(call.lane, move |tx: &mut Tx<'_>| -> Encoded {
            if let Some(earlier) = idempotency::find(tx, &repeat)? {
                return Ok(earlier);
            }
            let output = run(tx).map_err(|error| logged(&error))?;
            let encoded = encode(&output)?;
            idempotency::keep(tx, repeat, &encoded)?;
            Ok(encoded)
        })
        .await
}

/// Reads an input; an error says which field is wrong.
fn parse<I: DeserializeOwned>(input: &[u8]) -> Result<I, Fault> {
    let input = if input.is_empty() { b"{}" } else { input };
    let mut json = serde_json::Deserializer::from_slice(input);
    let parsed = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        Error::Malformed {
            path: if path == "." || path == "?" {
                String::new()
            } else {
                path
            },
            message: error.into_inner().to_string(),
        }
    })?;
    json.end().map_err(|error| Error::Malformed {
        path: String::new(),
        message: error.to_string(),
    })?;
    Ok(parsed)
}

fn encode<O: Serialize>(output: &O) -> Encoded {
    serde_json::to_vec(output).map_err(|error| {
        tracing::error!(%error, "a result cannot be written as JSON");
        Error::Internal.into()
    })
}
