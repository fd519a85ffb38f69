//! A few readers, lent one at a time.

use std::sync::{Condvar, Mutex, PoisonError};

use rusqlite::Connection;

/// Connections that only read.
pub(crate) struct Readers {
    free: Mutex<Vec<Connection>>,
    returned: Condvar,
}

/// Gives the connection back, whatever happens in between.
struct Loan<'a> {
    from: &'a Readers,
    conn: Option<Connection>,
}

impl Readers {
    /// A pool of these.
    pub fn new(free: Vec<Connection>) -> Self {
        Self { free: Mutex::new(free), returned: Condvar::new() }
    }

    /// Waits for a free one and lends it.
    pub fn with<T>(&self, f: impl FnOnce(&Connection) -> crate::Result<T>) -> crate::Result<T> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let conn = loop {
            match free.pop() {
                Some(conn) => break conn,
                None => free = self.returned.wait(free).unwrap_or_else(PoisonError::into_inner),
            }
        };
        drop(free);
        let loan = Loan { from: self, conn: Some(conn) };
        match &loan.conn {
            Some(conn) => f(conn),
            None => Err(crate::LedgerError::Busy),
        }
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            self.from.free.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
            self.from.returned.notify_one();
        }
    }
}
