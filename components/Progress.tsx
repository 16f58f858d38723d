/** How far some work has come; without a value it is under way and nobody knows. */
export function Progress({ label, percent }: { label: string; percent?: number }) {
  return <progress class="progress" aria-label={label} value={percent} max={100} />;
}
