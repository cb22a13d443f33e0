"""Options of the Rasa server: from the command line, else from the environment, else the loopback defaults."""

import argparse
import logging
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODEL = ".local/models/tingjian.tar.gz"
CACHE = ROOT / ".local" / "rasa-cache"


def environment_for_rasa() -> None:
    """What Rasa and TensorFlow read when they are imported: no telemetry, no chatter, nothing written outside .local."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("LOG_LEVEL_LIBRARIES", "ERROR")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("RASA_CACHE_DIRECTORY", str(CACHE))


def jieba_at_home() -> None:
    """Let jieba keep its dictionary beside the model, not in a folder of the machine that anybody may write."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    try:
        CACHE.mkdir(parents=True, exist_ok=True)
    except OSError:
        return  # A container may be read-only; then the dictionary is built anew each time.
    jieba.dt.tmp_dir = str(CACHE)


def server_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="actions.rasa_side.server", description="Start the Rasa server.")
    parser.add_argument("--host", default=os.environ.get("TINGJIAN_RASA_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("TINGJIAN_RASA_PORT", "5005")))
    parser.add_argument("--model", default=os.environ.get("TINGJIAN_RASA_MODEL", MODEL))
    return parser.parse_args()


def refuse_a_taken_port(host: str, port: int) -> None:
    """End with one sentence instead of a server's stack of errors."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as refused:
            sys.exit(f"Cannot listen on {host}:{port} ({refused.strerror}). Is another Rasa still running?")
