import { LoadRequest, ModelRequest, PullRequest } from "@/lib/shared/model_request.ts";
import { type Answer, events, noContent, ok, type OperationGroup } from "../operation.ts";
import {
  LoadedList,
  MemoryEvent,
  MemoryResult,
  ModelDescription,
  ModelList,
  ModelsEvent,
  PullEvent,
  PullList,
} from "../responses/models.ts";

const inMemory: Answer[] = [
  ok(MemoryResult, "Done."),
  events(MemoryEvent, "With `Accept: text/event-stream`: the program's lines as they come, then the end."),
];

/** What can go wrong with a call that changes one installed model. */
const ofOneModel: OperationGroup["operations"][number]["errors"] = [
  "invalid_input",
  "model_not_found",
  "conflict",
  "setup_required",
  "ollama_unreachable",
  "ollama_rejected",
];

export const models: OperationGroup = {
  name: "Models",
  words: "What the configured Ollama has, holds in memory and downloads.",
  operations: [
    {
      method: "get",
      path: "/api/models",
      summary: "List the installed models",
      description: "From what was last seen: answers while Ollama is down, with `stale` and `error`.",
      answers: [ok(ModelList, "The models.")],
    },
    {
      method: "get",
      path: "/api/models/ps",
      summary: "What is in memory",
      description: "Asks Ollama now.",
      answers: [ok(LoadedList, "The loaded models.")],
      errors: ["ollama_unreachable", "ollama_rejected", "ollama_timeout"],
    },
    {
      method: "post",
      path: "/api/models/show",
      summary: "One model in full",
      body: { schema: ModelRequest },
      answers: [ok(ModelDescription, "Its details.")],
      errors: ["invalid_input", "model_not_found", "ollama_unreachable", "ollama_rejected"],
    },
    {
      method: "get",
      path: "/api/models/events",
      summary: "Watch the models",
      description:
        "A stream that stays open: a `models` snapshot at once and when something changed, `progress` of " +
        "pulls, `load` of models. While one is open, what is loaded is looked at every 10 s.",
      answers: [events(ModelsEvent, "Events without ids.")],
    },
    {
      method: "post",
      path: "/api/models/pull",
      summary: "Download a model",
      description:
        "One at a time; others wait. Several readers share one pull. It goes on when they leave and is " +
        "offered again after a restart. `percent` never falls.",
      body: { schema: PullRequest },
      answers: [events(PullEvent, "`progress` over all layers, then `done` or `error`.")],
      errors: ["invalid_input", "conflict", "setup_required"],
    },
    {
      method: "get",
      path: "/api/models/pulls",
      summary: "List the pulls",
      answers: [ok(PullList, "Those that run, wait, have failed or were interrupted.")],
    },
    {
      method: "delete",
      path: "/api/models/pulls/{name}",
      summary: "Cancel or dismiss a pull",
      description: "Names hold `/` and `:`. Ollama keeps the parts: pulling again goes on where it stopped.",
      answers: [noContent("Gone from the list; its readers get `error` `conflict`.")],
      errors: ["invalid_input", "not_found"],
    },
    {
      method: "post",
      path: "/api/models/load",
      summary: "Load a model into memory",
      description:
        "By `OLLAMA_BIN` when it is there, otherwise and for embedding models over HTTP. Never downloads.",
      body: { schema: LoadRequest },
      answers: inMemory,
      errors: ofOneModel,
    },
    {
      method: "post",
      path: "/api/models/unload",
      summary: "Free a model's memory",
      body: { schema: ModelRequest },
      answers: inMemory,
      errors: ofOneModel,
    },
    {
      method: "delete",
      path: "/api/models/{name}",
      summary: "Delete a model",
      description: "Names hold `/` and `:`. A loaded one is unloaded first.",
      answers: [noContent("Deleted.")],
      errors: ofOneModel,
    },
  ],
};
