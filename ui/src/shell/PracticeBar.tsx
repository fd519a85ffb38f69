import { useAnnounce } from "@/data/announce";
import { useApp } from "@/data/app";
import { useNow } from "@/data/clock";
import { useWrite } from "@/data/commands";
import { formatDayClock } from "@/i18n/format";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Icon, type IconName } from "@/kit/Icon";
import styles from "./PracticeBar.module.css";

const speeds: {
  speed: number;
  icon: IconName;
  label: "practice.pause" | "practice.real_time" | "practice.fast";
}[] = [
  { speed: 0, icon: "pause", label: "practice.pause" },
  { speed: 1, icon: "play", label: "practice.real_time" },
  { speed: 60, icon: "fast", label: "practice.fast" },
];

/** Stands above every page of a practice shop: the data is made up, and time can be moved. */
export function PracticeBar() {
  const { practice } = useApp();
  const announce = useAnnounce();
  const now = useNow();
  const set = useWrite("practice.control", { failure: "practice.speed_failed" });
  const next = useWrite("practice.control", {
    failure: "practice.next_failed",
    onDone: () => announce.done(t("practice.jumped")),
  });
  if (!practice) return null;
  const speed = practice.paused ? 0 : practice.speed;
  return (
    <section className={styles.bar} aria-label={t("practice.label")}>
      <p className={styles.text}>
        <Icon name="helm" />
        <strong>{t("practice.title")}</strong>
        <span className={styles.note}>
          {t(practice.made_anew ? "practice.made_anew" : "practice.made_up")}
        </span>
      </p>
      <p className={styles.clock}>
        <span className="visually-hidden">{t("practice.world_time")}</span>
        {formatDayClock(now)}
      </p>
      <div className={styles.speeds} role="group" aria-label={t("practice.speed")}>
        {speeds.map((choice) => (
          <Button
            key={choice.speed}
            small
            look="quiet"
            icon={choice.icon}
            aria-pressed={speed === choice.speed}
            className={styles.speed ?? ""}
            onClick={() => set.mutate({ action: choice.speed === 0 ? "pause" : { speed: choice.speed } })}
          >
            {t(choice.label)}
          </Button>
        ))}
        <Button
          small
          look="quiet"
          icon="skip"
          busy={next.isPending}
          onClick={() => next.mutate({ action: "next_event" })}
        >
          {t("practice.next_event")}
        </Button>
      </div>
    </section>
  );
}
