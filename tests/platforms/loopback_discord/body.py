"""The body of a request: JSON, or a form of JSON and files."""

import json
from typing import Any

from aiohttp import web

from tests.platforms.loopback_discord.world import Json, snowflake


async def read_body(request: web.Request) -> Any:
    """Files stand under "files": what the body's "attachments" become once they are held."""
    if request.content_type != "multipart/form-data":
        return await request.json()
    form = await request.post()
    body: Json = json.loads(str(form["payload_json"]))
    message = body.get("data") or body
    message["files"] = [_attachment(f) for f in form.values() if isinstance(f, web.FileField)]
    return body


def _attachment(field: web.FileField) -> Json:
    content = field.file.read()
    number = snowflake()
    url = f"http://127.0.0.1/attachments/{number}/{field.filename}"
    about = {"id": number, "filename": field.filename, "size": len(content), "url": url, "proxy_url": url}
    return about | {"ephemeral": False, "content_type": field.content_type, "text": content.decode()}
