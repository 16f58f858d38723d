# docker build -t chat-webui . && docker run -p 127.0.0.1:8000:8000 -v chat-webui:/data -e ACCESS_PASSWORD=… chat-webui
# Inside a container the server is reached from outside of it, so it wants ACCESS_PASSWORD (or TRUST_PROXY_AUTH=1).
# Another port outside than 8000 needs ALLOWED_HOSTS=localhost. Ollama on the host: OLLAMA_BASE_URL=http://host.docker.internal:11434
FROM denoland/deno:debian-2.9.6

ENV DENO_NO_UPDATE_CHECK=1 HOST=0.0.0.0 PORT=8000 DATA_DIR=/data LOG_FORMAT=json
WORKDIR /app

# What is needed to build changes seldom: the layers above the sources are kept.
COPY deno.json deno.lock ./
COPY lib/fresh lib/fresh
RUN deno ci

COPY . .
RUN deno run -A dev.ts build && install -d -o deno -g deno -m 700 /data

USER deno
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s \
  CMD ["deno", "eval", "const r = await fetch('http://127.0.0.1:8000/api/health'); Deno.exit(r.ok ? 0 : 1)"]
ENTRYPOINT ["deno", "run", "-A", "main.ts"]
