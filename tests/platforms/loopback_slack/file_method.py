"""The methods of the Web API for files: an address to send one to, and the end of that."""

import json

from aiohttp import web

from tests.platforms.loopback_slack.method import Method
from tests.platforms.loopback_slack.refused import RefusedError
from tests.platforms.loopback_slack.workspace import File, Json, Message, Workspace


class FileMethods:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.base = ""
        self.methods: dict[str, Method] = {
            "files.getUploadURLExternal": self._address,
            "files.completeUploadExternal": self._complete,
        }

    def _address(self, args: Json) -> Json:
        self._workspace.require("files:write")
        number = f"F{self._workspace.number()}"
        self._workspace.files[number] = File(args["filename"], int(args["length"]))
        return {"upload_url": f"{self.base}upload/{number}", "file_id": number}

    async def upload(self, request: web.Request) -> web.Response:
        file = self._workspace.files[request.match_info["number"]]
        file.content = await request.read()
        return web.Response(text=f"OK - {len(file.content)}")

    def _complete(self, args: Json) -> Json:
        channel = self._workspace.channels.get(args.get("channel_id", ""))
        files = [self._workspace.files[given["id"]] for given in json.loads(args["files"])]
        if any(len(file.content) != file.length for file in files):
            raise RefusedError("file_upload_size_mismatch")
        if channel is None:
            raise RefusedError("channel_not_found")
        if not channel.member:
            raise RefusedError("not_in_channel")
        channel.messages.append(Message(self._workspace.stamp(), channel.id, files=files))
        return {"files": [{"id": given["id"]} for given in json.loads(args["files"])]}
