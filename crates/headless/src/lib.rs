//! The window-less binary shopferryd.
