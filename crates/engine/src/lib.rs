//! The sync loops: pull, decide, send, confirm; one scheduler.
