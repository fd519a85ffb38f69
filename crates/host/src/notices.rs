//! What a person hears of even when the window is closed: at once, then at most once in a quiet period a kind; what came
//! meanwhile is counted and told together when the period is over (F023).

use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::{FutureExt as _, select_biased};
use shopferry_channel::Clock;
use shopferry_domain::settings::NoticeTopic;
use shopferry_engine::{Notice as Heard, NoticeKind, Store};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// Notices kept for one summary; further ones are only counted.
const KEPT_MAX: usize = 1_000;
/// Titles named in a summary.
const NAMED: usize = 3;
/// With nothing held back, changed settings are looked at this often.
const LOOK: Duration = Duration::from_secs(3_600);

/// A desktop notice. Holds no buyer data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// A few words.
    pub title: String,
    /// What happened and what to do.
    pub body: String,
    /// Order to open, as the commands name it.
    pub order: Option<String>,
    /// Connection to open.
    pub connection: Option<String>,
}

/// What was told of one kind, and what came since.
#[derive(Debug)]
struct Spell {
    told_at: DateTime<Utc>,
    held: Vec<Heard>,
    count: usize,
}

/// The quiet periods of one profile. Cheap to clone; all clones share them.
#[derive(Debug, Clone, Default)]
pub struct QuietTimes(Arc<Mutex<BTreeMap<NoticeTopic, Spell>>>);

impl QuietTimes {
    /// The notice to tell now; none when it is not wanted, or is counted.
    pub fn hear(&self, store: &Store, heard: &Heard, now: DateTime<Utc>) -> Option<Notice> {
        let topic = topic_of(heard.kind);
        let quiet = wanted(store, topic)?;
        let mut spells = self.spells();
        match spells.get_mut(&topic) {
            Some(spell) if now < spell.told_at + quiet => {
                spell.count += 1;
                if spell.held.len() < KEPT_MAX {
                    spell.held.push(heard.clone());
                }
                None
            }
            // Over, and not summed up yet: it goes into the sum.
            Some(spell) if spell.count > 0 => {
                spell.count += 1;
                spell.held.push(heard.clone());
                let (held, count) = (std::mem::take(&mut spell.held), std::mem::take(&mut spell.count));
                spell.told_at = now;
                Some(summed_up(topic, &held, count))
            }
            _ => {
                spells.insert(topic, Spell { told_at: now, held: Vec::new(), count: 0 });
                Some(plain(heard))
            }
        }
    }

    /// What was counted in quiet periods that are over, one notice a kind. Each begins a new period.
    pub fn over(&self, store: &Store, now: DateTime<Utc>) -> Vec<Notice> {
        let mut told = Vec::new();
        for (topic, spell) in self.spells().iter_mut().filter(|(_, spell)| spell.count > 0) {
            let quiet = wanted(store, *topic);
            if quiet.is_some_and(|quiet| now < spell.told_at + quiet) {
                continue;
            }
            let (held, count) = (std::mem::take(&mut spell.held), std::mem::take(&mut spell.count));
            if quiet.is_some() {
                spell.told_at = now;
                told.push(summed_up(*topic, &held, count));
            }
        }
        told
    }

    /// When the next quiet period with something counted is over.
    pub fn next(&self, store: &Store) -> Option<DateTime<Utc>> {
        let spells = self.spells();
        let waiting = spells.iter().filter(|(_, spell)| spell.count > 0);
        waiting.map(|(topic, spell)| spell.told_at + wanted(store, *topic).unwrap_or_default()).min()
    }

    /// A connection works again: what was held back about it is not told any more, and its next trouble is told at once.
    pub(crate) fn forget_connection(&self, id: &str) {
        let about = |heard: &Heard| heard.connection.as_ref().is_some_and(|c| c.as_str() == id);
        for spell in self.spells().values_mut() {
            let before = spell.held.len();
            spell.held.retain(|heard| !about(heard));
            spell.count = spell.count.saturating_sub(before - spell.held.len());
        }
        self.spells().retain(|topic, spell| *topic != NoticeTopic::NeedsSignIn || spell.count > 0);
    }

