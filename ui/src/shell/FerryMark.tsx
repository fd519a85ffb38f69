import styles from "./FerryMark.module.css";

/** The application's mark: a parcel on a hull above a wave. The same drawing as icons/shopferry.svg. */
export function FerryMark({ size = 24 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 512 512"
      aria-hidden="true"
      focusable="false"
      className={styles.mark}
    >
      <rect className={styles.ground} width="512" height="512" rx="112" />
      <rect className={styles.parcel} x="160" y="96" width="192" height="160" rx="16" />
      <path className={styles.tape} d="M232 96h48v64l-24-16-24 16z" />
      <path className={styles.hull} d="M80 280h352l-44 86c-7 14-17 20-33 20H157c-16 0-26-6-33-20z" />
      <path className={styles.wave} d="M88 432q42-30 84 0t84 0 84 0 84 0" />
    </svg>
  );
}
