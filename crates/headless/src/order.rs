//! `order list|show`.

use serde_json::json;
use shopferry_commands::wire::orders::{OrderListView, OrderRowView, OrderView};

use crate::cli::{Cli, Order};
use crate::exit::{Exit, Stop};
use crate::open::{ask, host};
use crate::{Done, print};

/// Runs it.
pub async fn run(cli: &Cli, what: &Order) -> Done {
    let host = host(cli).await?;
    let done = match what {
        Order::List { state, search, limit } => {
            let query = json!({ "tab": "all", "state": state, "connection": null, "text": search, "sort": "newest", "offset": 0, "limit": limit });
            let view: OrderListView = ask(&host, "orders.list", query).await?;
            if cli.json {
                print::json(&view)?
            } else {
                list(&view)
            }
            Ok(Exit::Done)
        }
        Order::Show { number } => {
            let query = json!({ "tab": "all", "state": null, "connection": null, "text": number, "sort": "newest", "offset": 0, "limit": 50 });
            let found: OrderListView = ask(&host, "orders.list", query).await?;
            let row = found.rows.iter().find(|r| r.number == *number || r.key == *number);
            let row = row.ok_or_else(|| {
                let message = format!("There is no order {number}.");
                Stop::new(Exit::NotFound, "not_found", message, "List them with: shopferryd order list")
            })?;
            let view: OrderView = ask(&host, "orders.get", json!({ "key": row.key })).await?;
            if cli.json {
                print::json(&view)?
            } else {
                show(&view)
            }
            Ok(Exit::Done)
        }
    };
    host.shutdown().await;
    done
}

fn list(view: &OrderListView) {
    let row = |o: &OrderRowView| {
        let reason = o.reason.as_ref().map(|r| r.code.clone()).unwrap_or_default();
        let placed = o.placed_at.format("%Y-%m-%d %H:%M").to_string();
        vec![
            o.number.clone(),
            placed,
            o.channel.clone(),
            o.state.clone(),
            reason,
            o.units.to_string(),
            o.first_title.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = view.rows.iter().map(row).collect();
    print::table(&["number", "placed (UTC)", "channel", "state", "reason", "units", "first item"], &rows);
    println!("{} of {}", view.rows.len(), view.total);
}

fn show(view: &OrderView) {
    let row = &view.row;
    println!("{} · {} · {}", row.number, row.channel, row.state);
    if let Some(reason) = &row.reason {
        println!("{} {}", reason.sentence, reason.detail.as_deref().unwrap_or_default());
        println!("What to do: {}", reason.cure);
    }
    for line in &view.lines {
        println!("  {} × {} {}", line.units, line.title, line.variant);
    }
    if let Some(plan) = &view.plan {
        println!("{} · {} · {}", plan.key, plan.fulfiller, plan.status.as_deref().unwrap_or("not sent yet"));
    }
    for parcel in &view.packages {
        let number = parcel.number_sent.as_deref().or(parcel.carrier_number.as_deref()).unwrap_or("no number yet");
        println!("  parcel {} · {number} · {}", parcel.id, parcel.state);
    }
    for event in view.timeline.iter().rev() {
        println!("{}  {}", event.at.format("%Y-%m-%d %H:%M:%S"), event.text);
    }
}
