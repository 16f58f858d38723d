/** A link may lead to a message that this window of the chat does not hold: the server knows the one that does. */
export function followMessageLink(): void {
  const id = /^#m-([0-9a-f-]{36})$/.exec(location.hash)?.[1];
  if (!id || document.getElementById(`m-${id}`)) return;
  const search = new URLSearchParams(location.search);
  if (search.get("at") === id) return; // it is not in this chat, or in another version of it
  location.replace(`${location.pathname}?at=${id}${location.hash}`);
}
