//! Where the seller sells (fact sheet 8): the connection test, made once because it may be called once a minute.

use chrono::{DateTime, Utc};
use shopferry_channel::Result;
use shopferry_net::decode;

use crate::Amazon;
use crate::client::Ask;
use crate::operation::SELLER;
use crate::wire::{Participation, Payload};

/// The seller's marketplaces and Amazon's clock when it answered.
pub(crate) struct Participations {
    pub(crate) rows: Vec<Participation>,
    pub(crate) answered_at: Option<DateTime<Utc>>,
}

impl Amazon {
    pub(crate) async fn participations(&self) -> Result<Participations> {
        let answer = self.client.send(Ask::new(&SELLER)).await?;
        let date = answer.headers().get("date").and_then(|d| d.to_str().ok());
        let answered_at = date.and_then(|d| DateTime::parse_from_rfc2822(d).ok()).map(|d| d.with_timezone(&Utc));
        let rows: Payload<Vec<Participation>> = decode(SELLER.name, answer.body())
            .map_err(|f| f.into_channel(|code, text| crate::errors::refusal_meaning(SELLER.name, code, text)))?;
        Ok(Participations { rows: rows.payload, answered_at })
    }
}
