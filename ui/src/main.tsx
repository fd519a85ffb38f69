import "./theme/tokens.css";
import "./theme/base.css";
import { createRoot } from "react-dom/client";
import { choosePlatform } from "./platform/choose";
import { AppRoot } from "./shell/AppRoot";
import { createAppRouter } from "./shell/routes";
import { applyTheme, storedTheme } from "./shell/theme";

applyTheme(storedTheme());

// The session code must leave the address bar before the router reads it.
const platform = await choosePlatform();
const holder = document.getElementById("root");
if (holder) createRoot(holder).render(<AppRoot platform={platform} router={createAppRouter()} />);
