"""A tab of a browser that can reach the server and nothing else, and remembers what went wrong in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Request, Response, Route

__all__ = ["ROOT", "Tab"]

ROOT = Path(__file__).resolve().parents[4]


class Tab:
    """One tab. ``faults``: requests that failed or led elsewhere, words on the console, errors of scripts, dialogs."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(
            base_url=address, viewport={"width": 1366, "height": 768}, locale="zh-CN", **options
        )
        self.context.route("**/*", self._reach)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)
        self.page.on("console", lambda message: self._note("console", message.text))
        self.page.on("pageerror", lambda error: self._note("script", str(error)))
        self.page.on("dialog", self._asked)

    def close(self) -> None:
        """Ends it."""
        self.context.close()

    def sign_in(self, name: str, password: str) -> None:
        """By the form, as anybody would."""
        self.page.goto("/login?next=findings")
        self.page.fill("input[name=name]", name)
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url("**/findings*", wait_until="networkidle")

    def go(self, path: str) -> None:
        """Opens an address of the server and waits until nothing is under way."""
        answer = self.page.goto(path, wait_until="networkidle")
        assert answer is not None and answer.status == 200, (path, answer and answer.status)

    def picture(self, name: str, *, whole: bool = True) -> None:
        """Keeps what is seen as a picture of the build."""
        folder = Path(os.environ.get("GOVGRAPH_SCREENS") or ROOT / ".screens")
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png", full_page=whole)

    def overflow(self, width: int, height: int) -> int:
        """By how many pixels the page is wider than a screen of that size."""
        self.page.set_viewport_size({"width": width, "height": height})
        beyond: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return beyond

    def _reach(self, route: Route) -> None:
        if route.request.url.startswith((self.address, "data:", "blob:")):
            route.continue_()
        else:
            self._note("elsewhere", route.request.url)
            route.abort()

    def _failed(self, request: Request) -> None:
        if not (request.failure == "net::ERR_ABORTED" and request.url.endswith("icon.svg")):  # left behind by a click
            self._note("failed", f"{request.url} {request.failure}")

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400:
            self._note("status", f"{answer.status} {answer.url}")

    def _asked(self, dialog: Dialog) -> None:
        self._note("dialog", dialog.message)
        dialog.dismiss()

    def _note(self, kind: str, words: str) -> None:
        self.faults.append(f"{kind}: {words}")
