# The executable and nothing else, on Debian. How to run it: compose.yaml and docs/user-guide.md.
#
#   docker build -t chat-webui .
#   docker run --read-only --cap-drop ALL --security-opt no-new-privileges -p 127.0.0.1:8000:8000 \
#     -v chat-webui:/data -e ACCESS_PASSWORD=… -e ALLOWED_HOSTS=localhost chat-webui
#
# A container is reached from outside of it, so it wants ACCESS_PASSWORD (or TRUST_PROXY_AUTH=1).
FROM node:24-bookworm-slim AS build

ENV DENO_NO_UPDATE_CHECK=1
WORKDIR /app
# From the npm registry, as everything else here: no other place has to be reached. The pin is README's.
RUN npm install --global --no-audit --no-fund deno@2.9.6

# What the packages need changes seldom: the layers above the sources are kept.
COPY deno.json deno.lock ./
COPY lib/fresh lib/fresh
RUN deno ci

COPY . .
RUN deno task build && deno task compile

FROM debian:bookworm-slim

RUN groupadd --gid 10001 chat \
  && useradd --uid 10001 --gid chat --no-create-home --home-dir /data --shell /usr/sbin/nologin chat \
  && install -d -o chat -g chat -m 700 /data
COPY --from=build /app/dist/chat-webui /usr/local/bin/chat-webui

# DENO_DIR need not exist, but without a name for it and without a HOME the runtime does not start.
ENV DENO_NO_UPDATE_CHECK=1 DENO_DIR=/tmp/deno HOST=0.0.0.0 PORT=8000 DATA_DIR=/data LOG_FORMAT=json
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
# bash speaks enough HTTP for it, so that no client has to be installed.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /api/health HTTP/1.1\\r\\nHost: 127.0.0.1:%s\\r\\nConnection: close\\r\\n\\r\\n' $PORT >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["/usr/local/bin/chat-webui"]
