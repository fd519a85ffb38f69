//! Who hears of what: read and saved (F020–F023).

use shopferry_domain::ReasonCode;
use shopferry_domain::settings::{NoticeSettings, NoticeWay, TOPICS};

use crate::desk::Desk;
use crate::handlers::rules::entry::{Entries, word};
use crate::handlers::rules::saved::{self, Outcome};
use crate::list::CommandError;
use crate::wire::rules::{NoticeDraft, NoticeDraftOf, NoticeRulesView, NoticeWayDraft};

pub(crate) fn get(desk: &Desk) -> Result<NoticeRulesView, CommandError> {
    let stored = desk.store.read(|view| view.settings().notices())?;
    Ok(page(&stored))
}

pub(crate) fn save(desk: &Desk, request: &NoticeDraftOf) -> Result<NoticeRulesView, CommandError> {
    let mut entries = Entries::default();
    let draft = read(&request.draft, &mut entries);
    let found = draft.check();
    saved::refuse(&saved::all_faults(entries, found))?;
    let outcome = desk.store.write(|tx| {
        let stored = tx.settings().notices()?;
        if saved::version(&stored) != request.version {
            return Ok(Outcome::Moved);
        }
        if stored == draft {
            return Ok(Outcome::Same);
        }
        tx.settings().set_notices(&draft)?;
        saved::audit(tx, desk, "notices", "notices", (&stored, &draft))?;
        Ok(Outcome::Kept)
    })?;
    match outcome {
        Outcome::Moved => Err(saved::moved()),
        Outcome::Same | Outcome::Kept => Ok(page(&draft)),
    }
}

fn page(stored: &NoticeSettings) -> NoticeRulesView {
    NoticeRulesView {
        version: saved::version(stored),
        draft: form(stored),
        defaults: form(&NoticeSettings { addresses: stored.addresses.clone(), ..NoticeSettings::default() }),
    }
}

fn form(s: &NoticeSettings) -> NoticeDraft {
    let plain = NoticeSettings { addresses: s.addresses.clone(), ..NoticeSettings::default() };
    let way = |topic| NoticeWayDraft {
        topic: word(&topic),
        way: s.ways.get(&topic).map(word).unwrap_or_default(),
        default_way: word(&plain.way(topic)),
    };
    NoticeDraft {
        addresses: s.addresses.clone(),
        daily_mismatch: s.daily_mismatch,
        mismatch_hour: s.mismatch_hour.to_string(),
        mismatch_only_changed: s.mismatch_only_changed,
        archived: s.archived,
        ways: TOPICS.into_iter().map(way).collect(),
        quiet_minutes: s.quiet_minutes.to_string(),
    }
}

fn read(d: &NoticeDraft, e: &mut Entries) -> NoticeSettings {
    let mut settings = NoticeSettings {
        addresses: d.addresses.trim().to_owned(),
        daily_mismatch: d.daily_mismatch,
        mismatch_hour: e.needed("mismatch_hour", &d.mismatch_hour),
        mismatch_only_changed: d.mismatch_only_changed,
        archived: d.archived,
        quiet_minutes: e.needed("quiet_minutes", &d.quiet_minutes),
        ..NoticeSettings::default()
    };
    for row in d.ways.iter().filter(|row| !row.way.is_empty()) {
        let field = format!("ways.{}", row.topic);
        let topic = TOPICS.into_iter().find(|topic| word(topic) == row.topic);
        let way: Option<NoticeWay> = serde_json::from_value(serde_json::Value::String(row.way.clone())).ok();
        match (topic, way) {
            (Some(topic), Some(way)) => {
                settings.ways.insert(topic, way);
            }
            _ => e.fault(&field, ReasonCode::SettingNotOffered, &row.way),
        }
    }
    settings
}
