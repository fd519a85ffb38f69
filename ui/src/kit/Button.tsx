import { Link, type LinkProps } from "@tanstack/react-router";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import styles from "./Button.module.css";
import { cx } from "./class_names";
import { Icon, type IconName } from "./Icon";

export type ButtonLook = "primary" | "plain" | "quiet" | "danger";

interface Look {
  look?: ButtonLook;
  small?: boolean;
  icon?: IconName;
  /** Work under way: the button stays in place, says so to assistive technology and takes no second press. */
  busy?: boolean;
}

export interface ButtonProps extends Look, Omit<ButtonHTMLAttributes<HTMLButtonElement>, "ref"> {
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look = "plain",
  small,
  icon,
  busy,
  children,
  className,
  ref,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      ref={ref}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={busy ? undefined : rest.onClick}
      className={cx(styles.button, styles[look], small && styles.small, className)}
    >
      {busy ? (
        <Icon name="sync" size={14} className={styles.turning} />
      ) : (
        icon && <Icon name={icon} size={small ? 14 : 16} />
      )}
      {children !== undefined && <span className={styles.label}>{children}</span>}
    </button>
  );
}

/** A button that is only an icon: its label is required, read aloud and shown as the title. */
export function IconButton({
  label,
  className,
  ...rest
}: Omit<ButtonProps, "children"> & { label: string; icon: IconName }) {
  return (
    <Button
      look="quiet"
      {...rest}
      aria-label={label}
      title={label}
      className={cx(styles.square, className)}
    />
  );
}

/** A link that looks like a button: it goes somewhere and does nothing else. */
export function LinkButton({
  look = "plain",
  small,
  icon,
  children,
  ...rest
}: Omit<Look, "busy"> & LinkProps & { children: ReactNode }) {
  return (
    <Link {...rest} className={cx(styles.button, styles[look], small && styles.small)}>
      {icon && <Icon name={icon} size={small ? 14 : 16} />}
      <span className={styles.label}>{children}</span>
    </Link>
  );
}
