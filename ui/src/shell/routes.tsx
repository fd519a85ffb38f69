/** The pages and what of them stands in the URL. Hash history: the same files are served by every host. */
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  type RouterHistory,
} from "@tanstack/react-router";
import { ActivityPage } from "@/features/activity/ActivityPage";
import { ChannelsPage } from "@/features/channels/ChannelsPage";
import { ShopSettingsPage } from "@/features/channels/settings/ShopSettingsPage";
import { HomePage } from "@/features/home/HomePage";
import { InventoryPage } from "@/features/inventory/InventoryPage";
import { MappingPage } from "@/features/mapping/MappingPage";
import { OrdersPage } from "@/features/orders/OrdersPage";
import { SettingsPage } from "@/features/settings/SettingsPage";
import {
  readActivitySearch,
  readChannelSearch,
  readMappingSearch,
  readOrderSearch,
  readRulesSearch,
  readSettingsSearch,
  readTextSearch,
} from "./search";
import { Gate } from "./Gate";
import { NotFound } from "./NotFound";

const root = createRootRoute({ component: Gate, notFoundComponent: NotFound });
const home = createRoute({ getParentRoute: () => root, path: "/", component: HomePage });
const orders = createRoute({
  getParentRoute: () => root,
  path: "/orders",
  component: OrdersPage,
  validateSearch: readOrderSearch,
});
const inventory = createRoute({
  getParentRoute: () => root,
  path: "/inventory",
  component: InventoryPage,
  validateSearch: readTextSearch,
});
const mapping = createRoute({
  getParentRoute: () => root,
  path: "/mapping",
  component: MappingPage,
  validateSearch: readMappingSearch,
});
const channels = createRoute({
  getParentRoute: () => root,
  path: "/channels",
  component: ChannelsPage,
  validateSearch: readChannelSearch,
});
const shopSettings = createRoute({
  getParentRoute: () => root,
  path: "/channels/$shop/settings",
  component: ShopSettingsPage,
  validateSearch: readRulesSearch,
});
const activity = createRoute({
  getParentRoute: () => root,
  path: "/activity",
  component: ActivityPage,
  validateSearch: readActivitySearch,
});
const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: SettingsPage,
  validateSearch: readSettingsSearch,
});

const tree = root.addChildren([home, orders, inventory, mapping, channels, shopSettings, activity, settings]);

export function createAppRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({ routeTree: tree, history, defaultPreload: false, scrollRestoration: false });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
