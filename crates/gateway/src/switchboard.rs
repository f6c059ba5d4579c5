//! The switchboard: one task that knows who follows what, and hands each event to those who do.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use minicbor::Decode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use sapa_api::{ACCOUNT_CHANGED, Dispatcher, LivePush, SESSION_ENDED};
use sapa_kernel::{AccountId, ConversationId, SessionId, SignedIn};
use sapa_store::{AppliedEntry, Entries, EntriesError, Event, Topic};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::task::TaskTracker;

use crate::outbox::Outbox;
use crate::protocol::{self, Bye};

/// How often a silent socket is pinged.
pub const HEARTBEAT: Duration = Duration::from_secs(30);

/// How long a socket may be silent before it is taken for dead.
pub const SILENCE: Duration = Duration::from_secs(75);

/// How long a socket may take to go after the goodbye.
const FAREWELL: Duration = Duration::from_secs(5);

/// How often all sockets are looked at.
const SWEEP_EVERY: Duration = Duration::from_secs(5);

/// Sockets that one account may have at once.
pub const MAX_SOCKETS_PER_ACCOUNT: usize = 50;

/// Live pushes that may wait; more are dropped, as nobody misses one.
const MAX_LIVE_WAITING: usize = 4096;

/// The event that says that an account's membership of a conversation changed. Its topic is the account.
const MEMBERSHIP: &str = "chat.membership";

/// The body of [`MEMBERSHIP`].
#[derive(Debug, Decode)]
#[cbor(map)]
struct Membership {
    #[n(0)]
    conversation: ConversationId,
    #[n(1)]
    member: bool,
}

enum Command {
    Join(Arc<Outbox>),
    Leave(Arc<Outbox>),
    Drain,
    Stop,
}

/// A handle on the switchboard's task.
#[derive(Clone)]
pub(crate) struct Switchboard {
    inner: Arc<Inner>,
}

struct Inner {
    started: Instant,
    commands: mpsc::UnboundedSender<Command>,
    tasks: TaskTracker,
}

#[derive(Clone, Default)]
struct Numbers {
    sockets: Gauge,
    accounts: Gauge,
    deliveries: Counter,
    slow: Counter,
    silent: Counter,
}

impl Switchboard {
    pub(crate) fn start(dispatcher: Dispatcher) -> Self {
        let (commands, receiver) = mpsc::unbounded_channel();
        let (live_sender, live) = mpsc::channel(MAX_LIVE_WAITING);
        dispatcher.deliver_live(move |push| {
            // Full means that typing indicators come faster than they can be told: one less does no harm.
            let _ = live_sender.try_send(push);
        });
        let numbers = Numbers::default();
        numbers.register(&dispatcher);
        let switchboard = Self {
            inner: Arc::new(Inner {
                started: Instant::now(),
                commands,
                tasks: TaskTracker::new(),
            }),
        };
        let entries = dispatcher.cell().subscribe();
        let task = Task {
            dispatcher,
            started: switchboard.inner.started,
            numbers,
            accounts: HashMap::new(),
            conversations: HashMap::new(),
            sessions: HashMap::new(),
            turned_away: Vec::new(),
            connected: 0,
            draining: false,
        };
        tokio::spawn(task.run(entries, receiver, live));
        switchboard
    }

    /// Seconds since the start: coarse, but enough for heartbeats.
    pub(crate) fn seconds(&self) -> u32 {
        seconds(self.inner.started)
    }

    /// Runs a socket's task; the drain waits for it.
    pub(crate) fn spawn(&self, socket: impl Future<Output = ()> + Send + 'static) {
        self.inner.tasks.spawn(socket);
    }

    /// Begins to deliver to a socket. Its hello is the first thing it receives.
    pub(crate) fn join(&self, outbox: Arc<Outbox>) -> Joined {
        self.command(Command::Join(Arc::clone(&outbox)));
        Joined {
            switchboard: self.clone(),
            outbox,
        }
    }

    pub(crate) async fn drain(&self) {
        self.command(Command::Drain);
        self.inner.tasks.close();
        if tokio::time::timeout(FAREWELL, self.inner.tasks.wait())
            .await
            .is_err()
        {
            tracing::info!(
                sockets = self.inner.tasks.len(),
                "sockets left without a goodbye"
            );
        }
        self.command(Command::Stop);
    }