    fn spells(&self) -> MutexGuard<'_, BTreeMap<NoticeTopic, Spell>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells what the engine says, in its quiet periods, until the engine is gone.
pub async fn tell_notices(
    mut heard: broadcast::Receiver<Heard>,
    store: Store,
    times: QuietTimes,
    clock: Arc<dyn Clock>,
    notices: broadcast::Sender<Notice>,
) {
    loop {
        let next = times.next(&store);
        let wait = next.map_or(LOOK, |at| (at - clock.now()).to_std().unwrap_or_default());
        // Biased: what is said already comes before the end of a period.
        let said = select_biased! {
            said = pin!(heard.recv().fuse()) => Some(said),
            () = pin!(clock.sleep(wait).fuse()) => None,
        };
        let told = match said {
            Some(Ok(notice)) => times.hear(&store, &notice, clock.now()).into_iter().collect(),
            Some(Err(RecvError::Lagged(_))) => Vec::new(),
            Some(Err(RecvError::Closed)) => return,
            None => times.over(&store, clock.now()),
        };
        for notice in told {
            // Nobody listening is fine: everything also stands on Home.
            let _ = notices.send(notice);
        }
    }
}

fn plain(heard: &Heard) -> Notice {
    Notice {
        title: heard.title.clone(),
        body: heard.body.clone(),
        order: heard.order.map(|key| key.0.to_string()),
        connection: heard.connection.as_ref().map(ToString::to_string),
    }
}

/// One notice for what was counted: itself when it is one, the thing and how often when it is one thing, else how many
/// things, some of them, and how many notices there were.
fn summed_up(topic: NoticeTopic, held: &[Heard], count: usize) -> Notice {
    let (Some(last), true) = (held.last(), count > 0) else {
        return Notice { title: String::new(), body: String::new(), order: None, connection: None };
    };
    if count == 1 {
        return plain(last);
    }
    let titles: BTreeSet<&str> = held.iter().map(|heard| heard.title.as_str()).collect();
    if titles.len() == 1 {
        return Notice { title: format!("{} ({count} times)", last.title), ..plain(last) };
    }
    let mut body = titles.iter().copied().take(NAMED).collect::<Vec<_>>().join("; ");
    if titles.len() > NAMED {
        body.push_str(&format!(" and {} more", titles.len() - NAMED));
    }
    if count > titles.len() {
        body.push_str(&format!(", {count} notices in all"));
    }
    let one = |f: fn(&Heard) -> Option<String>| {
        let first = held.first().and_then(f);
        first.filter(|_| held.iter().all(|heard| f(heard) == held.first().and_then(f)))
    };
    Notice {
        title: format!("{} {}", titles.len(), words(topic)),
        body: format!("{body}. They stand on Home."),
        order: one(|heard| heard.order.map(|key| key.0.to_string())),
        connection: one(|heard| heard.connection.as_ref().map(ToString::to_string)),
    }
}

fn words(topic: NoticeTopic) -> &'static str {
    match topic {
        NoticeTopic::NeedsSignIn => "connections need sign-in",
        NoticeTopic::NeedsAttention => "orders need attention",
        NoticeTopic::DeadlineAtRisk => "deadlines are at risk",
        NoticeTopic::CancelTooLate => "orders may cost money",
        _ => "notices",
    }
}

fn topic_of(kind: NoticeKind) -> NoticeTopic {
    match kind {
        NoticeKind::NeedsSignIn => NoticeTopic::NeedsSignIn,
        NoticeKind::ExportFailed | NoticeKind::TrackingFailed => NoticeTopic::NeedsAttention,
        NoticeKind::DeadlineAtRisk => NoticeTopic::DeadlineAtRisk,
        NoticeKind::Red => NoticeTopic::CancelTooLate,
    }
}

/// The quiet period of a kind that the seller wants to hear of on the desktop; none when he does not.
fn wanted(store: &Store, topic: NoticeTopic) -> Option<TimeDelta> {
    let chosen = store.read(|view| view.settings().notices()).unwrap_or_default();
    chosen.on_desktop(topic).then(|| TimeDelta::minutes(i64::from(chosen.quiet_minutes)))
}
