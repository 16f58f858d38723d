/** What to look for in all chats, and in which of their messages. */
import { Button } from "@/components/Button.tsx";
import { Field } from "@/components/Field.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Select } from "@/components/Select.tsx";
import type { SearchFilters } from "@/lib/pages/search_filters.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { fill } from "@/lib/texts/text.ts";

export interface SearchFormProps {
  q: string;
  filters: SearchFilters;
  isFiltered: boolean;
}

export function SearchForm({ q, filters, isFiltered }: SearchFormProps) {
  const { search } = useTexts();
  return (
    <form action="/search" role="search" aria-label={search.messages} class="search-form">
      <div class="inline-form">
        <input
          type="search"
          name="q"
          class="input"
          aria-label={search.field}
          placeholder={search.placeholder}
          value={q}
          autofocus={q === ""}
        />
        <Button look="primary" icon="search">{search.button}</Button>
      </div>
      <details class="search-filters" open={isFiltered}>
        <summary>{search.filters}</summary>
        <FilterFields {...filters} />
        {isFiltered && (
          <a class="text-accent" href={q ? `/search?${new URLSearchParams({ q })}` : "/search"}>
            {search.withoutFilters}
          </a>
        )}
      </details>
    </form>
  );
}

function FilterFields({ chat, role, models, model, from, to }: SearchFilters) {
  const { search } = useTexts();
  const authors = [
    { value: "", label: search.authors.any },
    { value: "user", label: search.authors.user },
    { value: "assistant", label: search.authors.assistant },
  ];
  const modelChoices = models.map((name) => ({ value: name, label: name }));
  return (
    <div class="filter-fields">
      {chat && (
        <label class="only-chat">
          <input type="checkbox" name="session_id" value={chat.id} checked />
          <Icon name="message-square" />
          <span>{fill(search.onlyIn, { title: chat.title })}</span>
        </label>
      )}
      <Select name="role" label={search.author} value={role} choices={authors} />
      <Select
        name="model"
        label={search.model}
        value={model}
        choices={[{ value: "", label: search.anyModel }, ...modelChoices]}
      />
      <Field type="date" name="from" label={search.from} value={from} />
      <Field type="date" name="to" label={search.to} value={to} />
    </div>
  );
}
