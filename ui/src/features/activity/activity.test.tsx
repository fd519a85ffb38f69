import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible, open, page } from "@/testing/stage";

describe("Activity (F202)", () => {
  it("shows each run with what it read, changed and failed, and marks a partial one", async () => {
    open("/activity");
    await page("Activity");
    const runs = within(await screen.findByRole("table", { name: "Runs" }));
    expect(runs.getAllByRole("row")).toHaveLength(41);
    expect(runs.getByText("Partial")).toBeTruthy();
    expect(runs.getAllByText("Failed").length).toBe(3);
    await expectAccessible();
  });

  it("keeps whether a job ran and what the platform said apart, and retries", async () => {
    const { person, askedFor } = open("/activity?tab=jobs");
    const jobs = within(await screen.findByRole("table", { name: "Outbox" }));
    expect(jobs.getByText("Gave up")).toBeTruthy();
    expect(jobs.getByText("Refused")).toBeTruthy();
    await person.click(jobs.getByRole("button", { name: "Retry 576461413070461105" }));
    await waitFor(() => expect(askedFor("activity.retry_job")).toEqual([{ id: 59 }]));
    await waitFor(() => expect(jobs.queryByText("Gave up")).toBeNull());
    await expectAccessible();
  });

  it("shows a set-aside record with its fault and reads it again", async () => {
    const { person } = open("/activity?tab=set_aside");
    expect(await screen.findByText(/expected an amount/)).toBeTruthy();
    await expectAccessible();
    await person.click(screen.getByRole("button", { name: "Read again" }));
    expect(await screen.findByText("No record was set aside")).toBeTruthy();
  });

  it("shows failures only, on request", async () => {
    const { person } = open("/activity");
    await person.click(await screen.findByRole("checkbox", { name: "Only failures" }));
    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(3));
  });
});
