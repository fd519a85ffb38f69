import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button, LinkButton } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { SkeletonRows } from "@/kit/Skeleton";
import { Stamp } from "@/kit/Values";
import { ReasonNote } from "@/parts/ReasonNote";
import type { ReviewView } from "@/platform/contract";
import { Page } from "@/shell/Page";
import styles from "./Review.module.css";
import { ReviewAccept } from "./ReviewAccept";
import { ReviewCases } from "./ReviewCases";
import { ReviewOrders } from "./ReviewOrders";
import { ReviewStock } from "./ReviewStock";
import { ReviewCalls } from "./ReviewCalls";

/** Watch only: what each flow would write now, before any of them may (F017, F316). */
export function ReviewPage({ id }: { id: string }) {
  const review = useRead("review.get", { id });
  const back = (
    <LinkButton small icon="back" to="/channels" search={{ channel: id }}>
      {t("review.back")}
    </LinkButton>
  );
  return (
    <Page
      title={t("review.title", { name: review.data?.name ?? "" }).trim()}
      actions={
        <>
          {back}
          <Button small icon="sync" busy={review.isFetching} onClick={() => void review.refetch()}>
            {t("review.again")}
          </Button>
        </>
      }
    >
      {!review.data && !review.error && <SkeletonRows />}
      {!review.data && review.error && (
        <EmptyState kind="failed" title={review.error.message} action={back}>
          {review.error.cure}
        </EmptyState>
      )}
      {review.data && <Review review={review.data} />}
    </Page>
  );
}

function Review({ review }: { review: ReviewView }) {
  return (
    <div className={styles.page}>
      <State review={review} />
      <ReviewCases review={review} />
      <div className={styles.flows}>
        <ReviewOrders review={review} />
        <ReviewStock review={review} />
        <ReviewCalls
          title={t("review.tracking")}
          none={t("review.tracking_none")}
          calls={review.tracking}
          about={t("review.number")}
        />
        <ReviewCalls
          title={t("review.cancels")}
          none={t("review.cancels_none")}
          calls={review.cancels}
          about={t("review.our_key")}
        />
      </div>
      <p className={styles.products}>{t("review.products")}</p>
      <ReviewAccept review={review} />
    </div>
  );
}

function State({ review }: { review: ReviewView }) {
  if (review.refused) return <ReasonNote reason={review.refused} action={<span />} red />;
  if (review.accepted_at) {
    return (
      <Banner tone="ok" title={t("review.accepted")}>
        <Stamp at={review.accepted_at} />
      </Banner>
    );
  }
  return (
    <Banner tone="info" title={t(review.practice ? "review.practice" : "review.watching")}>
      {t(review.practice ? "review.practice_text" : "review.watching_text")}
    </Banner>
  );
}
