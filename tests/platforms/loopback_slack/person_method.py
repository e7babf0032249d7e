"""The methods of the Web API for people: who they are, their windows and home pages."""

from tests.platforms.loopback_slack.block_check import VIEW_BLOCKS, check_blocks
from tests.platforms.loopback_slack.method import Method
from tests.platforms.loopback_slack.refused import RefusedError
from tests.platforms.loopback_slack.workspace import Json, View, Workspace


class PersonMethods:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.methods: dict[str, Method] = {
            "users.info": self._user,
            "views.open": self._open_view,
            "views.push": self._open_view,
            "views.update": self._update_view,
            "views.publish": self._publish,
        }

    def _user(self, args: Json) -> Json:
        workspace, user = self._workspace, args.get("user", "")
        workspace.require("users:read")
        if user not in workspace.users:
            raise RefusedError("user_not_found")
        home = workspace.guests.get(user, workspace.team)
        shown = {
            "id": user,
            "team_id": home,
            "name": workspace.users[user],
            "is_admin": user in workspace.admins,
        }
        return {"user": shown}

    def _open_view(self, args: Json) -> Json:
        user, refusal = self._workspace.use_trigger(args.get("trigger_id", ""))
        if refusal:
            raise RefusedError(refusal)
        return self._kept(self.keep_view(args["view"], user))

    def _update_view(self, args: Json) -> Json:
        held = self._workspace.views.get(args.get("view_id", ""))
        if held is None:
            raise RefusedError("not_found")
        return self._kept(self.keep_view(args["view"], held.user, held.id))

    def _publish(self, args: Json) -> Json:
        held = self._workspace.home(args["user_id"])
        return self._kept(self.keep_view(args["view"], args["user_id"], held.id if held else ""))

    def keep_view(self, view: Json, user: str, known: str = "") -> View:
        check_blocks(view["blocks"], VIEW_BLOCKS)
        title = view.get("title", {}).get("text", "")
        if view["type"] == "modal" and not 0 < len(title) <= 24:
            messages = ["title must be 1 to 24 characters"]
            raise RefusedError("invalid_arguments", response_metadata={"messages": messages})
        number = known or f"V{self._workspace.number()}"
        kept = View(number, user, view["type"], view["blocks"], title, view.get("callback_id", ""))
        self._workspace.views[kept.id] = kept
        return kept

    def _kept(self, view: View) -> Json:
        return {"view": {"id": view.id, "type": view.type, "blocks": view.blocks}}