    fn command(&self, command: Command) {
        // The task lives as long as the cell; after that there is nobody to tell anything.
        let _ = self.inner.commands.send(command);
    }
}

/// A socket's place; it is left when this is dropped, however the socket ends.
pub(crate) struct Joined {
    switchboard: Switchboard,
    outbox: Arc<Outbox>,
}

impl Drop for Joined {
    fn drop(&mut self) {
        self.switchboard
            .command(Command::Leave(Arc::clone(&self.outbox)));
    }
}

impl Numbers {
    fn register(&self, dispatcher: &Dispatcher) {
        dispatcher.metrics().register(|registry| {
            registry.register(
                "sockets",
                "Sockets that are connected",
                self.sockets.clone(),
            );
            registry.register(
                "accounts_online",
                "Accounts with at least one socket",
                self.accounts.clone(),
            );
            registry.register(
                "deliveries",
                "Pushes handed to sockets",
                self.deliveries.clone(),
            );
            registry.register(
                "sockets_slow",
                "Sockets dropped because they did not keep up",
                self.slow.clone(),
            );
            registry.register(
                "sockets_silent",
                "Sockets dropped because nothing was heard of them",
                self.silent.clone(),
            );
        });
    }
}

fn seconds(started: Instant) -> u32 {
    u32::try_from(started.elapsed().as_secs()).unwrap_or(u32::MAX)
}

#[derive(Default)]
struct Online {
    sockets: Vec<Arc<Outbox>>,
    conversations: Vec<ConversationId>,
}

/// Frames for one topic that follow each other: they reach each socket as one piece.
struct Run {
    topic: Topic,
    frames: Vec<Bytes>,
}

struct Task {
    dispatcher: Dispatcher,
    started: Instant,
    numbers: Numbers,
    accounts: HashMap<AccountId, Online>,
    conversations: HashMap<ConversationId, Vec<Arc<Outbox>>>,
    sessions: HashMap<SessionId, Vec<Arc<Outbox>>>,
    /// Sockets that were turned away and have not gone yet.
    turned_away: Vec<Arc<Outbox>>,
    /// Sockets that are connected.
    connected: i64,
    draining: bool,
}

