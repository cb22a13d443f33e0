"""Starts the Rasa server: `python -m actions.rasa_side.server`, in Rasa's own environment."""

from functools import partial
from typing import Any

from actions.rasa_side.quiet import keep_words_out, log
from actions.rasa_side.settings import ROOT, environment_for_rasa, jieba_at_home, refuse_a_taken_port, server_options


def main() -> None:
    environment_for_rasa()
    keep_words_out()
    options = server_options()
    refuse_a_taken_port(options.host, options.port)
    log.info("Loading Rasa")

    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    from actions.rasa_side.actions_here import run_actions_here

    run_actions_here()
    jieba_at_home()
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "config" / "rasa" / "endpoints.yml"))
    serve_application(
        options.model,
        interface=options.host,
        port=options.port,
        credentials=str(ROOT / "config" / "rasa" / "credentials.yml"),
        endpoints=endpoints,
        # Rasa's own HTTP API can read and change trackers and models; nobody here needs it.
        enable_api=False,
        server_listeners=[(partial(_warm_up, options.model), "after_server_start")],
    )


async def _warm_up(model: str, app: Any, _loop: Any) -> None:
    """The first sentence loads jieba's dictionary; better now than while a student waits."""
    agent = app.ctx.agent
    if not agent.is_ready():
        log.error("No model could be loaded from %s. Run `make train`.", model)
        return
    await agent.parse_message("你好")
    app.ctx.is_warm = True
    log.info("Rasa is ready")


if __name__ == "__main__":
    main()
