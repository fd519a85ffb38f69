import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible, open } from "@/testing/stage";

describe("a connection's page (F322)", () => {
  it("tells the term, the region, the checklist and the orders of the day (F007, F008, F012, F014)", async () => {
    open("/channels?channel=tiktok-1", { scene: "real" });
    expect(await screen.findByText(/^The authorisation ends on (10 Dec|Dec 10,) 2026$/)).toBeTruthy();
    expect(screen.getByText("US · USD")).toBeTruthy();
    expect(screen.getByText("85 of 100", { selector: "dd" })).toBeTruthy();
    expect(screen.getByText("No return warehouse is set.")).toBeTruthy();
    const list = within(screen.getByRole("region", { name: "Shop checklist" }));
    expect(list.getAllByText("Failed")).toHaveLength(1);
    expect(list.getByText("Look at it")).toBeTruthy();
    expect(list.getByText("Not told")).toBeTruthy();
    await expectAccessible();
  });

  it("shows the age of Amazon's client secret and renews it without a new sign-in (F421)", async () => {
    const { person, askedFor } = open("/channels?channel=amazon-1", { scene: "real" });
    expect(await screen.findByText(/^163 days old, made (10 Jun|Jun 10,) 2026$/)).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Renew client secret" }));
    await person.type(screen.getByLabelText("New client secret"), "wrong");
    await expectAccessible();
    await person.click(screen.getByRole("button", { name: "Save the new secret" }));
    await waitFor(() =>
      expect(screen.getByLabelText("New client secret").getAttribute("aria-invalid")).toBe("true"),
    );
    await person.clear(screen.getByLabelText("New client secret"));
    await person.type(screen.getByLabelText("New client secret"), "s2");
    await person.click(screen.getByRole("button", { name: "Save the new secret" }));
    expect(await screen.findByText(/^0 days old/)).toBeTruthy();
    expect(askedFor("channels.renew_secret").at(-1)).toEqual({
      id: "amazon-1",
      client_secret: "s2",
      made_on: null,
    });
  });
});

describe("the wizard (F301)", () => {
  it("remarks on keys in the wrong field, checks them step by step and names what is missing", async () => {
    const { person, askedFor } = open("/channels?add=amazon", { scene: "real" });
    await person.type(await screen.findByLabelText("Client id"), "Atzr|abc");
    expect(screen.getByText("This looks like a refresh token; it belongs into another field.")).toBeTruthy();
    await person.type(screen.getByLabelText("Refresh token"), "wrong");
    await person.click(screen.getByRole("button", { name: "Check the keys" }));
    const steps = within(await screen.findByRole("list", { name: "Check of the keys" }));
    expect(steps.getByText("Reach the keychain")).toBeTruthy();
    expect(steps.getByText(/The platform does not accept these keys/)).toBeTruthy();
    expect(askedFor("channels.amazon_add")).toEqual([]);
    await expectAccessible();
  });

  it("keeps what was typed when the page is left, and never a secret on disk", async () => {
    const { person, router } = open("/channels?add=tiktok_shop", { scene: "real" });
    await person.type(await screen.findByLabelText("App key"), "key1");
    await person.type(screen.getByLabelText("App secret"), "top-secret");
    await router.navigate({ to: "/" });
    expect(JSON.stringify({ ...localStorage })).not.toContain("top-secret");
    expect(localStorage.getItem("shopferry.draft.tiktok")).toContain("key1");
    await router.navigate({ to: "/channels", search: { add: "tiktok_shop" } });
    expect((await screen.findByLabelText<HTMLInputElement>("App key")).value).toBe("key1");
    expect(screen.getByLabelText<HTMLInputElement>("App secret").value).toBe("top-secret");
  });
});