impl Task {
    async fn run(
        mut self,
        mut entries: Entries,
        mut commands: mpsc::UnboundedReceiver<Command>,
        mut live: mpsc::Receiver<LivePush>,
    ) {
        let mut sweep = tokio::time::interval(SWEEP_EVERY);
        sweep.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                entry = entries.next() => match entry {
                    Ok(entry) => self.entry(&entry),
                    Err(EntriesError::Missed(missed)) => self.missed(missed),
                    Err(EntriesError::Closed) => break,
                },
                Some(command) = commands.recv() => match command {
                    Command::Join(outbox) => self.join(outbox),
                    Command::Leave(outbox) => self.leave(&outbox),
                    Command::Drain => {
                        self.draining = true;
                        self.everyone(|outbox, now| outbox.close(Bye::Draining, now));
                    }
                    // Ends the task, and with it this hold on the cell.
                    Command::Stop => break,
                },
                Some(push) = live.recv() => self.live(&push),
                _ = sweep.tick() => self.sweep(),
            }
        }
        self.everyone(|outbox, now| outbox.close(Bye::Draining, now));
    }

    /// Hands an entry's events to those who follow them, in order.
    fn entry(&mut self, entry: &AppliedEntry) {
        self.dispatcher.follow(entry);
        if entry.events.is_empty() || self.accounts.is_empty() {
            return;
        }
        let snapshot = self.dispatcher.cell().snapshot();
        let mut run: Option<Run> = None;
        for (index, event) in entry.events.iter().enumerate() {
            self.change(event, &mut run);
            if self.followers(&event.topic).is_empty() {
                continue;
            }
            let Some(json) = self.dispatcher.render(&snapshot, event) else {
                continue;
            };
            let frame = protocol::push(entry.seq, index, &json);
            match &mut run {
                Some(run) if run.topic == event.topic => run.frames.push(frame),
                _ => {
                    self.deliver(run.take());
                    run = Some(Run {
                        topic: event.topic,
                        frames: vec![frame],
                    });
                }
            }
        }
        self.deliver(run);
    }

    /// Takes notice of an event that changes who follows what. What came before it is delivered first.
    fn change(&mut self, event: &Event, run: &mut Option<Run>) {
        match (event.name.as_ref(), event.topic) {
            (MEMBERSHIP, Topic::Account(account)) => {
                self.deliver(run.take());
                match event.body::<Membership>() {
                    Ok(membership) => self.membership(account, &membership),
                    Err(error) => tracing::error!(%error, "a membership cannot be read"),
                }
            }
            (SESSION_ENDED, Topic::Session(_)) => {
                self.deliver(run.take());
                self.close(&event.topic, Bye::Revoked);
            }
            (ACCOUNT_CHANGED, Topic::Account(_)) => {
                self.deliver(run.take());
                self.close(&event.topic, Bye::Renewed);
            }
            _ => {}
        }
    }

    fn membership(&mut self, account: AccountId, membership: &Membership) {
        let Some(online) = self.accounts.get_mut(&account) else {
            return;
        };
        let conversation = membership.conversation;
        online.conversations.retain(|known| *known != conversation);
        let followers = self.conversations.entry(conversation).or_default();
        followers.retain(|outbox| outbox.account != account);
        if membership.member {
            online.conversations.push(conversation);
            followers.extend(online.sockets.iter().cloned());
        }
        if followers.is_empty() {
            self.conversations.remove(&conversation);
        }
    }

    fn followers(&self, topic: &Topic) -> &[Arc<Outbox>] {
        let followers = match topic {
            Topic::Account(account) => self.accounts.get(account).map(|online| &online.sockets),
            Topic::Conversation(conversation) => self.conversations.get(conversation),
            Topic::Session(session) => self.sessions.get(session),
            Topic::Cell => None,
        };
        followers.map_or(&[], Vec::as_slice)
    }

    fn deliver(&self, run: Option<Run>) {
        let Some(run) = run else {
            return;
        };
        let now = seconds(self.started);
        let followers = self.followers(&run.topic);
        let piece = match run.frames.as_slice() {
            [only] => only.clone(),
            several => several.concat().into(),
        };
        for outbox in followers {
            if outbox.push(piece.clone(), now) {
                self.numbers.slow.inc();
            }
        }
        self.numbers
            .deliveries
            .inc_by((followers.len() * run.frames.len()) as u64);
    }

    fn close(&self, topic: &Topic, bye: Bye) {
        let now = seconds(self.started);
        for outbox in self.followers(topic) {
            outbox.close(bye, now);
        }
    }

    fn live(&self, push: &LivePush) {
        let now = seconds(self.started);
        let frame = protocol::live(&push.event);
        for outbox in self.followers(&push.topic) {
            if Some(outbox.session) != push.from {
                outbox.push(frame.clone(), now);
            }
        }
    }

    /// Entries were missed: nobody can be sure of anything, so everybody connects again and syncs.
    ///
    /// Who follows what may have changed in the entries that were missed. It is forgotten with the sockets, so that
    /// one that is back before another of its account has gone does not take it over.
    fn missed(&mut self, missed: u64) {
        tracing::warn!(
            missed,
            "the switchboard fell behind; sockets are to reconnect"
        );
        self.dispatcher.forget_sessions();
        self.everyone(|outbox, now| outbox.close(Bye::Renewed, now));
        let leaving = self.accounts.drain().flat_map(|(_, online)| online.sockets);
        self.turned_away.extend(leaving);
        self.conversations.clear();
        self.sessions.clear();
        self.connected = 0;
        self.count();
    }

    fn everyone(&self, each: impl Fn(&Outbox, u32)) {
        let now = seconds(self.started);
        for online in self.accounts.values() {
            for outbox in &online.sockets {
                each(outbox, now);
            }
        }
    }

    /// Adds a socket, or turns it away.
    fn join(&mut self, outbox: Arc<Outbox>) {
        if let Err(bye) = self.admit(&outbox) {
            outbox.close(bye, seconds(self.started));
            self.turned_away.push(outbox);
        }
    }

    /// Adds a socket. The snapshot is at least as new as the last entry handled; entries between the two are
    /// handled again, which changes nothing. The session is checked in that snapshot: had it ended after the
    /// handshake and before now, nobody would close this socket any more.
    fn admit(&mut self, outbox: &Arc<Outbox>) -> Result<(), Bye> {
        if self.draining {
            return Err(Bye::Draining);
        }
        let snapshot = self.dispatcher.cell().snapshot();
        let signed_in = SignedIn {
            account: outbox.account,
            session: outbox.session,
        };
        self.dispatcher
            .still_holds(&snapshot, &signed_in)
            .map_err(|_| Bye::Revoked)?;
        let known = self.accounts.get(&outbox.account);
        if known.is_some_and(|online| online.sockets.len() >= MAX_SOCKETS_PER_ACCOUNT) {
            return Err(Bye::TooMany);
        }
        if known.is_none() {
            let listed = self.dispatcher.conversations_of(&snapshot, outbox.account);
            let conversations = listed.map_err(|fault| {
                tracing::error!(
                    code = fault.code,
                    "an account's conversations cannot be listed"
                );
                Bye::Renewed
            })?;
            let online = Online {
                sockets: Vec::new(),
                conversations,
            };
            self.accounts.insert(outbox.account, online);
        }
        let online = self.accounts.entry(outbox.account).or_default();
        for conversation in &online.conversations {
            let followers = self.conversations.entry(*conversation).or_default();
            followers.push(Arc::clone(outbox));
        }
        let sessions = self.sessions.entry(outbox.session).or_default();
        sessions.push(Arc::clone(outbox));
        online.sockets.push(Arc::clone(outbox));
        let heartbeat = u32::try_from(HEARTBEAT.as_secs()).unwrap_or(u32::MAX);
        let hello = protocol::hello(outbox.account, outbox.session, snapshot.seq(), heartbeat);
        outbox.push(hello, seconds(self.started));
        self.connected += 1;
        self.count();
        Ok(())
    }

    fn leave(&mut self, outbox: &Arc<Outbox>) {
        self.turned_away.retain(|known| !Arc::ptr_eq(known, outbox));
        let Some(online) = self.accounts.get_mut(&outbox.account) else {
            return;
        };
        let before = online.sockets.len();
        online.sockets.retain(|known| !Arc::ptr_eq(known, outbox));
        if online.sockets.len() == before {
            return;
        }
        for conversation in &online.conversations {
            if let Some(followers) = self.conversations.get_mut(conversation) {
                followers.retain(|known| !Arc::ptr_eq(known, outbox));
                if followers.is_empty() {
                    self.conversations.remove(conversation);
                }
            }
        }
        if online.sockets.is_empty() {
            self.accounts.remove(&outbox.account);
        }
        if let Some(sockets) = self.sessions.get_mut(&outbox.session) {
            sockets.retain(|known| !Arc::ptr_eq(known, outbox));
            if sockets.is_empty() {
                self.sessions.remove(&outbox.session);
            }
        }
        self.connected -= 1;
        self.count();
    }

    fn count(&self) {
        self.numbers.sockets.set(self.connected);
        let accounts = i64::try_from(self.accounts.len()).unwrap_or(i64::MAX);
        self.numbers.accounts.set(accounts);
    }

    /// Pings the silent, drops the dead and those who do not go.
    fn sweep(&self) {
        let (heartbeat, silence, farewell) =
            (HEARTBEAT.as_secs(), SILENCE.as_secs(), FAREWELL.as_secs());
        let now = seconds(self.started);
        for outbox in &self.turned_away {
            if outbox
                .bye_at()
                .is_some_and(|at| u64::from(now.saturating_sub(at)) >= farewell)
            {
                outbox.abort();
            }
        }
        self.everyone(|outbox, now| {
            let since = |then: u32| u64::from(now.saturating_sub(then));
            let heard_at = outbox.heard_at.load(Ordering::Relaxed);
            let pinged_at = outbox.pinged_at.load(Ordering::Relaxed);
            if outbox.bye_at().is_some_and(|at| since(at) >= farewell) {
                outbox.abort();
            } else if since(heard_at) >= silence {
                self.numbers.silent.inc();
                outbox.abort();
            } else if since(heard_at.max(pinged_at)) >= heartbeat {
                outbox.pinged_at.store(now, Ordering::Relaxed);
                outbox.push(crate::frame::ping_frame(), now);
            }
        });
    }
}
