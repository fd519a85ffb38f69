/** A long list read page by page, as far as it is scrolled. */
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { CommandError } from "@/platform/command_error";
import type { Answer, OrderQuery } from "@/platform/contract";
import { usePlatform } from "@/platform/PlatformContext";

const PAGE = 200;

export function useOrderPages(query: Omit<OrderQuery, "offset" | "limit">) {
  const platform = usePlatform();
  return useInfiniteQuery<Answer<"orders.list">, CommandError>({
    queryKey: ["orders.list", query],
    queryFn: ({ pageParam }) =>
      platform.call("orders.list", { ...query, offset: Number(pageParam), limit: PAGE }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return read < last.total && last.rows.length > 0 ? read : undefined;
    },
    placeholderData: keepPreviousData,
  });
}
