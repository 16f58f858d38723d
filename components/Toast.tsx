/** A short word that something was done. It fades by itself and never takes the focus. */
export function Toast({ text }: { text: string }) {
  return <p key={text} role="status" class="toast">{text}</p>;
}
