//! Everything a screen, the command line or a script may ask, declared once.
