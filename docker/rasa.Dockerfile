# Rasa with its actions on its own Python 3.10, with the model trained into the image.
# Built from the root: docker build -f docker/rasa.Dockerfile .
FROM python:3.10-slim-bookworm
RUN pip install --no-cache-dir uv
WORKDIR /app
ENV UV_PROJECT_ENVIRONMENT=/app/.local/rasa-venv PATH=/app/.local/rasa-venv/bin:$PATH PYTHONPATH=/app
COPY config/rasa config/rasa
RUN uv sync --project config/rasa --frozen --compile-bytecode
COPY actions actions
COPY nlu_data nlu_data
COPY tools/train_rasa.py tools/train_rasa.py
RUN python tools/train_rasa.py && useradd --uid 10001 --create-home tingjian
USER tingjian
EXPOSE 5005
CMD ["python", "-m", "actions.rasa_side.server", "--host", "0.0.0.0", "--port", "5005", "--model", "/app/.local/models/tingjian.tar.gz"]
