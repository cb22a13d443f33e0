# The line: student chat, console, review pages and API. Built from the root: docker build -f docker/line.Dockerfile .
FROM python:3.11-slim-bookworm
RUN pip install --no-cache-dir uv
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH
COPY pyproject.toml uv.lock README.md ./
RUN uv sync --frozen --no-dev --no-install-project --compile-bytecode
COPY bot bot
COPY console console
COPY actions actions
COPY config config
RUN uv sync --frozen --no-dev --compile-bytecode \
    && useradd --uid 10001 --no-create-home tingjian \
    && install --directory --owner=tingjian --mode=700 /var/lib/tingjian
USER tingjian
EXPOSE 8355
CMD ["tingjian", "serve"]
