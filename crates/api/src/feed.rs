//! The change feed: devices hear of each item as it is when it is delivered.

use crate::registry::Registry;

/// Registers the push of the feed. What was missed comes with `chat.sync`.
pub(crate) fn register(registry: Registry) -> Registry {
    registry.event(sapa_feed::EVENT, sapa_flows::push)
}
