/** What to look for in all chats, and in which of their messages. */
import { Button } from "@/components/Button.tsx";
import { Field } from "@/components/Field.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Select } from "@/components/Select.tsx";
import type { SearchFilters } from "@/lib/pages/search_filters.ts";

export interface SearchFormProps {
  q: string;
  filters: SearchFilters;
  isFiltered: boolean;
}

export function SearchForm({ q, filters, isFiltered }: SearchFormProps) {
  return (
    <form action="/search" role="search" aria-label="Messages" class="search-form">
      <div class="inline-form">
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
      </div>
      <details class="search-filters" open={isFiltered}>
        <summary>Filters</summary>
        <FilterFields {...filters} />
        {isFiltered && (
          <a class="text-accent" href={q ? `/search?${new URLSearchParams({ q })}` : "/search"}>
            Without filters
          </a>
        )}
      </details>
    </form>
  );
}

function FilterFields({ chat, role, models, model, from, to }: SearchFilters) {
  const modelChoices = models.map((name) => ({ value: name, label: name }));
  return (
    <div class="filter-fields">
      {chat && (
        <label class="only-chat">
          <input type="checkbox" name="session_id" value={chat.id} checked />
          <Icon name="message-square" />
          <span>Only in “{chat.title}”</span>
        </label>
      )}
      <Select name="role" label="Written by" value={role} choices={authors} />
      <Select
        name="model"
        label="Model"
        value={model}
        choices={[{ value: "", label: "Any" }, ...modelChoices]}
      />
      <Field type="date" name="from" label="From" value={from} />
      <Field type="date" name="to" label="To" value={to} />
    </div>
  );
}

const authors = [
  { value: "", label: "Anyone" },
  { value: "user", label: "You" },
  { value: "assistant", label: "A model" },
];
