#!/usr/bin/env bash
# Builds an image of this folder, migrates, starts it, and goes back to the image before when it does not become ready.
# Needs Docker with compose, and POSTGRES_PASSWORD in the environment or in .env.
# A migration stays when the image goes back: take a backup before (`aicmo db backup`, docs/guides/run-it.md).
set -euo pipefail
cd "$(dirname "$0")/.."

port=${AICMO_PORT:-7400}
patience=${DEPLOY_PATIENCE_S:-60}
new="aicmo:$(git rev-parse --short HEAD 2>/dev/null || date +%Y%m%d%H%M%S)"
before=$(docker inspect --format '{{.Config.Image}}' "$(docker compose ps --quiet aicmo 2>/dev/null)" 2>/dev/null || true)

becomes_ready() {
  for _ in $(seq "$patience"); do
    if curl --fail --silent --output /dev/null "http://127.0.0.1:$port/readyz"; then return 0; fi
    sleep 1
  done
  return 1
}

export AICMO_IMAGE=$new
docker compose build aicmo
docker compose up --detach --wait db
docker compose run --rm aicmo migrate
docker compose up --detach aicmo

if becomes_ready; then
  echo "$new is ready on http://127.0.0.1:$port"
  exit 0
fi

docker compose logs --tail 50 aicmo >&2
if [ -z "$before" ] || [ "$before" = "$new" ]; then
  echo "$new did not become ready within $patience s, and there is no other image to go back to." >&2
  exit 1
fi
echo "$new did not become ready within $patience s; going back to $before." >&2
export AICMO_IMAGE=$before
docker compose up --detach --no-build aicmo
becomes_ready || echo "$before is not ready either; see docker compose logs aicmo." >&2
exit 1
