import { useNavigate, useSearch } from "@tanstack/react-router";
import { t } from "@/i18n/t";
import { useWide } from "@/kit/use_wide";
import { Page } from "@/shell/Page";
import { OrderDetail } from "./OrderDetail";
import { OrderList } from "./OrderList";
import styles from "./OrdersPage.module.css";

/** The list, with the open order beside it where there is room and instead of it where there is not. */
export function OrdersPage() {
  const search = useSearch({ from: "/orders" });
  const navigate = useNavigate({ from: "/orders" });
  const wide = useWide();
  const close = () => {
    void navigate({ search: ({ order: _closed, ...rest }) => rest });
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-row="${search.order}"] th a`)?.focus(),
    );
  };
  const open = search.order;
  return (
    <Page title={t("orders.title")} fill>
      <div className={styles.split}>
        {(wide || !open) && <OrderList search={search} />}
        {open && (
          <aside
            className={wide ? styles.drawer : styles.full}
            aria-label={t("order.region")}
            onKeyDown={(event) => {
              if (event.key === "Escape" && !event.defaultPrevented) close();
            }}
          >
            <OrderDetail key={open} orderKey={open} onClose={close} wide={wide} />
          </aside>
        )}
      </div>
    </Page>
  );
}
