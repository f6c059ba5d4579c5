//! Conversations, members and messages.
