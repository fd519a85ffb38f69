/** The icons in use, by what they mean here. Always beside a word or under a label: an icon never speaks alone. */
import {
  Activity, AlertTriangle, Anchor, Archive, ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Ban, Bell, Boxes, Check,
  CheckCircle2, ChevronDown, ChevronRight, ChevronsLeft, ChevronsRight, CircleDashed, CircleDot, CircleHelp, Clock,
  CloudOff, Copy, ExternalLink, EyeOff, FastForward, Hand, Home, Info, KeyRound, Link2, ListFilter, Lock, Moon, Package,
  PackageCheck, PackageX, Pause, Play, Plug, Plus, RefreshCw, RotateCcw, Search, Send, Settings, ShieldAlert, ShipWheel,
  ShoppingBag, SkipForward, Store, Sun, Trash2, Truck, Undo2, Unlink, Warehouse, X, XCircle, Columns3, Monitor, Timer,
  type LucideIcon,
} from "lucide-react";

const icons = {
  activity: Activity, alert: AlertTriangle, anchor: Anchor, archive: Archive, down: ArrowDown, back: ArrowLeft,
  forward: ArrowRight, up: ArrowUp, ban: Ban, bell: Bell, boxes: Boxes, check: Check, done: CheckCircle2,
  expand: ChevronDown, next: ChevronRight, collapse: ChevronsLeft, uncollapse: ChevronsRight, pending: CircleDashed,
  dot: CircleDot, help: CircleHelp, clock: Clock, offline: CloudOff, copy: Copy, external: ExternalLink,
  hidden: EyeOff, fast: FastForward, hand: Hand, home: Home, info: Info, key: KeyRound, link: Link2,
  filter: ListFilter, lock: Lock, moon: Moon, package: Package, packed: PackageCheck, lost: PackageX, pause: Pause,
  play: Play, plug: Plug, plus: Plus, sync: RefreshCw, retry: RotateCcw, search: Search, send: Send,
  settings: Settings, shield: ShieldAlert, helm: ShipWheel, order: ShoppingBag, skip: SkipForward, store: Store,
  sun: Sun, remove: Trash2, truck: Truck, undo: Undo2, unlink: Unlink, warehouse: Warehouse, close: X, failed: XCircle,
  columns: Columns3, monitor: Monitor, timer: Timer,
} satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof icons;

export function Icon({ name, size = 16, className }: { name: IconName; size?: 12 | 14 | 16 | 20 | 24; className?: string }) {
  const Drawn = icons[name];
  return <Drawn size={size} strokeWidth={1.75} className={className} aria-hidden="true" focusable="false" />;
}
