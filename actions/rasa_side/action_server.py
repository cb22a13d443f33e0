"""Starts the action server: `python -m actions.rasa_side.action_server`, in Rasa's own environment.

It runs rasa-sdk's executor behind an endpoint of our own, because rasa-sdk's answer to a failure returns what it was sent.
"""

import json

from actions.rasa_side.quiet import keep_words_out, log
from actions.rasa_side.settings import action_server_options, environment_for_rasa, refuse_a_taken_port

keep_words_out()

from rasa_sdk.executor import ActionExecutor  # noqa: E402  # only once nothing it prints can carry words
from rasa_sdk.interfaces import ActionNotFoundException  # noqa: E402
from sanic import Sanic  # noqa: E402
from sanic.request import Request  # noqa: E402
from sanic.response import HTTPResponse  # noqa: E402
from sanic.response import json as as_json  # noqa: E402

from actions.named import ACTIONS  # noqa: E402


def make_app() -> Sanic:
    app = Sanic("tingjian_actions", configure_logging=False)
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action)

    @app.get("/health")
    async def health(_request: Request) -> HTTPResponse:
        return as_json({"status": "ok"})

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        try:
            result = await executor.run(json.loads(request.body))
        except ActionNotFoundException:
            log.error("Asked for an action that is not registered")
            return as_json({"error": "no such action"}, status=404)
        except Exception:  # noqa: BLE001  # the outermost edge: whatever it was, the line gets a plain 500
            log.exception("An action failed")
            return as_json({"error": "failed"}, status=500)
        return as_json(result or {"events": [], "responses": []})

    return app


def main() -> None:
    environment_for_rasa()
    options = action_server_options()
    refuse_a_taken_port(options.host, options.port)
    log.info("The action server is ready")
    make_app().run(options.host, options.port, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main()
