# Debian, because the embedded PostgreSQL and the native modules need glibc.
FROM node:24-bookworm-slim AS dashboard
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY src ./src
COPY web ./web
RUN node node_modules/vite/bin/vite.js build --config web/vite.config.ts

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
COPY scripts/prepare.js ./scripts/
RUN npm ci --omit=dev
COPY bin ./bin
COPY src ./src
COPY migrations ./migrations
COPY --from=dashboard /app/web/dist ./web/dist
COPY examples ./examples
RUN mkdir -p /data/campaign_briefs && chown -R node:node /data
ENV AICMO_HOME=/data/home \
    AICMO_BRIEFS_DIR=/data/campaign_briefs \
    AICMO_OUTPUT_DIR=/data/output \
    AICMO_ALERTS_DIR=/data/alerts \
    AICMO_LOGS_DIR=/data/logs
VOLUME /data
USER node
# Longer than AICMO_DRAIN_MS: docker stop --time 40, or stop_grace_period in compose.yaml.
HEALTHCHECK --interval=10s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.AICMO_PORT||7400)+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["node", "bin/aicmo.js"]
CMD ["serve"]
