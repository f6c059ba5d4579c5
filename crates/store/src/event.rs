//! Events: what changed and who must hear. They travel in the entry and are delivered once it is applied.

use sapa_kernel::{AccountId, ConversationId, Id, SessionId};

/// Who must hear of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Every device of an account.
    Account(AccountId),
    /// Every member of a conversation who is there.
    Conversation(ConversationId),
    /// One device.
    Session(SessionId),
    /// The cell itself: caches, views, operators.
    Cell,
}

/// Something that happened. It refers to rows; it does not repeat them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Who must hear of it.
    pub topic: Topic,
    /// `domain.what_happened`, stable.
    pub name: std::borrow::Cow<'static, str>,
    /// CBOR, at most [`crate::limits::MAX_EVENT_BYTES`].
    pub body: Vec<u8>,
}

impl Event {
    /// An event whose body is a CBOR value.
    pub fn new<B: minicbor::Encode<()>>(topic: Topic, name: &'static str, body: &B) -> Self {
        let mut bytes = Vec::new();
        minicbor::encode(body, &mut bytes).expect("encoding into memory cannot fail");
        Self {
            topic,
            name: name.into(),
            body: bytes,
        }
    }

    /// The body as what it should be.
    pub fn body<'b, B: minicbor::Decode<'b, ()>>(&'b self) -> Result<B, crate::StoreError> {
        minicbor::decode(&self.body).map_err(|error| crate::StoreError::unreadable("events", error))
    }
}

impl<C> minicbor::Encode<C> for Topic {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        match self {
            Self::Account(id) => e.array(2)?.u8(0)?.bytes(&id.to_bytes())?.ok(),
            Self::Conversation(id) => e.array(2)?.u8(1)?.bytes(&id.to_bytes())?.ok(),
            Self::Session(id) => e.array(2)?.u8(2)?.bytes(&id.to_bytes())?.ok(),
            Self::Cell => e.array(1)?.u8(3)?.ok(),
        }
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Topic {
    fn decode(
        d: &mut minicbor::Decoder<'b>,
        context: &mut C,
    ) -> Result<Self, minicbor::decode::Error> {
        let parts = d.array()?;
        let topic = match d.u8()? {
            0 => Self::Account(d.decode_with(context)?),
            1 => Self::Conversation(d.decode_with(context)?),
            2 => Self::Session(d.decode_with(context)?),
            3 => Self::Cell,
            _ => return Err(minicbor::decode::Error::message("an unknown topic")),
        };
        if parts == Some(if topic == Self::Cell { 1 } else { 2 }) {
            Ok(topic)
        } else {
            Err(minicbor::decode::Error::message("a topic has one id"))
        }
    }
}
