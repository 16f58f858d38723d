/** What to look for in all chats. */
import { Button } from "@/components/Button.tsx";

export function SearchForm({ q }: { q: string }) {
  return (
    <form action="/search" role="search" aria-label="Messages" class="inline-form search-form">
      <input
        type="search"
        name="q"
        class="input"
        aria-label="Search messages"
        placeholder="words, an “exact phrase”, -without"
        value={q}
        autofocus={q === ""}
      />
      <Button look="primary" icon="search">Search</Button>
    </form>
  );
}
