//! The platform's carrier lists, as last read, and the carriers a person chose (F082, F083).

use chrono::{DateTime, Utc};
use rusqlite::params;
use shopferry_domain::carrier::Carrier;
use shopferry_domain::{CarrierId, ConnectionId, DeliveryOptionId};

use crate::decode::{collect, first, to_json};
use crate::error::Result;
use crate::tag::Tag;
use crate::time::ms;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE carrier_lists (
    connection TEXT NOT NULL REFERENCES connections (id),
    delivery_option TEXT NOT NULL,
    carriers TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (connection, delivery_option)
) STRICT, WITHOUT ROWID;
CREATE TABLE carriers_chosen (
    connection TEXT NOT NULL REFERENCES connections (id),
    name TEXT NOT NULL,
    carrier TEXT NOT NULL,
    PRIMARY KEY (connection, name)
) STRICT, WITHOUT ROWID;";

/// A delivery option, its carriers, and when they were read.
pub type CarrierList = (DeliveryOptionId, Vec<Carrier>, DateTime<Utc>);

table_handles! {
    /// Carrier lists and chosen carriers.
    Carriers, CarriersMut
}

impl Carriers<'_> {
    /// The list of a delivery option and when it was read; none when it never was.
    pub fn list(
        &self,
        connection: &ConnectionId,
        option: &DeliveryOptionId,
    ) -> Result<Option<(Vec<Carrier>, DateTime<Utc>)>> {
        let sql = "SELECT delivery_option, carriers, read_at FROM carrier_lists WHERE connection = ?1 AND delivery_option = ?2";
        first("carrier_lists", self.view.prepare(sql)?, [connection.as_str(), option.as_str()], |c| {
            Ok((c.json("carriers")?, c.time("read_at")?))
        })
    }

    /// All lists of a connection, by delivery option.
    pub fn lists(&self, connection: &ConnectionId) -> Result<Vec<CarrierList>> {
        let sql = "SELECT delivery_option, carriers, read_at FROM carrier_lists WHERE connection = ?1 ORDER BY delivery_option";
        collect("carrier_lists", self.view.prepare(sql)?, [connection.as_str()], |c| {
            Ok((c.word("delivery_option")?, c.json("carriers")?, c.time("read_at")?))
        })
    }

    /// What a person chose: the fulfiller's name for a carrier and the platform's entry, by name.
    pub fn chosen(&self, connection: &ConnectionId) -> Result<Vec<(String, CarrierId)>> {
        let sql = "SELECT name, carrier FROM carriers_chosen WHERE connection = ?1 ORDER BY name";
        collect("carriers_chosen", self.view.prepare(sql)?, [connection.as_str()], |c| {
            Ok((c.get("name")?, c.word("carrier")?))
        })
    }
}

impl CarriersMut<'_> {
    /// Stores the list of a delivery option.
    pub fn save_list(
        &self,
        connection: &ConnectionId,
        option: &DeliveryOptionId,
        carriers: &[Carrier],
        read_at: DateTime<Utc>,
    ) -> Result<()> {
        let sql = "INSERT INTO carrier_lists (connection, delivery_option, carriers, read_at) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (connection, delivery_option) DO UPDATE SET carriers = excluded.carriers, read_at = excluded.read_at";
        let params = params![connection.as_str(), option.as_str(), to_json(&carriers)?, ms(read_at)];
        self.tx.run(Tag::Carriers, sql, params).map(drop)
    }

    /// Keeps a person's choice.
    pub fn choose(&self, connection: &ConnectionId, name: &str, carrier: &CarrierId) -> Result<()> {
        let sql = "INSERT INTO carriers_chosen (connection, name, carrier) VALUES (?1, ?2, ?3)
            ON CONFLICT (connection, name) DO UPDATE SET carrier = excluded.carrier";
        self.tx.run(Tag::Carriers, sql, [connection.as_str(), name, carrier.as_str()]).map(drop)
    }

    /// Forgets a choice; none is fine.
    pub fn forget(&self, connection: &ConnectionId, name: &str) -> Result<()> {
        let sql = "DELETE FROM carriers_chosen WHERE connection = ?1 AND name = ?2";
        self.tx.run(Tag::Carriers, sql, [connection.as_str(), name]).map(drop)
    }
}
