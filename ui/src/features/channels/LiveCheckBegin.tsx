import { useState } from "react";
import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Field } from "@/kit/Field";
import { Panel } from "@/kit/Panel";
import { FormError } from "@/parts/connect/FormError";
import styles from "./Review.module.css";

/** Names the one product and the one order. */
export function LiveCheckBegin({ id }: { id: string }) {
  const [sku, setSku] = useState("");
  const [order, setOrder] = useState("");
  const begin = useWrite("live_check.begin", { failure: null });
  const errorOf = (field: string) => (begin.error?.field === field ? begin.error.message : undefined);
  return (
    <Panel title={t("live.begin_title")}>
      <p>{t("live.begin_text")}</p>
      <p>{t("live.begin_other")}</p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate({ id, sku: sku.trim(), order: order.trim() });
        }}
      >
        <FormError error={begin.error} />
        <Field
          label={t("live.sku")}
          hint={t("live.sku_hint")}
          mono
          required
          value={sku}
          error={errorOf("sku")}
          onChange={(event) => setSku(event.target.value)}
        />
        <Field
          label={t("live.order")}
          hint={t("live.order_hint")}
          mono
          required
          value={order}
          error={errorOf("order")}
          onChange={(event) => setOrder(event.target.value)}
        />
        <div className={styles.actions}>
          <Button look="primary" type="submit" busy={begin.isPending}>
            {t("live.begin")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
