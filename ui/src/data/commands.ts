/** Reading and writing through the platform. Keys are built here and nowhere else; refetching follows the tags. */
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseQueryResult,
} from "@tanstack/react-query";
import type { MessageKey } from "@/i18n/t";
import type { CommandError } from "@/platform/command_error";
import type { Answer, CommandName, Payload } from "@/platform/contract";
import { usePlatform } from "@/platform/PlatformContext";
import { useProblems } from "./problems";
import { isTouched, staleAfter } from "./tags";

export function readKey<C extends CommandName>(command: C, payload: Payload<C>) {
  return [command, payload] as const;
}

export interface ReadOptions {
  enabled?: boolean;
  /** Keep showing the answer for the previous payload while the next one is read. */
  keep?: boolean;
}

/** A read of the ledger: cached, refetched when its tags change, its last good answer kept when a refresh fails. */
export function useRead<C extends CommandName>(
  command: C,
  payload: Payload<C>,
  options: ReadOptions = {},
): UseQueryResult<Answer<C>, CommandError> {
  const platform = usePlatform();
  return useQuery<Answer<C>, CommandError>({
    queryKey: readKey(command, payload),
    queryFn: () => platform.call(command, payload),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
  });
}

export interface WriteOptions<C extends CommandName> {
  /** The headline when it fails; null when the form shows the failure itself. */
  failure: MessageKey | null;
  onDone?: (answer: Answer<C>, payload: Payload<C>) => void;
}

/** A command that changes something. Failures appear in the one place for problems, unless the form takes them. */
export function useWrite<C extends CommandName>(command: C, options: WriteOptions<C>) {
  const platform = usePlatform();
  const client = useQueryClient();
  const problems = useProblems();
  return useMutation<Answer<C>, CommandError, Payload<C>>({
    mutationFn: (payload) => platform.call(command, payload),
    onSuccess: (answer, payload) => {
      refreshTagged(client, staleAfter(command));
      options.onDone?.(answer, payload);
    },
    onError: (error) => {
      if (options.failure !== null) problems.report(options.failure, error);
    },
  });
}

/** Marks the reads that depend on the changed tags as stale. */
export function refreshTagged(client: QueryClient, tags: readonly string[]): void {
  void client.invalidateQueries({
    predicate: (query) => isTouched(query.queryKey[0] as CommandName, tags),
  });
}
