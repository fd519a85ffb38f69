import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { dialog, expectAccessible, open, page } from "@/testing/stage";

describe("Mapping", () => {
  it("shows unlinked listings first and links one (F190, F191)", async () => {
    const { person, askedFor } = open("/mapping");
    await page("Mapping");
    await person.click(await screen.findByRole("button", { name: "Link to…: Insulated steel bottle" }));
    const link = await dialog("Link to…");
    expect(await link.findByText("Same SKU but for upper and lower case")).toBeTruthy();
    await expectAccessible();
    await person.click(link.getByRole("radio", { name: /BOTTLE-STEEL-750/ }));
    await person.click(link.getByRole("button", { name: "Link listing" }));
    await waitFor(() => expect(askedFor("links.put")).toHaveLength(1));
    await waitFor(() => expect(screen.queryByText("Insulated steel bottle")).toBeNull());
  });

  it("unlinks after saying what follows (F192)", async () => {
    const { person, askedFor } = open("/mapping?tab=linked");
    const table = within(await screen.findByRole("table", { name: "Linked" }));
    await person.click(
      table.getAllByRole("button", { name: "Unlink: Fig scented candle" })[0] as HTMLElement,
    );
    const asked = await dialog("Unlink “Fig scented candle”?");
    await person.click(asked.getByRole("button", { name: "Unlink listing" }));
    await waitFor(() =>
      expect(askedFor("links.remove")).toEqual([{ connection: "tiktok-1", listing_sku: "1729384756011" }]),
    );
    await expectAccessible();
  });

  it("reads the listings now (F194)", async () => {
    const { person, askedFor } = open("/mapping");
    await person.click(await screen.findByRole("button", { name: "Download listings" }));
    await waitFor(() => expect(askedFor("flows.run")).toEqual([{ id: "tiktok-1", flow: "pull_listings" }]));
  });
});
