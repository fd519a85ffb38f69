//! One seed gives the same log, byte for byte, in two processes with different time zones and temporary folders
//! (architecture, section 4).

use anyhow::{Result, ensure};
use shopferry_tests::support::program;

fn log(seed: u64, zone: &str) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let output = program::command()?
        .args(["practice", "log", "--orders", "40", "--faults", "all", "--seed", &seed.to_string()])
        .env("TZ", zone)
        .env("TMPDIR", folder.path())
        .current_dir(folder.path())
        .output()?;
    ensure!(output.status.success(), "seed {seed}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}

fn first_difference(a: &[u8], b: &[u8]) -> String {
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>();
    let (a, b) = (lines(a), lines(b));
    let at = a.iter().zip(&b).position(|(x, y)| x != y).unwrap_or(a.len().min(b.len()));
    format!("line {at}:\n{:?}\n{:?}", a.get(at), b.get(at))
}

#[test]
fn a_seed_replays_exactly_in_another_process() -> Result<()> {
    let here = log(5, "Pacific/Auckland")?;
    let there = log(5, "America/Caracas")?;
    ensure!(here.len() > 10_000, "the log holds a whole day: {} bytes", here.len());
    ensure!(here == there, "seed 5 differs at {}", first_difference(&here, &there));
    Ok(())
}

#[test]
fn another_seed_is_another_day() -> Result<()> {
    ensure!(log(5, "UTC")? != log(6, "UTC")?, "two seeds must not give one day");
    Ok(())
}
