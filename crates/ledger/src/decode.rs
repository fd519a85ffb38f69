//! Reading rows: a value that cannot be understood is an error naming table, row and column, never a silent skip.

use chrono::{DateTime, TimeZone, Utc};
use rusqlite::types::FromSql;
use rusqlite::{CachedStatement, Params, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as WordError, StrDeserializer};

use crate::error::{LedgerError, Result};

/// One row of a named table. Its first column is taken as the row's name in errors, so it must be a key.
pub(crate) struct Cols<'r> {
    table: &'static str,
    row: &'r Row<'r>,
}

impl<'r> Cols<'r> {
    fn fault(&self, column: &str, detail: impl std::fmt::Display) -> LedgerError {
        let row = match self.row.get_ref(0) {
            Ok(rusqlite::types::ValueRef::Integer(n)) => n.to_string(),
            Ok(rusqlite::types::ValueRef::Text(t)) => String::from_utf8_lossy(t).into_owned(),
            _ => "?".to_owned(),
        };
        LedgerError::Row { table: self.table, row, column: column.to_owned(), detail: detail.to_string() }
    }

    /// A value SQLite knows.
    pub fn get<T: FromSql>(&self, column: &str) -> Result<T> {
        self.row.get(column).map_err(|e| match e.sqlite_error_code() {
            Some(_) => LedgerError::from(e),
            None => self.fault(column, "a value of another type"),
        })
    }

    /// A number that must fit.
    pub fn number<T: TryFrom<i64>>(&self, column: &str) -> Result<T> {
        let value: i64 = self.get(column)?;
        T::try_from(value).map_err(|_| self.fault(column, "a number out of range"))
    }

    /// A number that must fit, or nothing.
    pub fn opt_number<T: TryFrom<i64>>(&self, column: &str) -> Result<Option<T>> {
        let value: Option<i64> = self.get(column)?;
        value.map(|v| T::try_from(v).map_err(|_| self.fault(column, "a number out of range"))).transpose()
    }

    /// UTC milliseconds.
    pub fn time(&self, column: &str) -> Result<DateTime<Utc>> {
        let value: i64 = self.get(column)?;
        Utc.timestamp_millis_opt(value).single().ok_or_else(|| self.fault(column, "a time out of range"))
    }

    /// UTC milliseconds, or nothing.
    pub fn opt_time(&self, column: &str) -> Result<Option<DateTime<Utc>>> {
        let value: Option<i64> = self.get(column)?;
        value
            .map(|v| Utc.timestamp_millis_opt(v).single().ok_or_else(|| self.fault(column, "a time out of range")))
            .transpose()
    }

    /// A word of an enumeration, or an id.
    pub fn word<T: DeserializeOwned>(&self, column: &str) -> Result<T> {
        let text: String = self.get(column)?;
        self.read_word(column, &text)
    }

    /// A word of an enumeration or an id, or nothing.
    pub fn opt_word<T: DeserializeOwned>(&self, column: &str) -> Result<Option<T>> {
        let text: Option<String> = self.get(column)?;
        text.map(|t| self.read_word(column, &t)).transpose()
    }

    fn read_word<T: DeserializeOwned>(&self, column: &str, text: &str) -> Result<T> {
        T::deserialize(StrDeserializer::<WordError>::new(text)).map_err(|_| self.fault(column, "an unknown word or id"))
    }

    /// A JSON column.
    pub fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T> {
        let text: String = self.get(column)?;
        self.read_json(column, &text)
    }

    /// A JSON column, or nothing.
    pub fn opt_json<T: DeserializeOwned>(&self, column: &str) -> Result<Option<T>> {
        let text: Option<String> = self.get(column)?;
        text.map(|t| self.read_json(column, &t)).transpose()
    }

    fn read_json<T: DeserializeOwned>(&self, column: &str, text: &str) -> Result<T> {
        // serde's messages may quote the value, which may be a buyer's: only the place is told.
        serde_json::from_str(text)
            .map_err(|e| self.fault(column, format!("JSON of another shape at character {}", e.column())))
    }
}

/// All rows of a statement.
pub(crate) fn collect<T>(
    table: &'static str,
    mut statement: CachedStatement<'_>,
    params: impl Params,
    read: impl Fn(&Cols<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(&Cols { table, row })?);
    }
    Ok(found)
}

/// The first row of a statement.
pub(crate) fn first<T>(
    table: &'static str,
    mut statement: CachedStatement<'_>,
    params: impl Params,
    read: impl Fn(&Cols<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut rows = statement.query(params)?;
    rows.next()?.map(|row| read(&Cols { table, row })).transpose()
}

/// A value as a JSON column.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|_| LedgerError::Sql { detail: "a value cannot be written as JSON".to_owned() })
}

/// A value as a JSON column that may be empty.
pub(crate) fn opt_json<T: Serialize>(value: Option<&T>) -> Result<Option<String>> {
    value.map(to_json).transpose()
}

/// An enumeration's word as a text column.
pub(crate) fn to_word<T: Serialize>(value: &T) -> Result<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(LedgerError::Sql { detail: "a value is not a single word".to_owned() }),
    }
}

/// Several words as a JSON array, for `IN (SELECT value FROM json_each(?))`: one statement for any count.
pub(crate) fn to_words<T: Serialize>(values: &[T]) -> Result<String> {
    to_json(&values)
}
