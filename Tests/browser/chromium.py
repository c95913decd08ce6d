"""Drives a headless Chromium over its debugging pipe with nothing but the standard library."""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


def find():
    """Path of an installed Chromium, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    return None


class Browser:
    """A browser process; `page()` opens a tab. Use it in a `with` block."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="bordergeo-chromium-")
        to_read, self.to = os.pipe()
        self.back, to_write = os.pipe()
        arguments = [
            find(), "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu", "--no-sandbox",
            "--disable-dev-shm-usage", "--hide-scrollbars", "--disable-background-networking", "--disable-component-update",
            "--disable-default-apps", "--disable-sync", "--force-color-profile=srgb", f"--user-data-dir={self.profile}", "about:blank",
        ]

        def pipes():
            os.dup2(to_read, 3)
            os.dup2(to_write, 4)

        # High numbers first, so that dup2 does not close what it is about to copy.
        to_read, to_write = os.dup(to_read) if to_read in (3, 4) else to_read, os.dup(to_write) if to_write in (3, 4) else to_write
        self.process = subprocess.Popen(
            arguments, preexec_fn=pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.buffer = b""
        self.number = 0
        self.events = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.send("Browser.close")
        except Exception:
            pass
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def _receive(self, seconds):
        end = time.monotonic() + seconds
        while b"\0" not in self.buffer:
            rest = end - time.monotonic()
            if rest <= 0 or not select.select([self.back], [], [], rest)[0]:
                return None
            chunk = os.read(self.back, 1 << 20)
            if not chunk:
                raise RuntimeError("the browser went away")
            self.buffer += chunk
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def send(self, method, params=None, session=None, seconds=60):
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data):]
        while True:
            answer = self._receive(seconds)
            if answer is None:
                raise TimeoutError(method)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer.get("result", {})
            self.events.append(answer)

    def drain(self, seconds=0.3):
        """Collects events that come in within `seconds`."""
        end = time.monotonic() + seconds
        while True:
            answer = self._receive(max(0, end - time.monotonic()))
            if answer is None:
                return
            self.events.append(answer)

    def page(self, width=1280, height=900, dark=False, script=True, touch=False):
        return Page(self, width, height, dark, script, touch)


class Page:
    def __init__(self, browser, width, height, dark, script, touch):
        self.browser, self.script = browser, script
        target = browser.send("Target.createTarget", {"url": "about:blank"})["targetId"]
        self.session = browser.send("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.send("Page.bringToFront")
        self.size(width, height)
        self.scheme(dark)
        if touch:
            self.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        if not script:
            self.send("Emulation.setScriptExecutionDisabled", {"value": True})

    def send(self, method, params=None):
        return self.browser.send(method, params, self.session)

    def size(self, width, height):
        self.width, self.height = width, height
        self.send("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def scheme(self, dark):
        self.send("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def open(self, path, fragment=""):
        """Loads a file; returns milliseconds to the load event and one painted frame."""
        start = time.monotonic()
        self.send("Page.navigate", {"url": "file://" + os.path.abspath(path) + fragment})
        while not any(e.get("method") == "Page.loadEventFired" and e.get("sessionId") == self.session for e in self.browser.events):
            self.browser.drain(0.05)
            if time.monotonic() - start > 60:
                raise TimeoutError("the page does not load")
        # The script of a page unpacks its data first.
        while self.script and self.evaluate("!!document.querySelector('#data') && !('ready' in document.documentElement.dataset)"):
            self.browser.drain(0.02)
            if time.monotonic() - start > 60:
                raise TimeoutError("the script of the page does not start")
        return (time.monotonic() - start) * 1000

    def evaluate(self, expression):
        result = self.send("Runtime.evaluate", {"expression": expression, "returnByValue": True, "awaitPromise": True})
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"].get("exception", {}).get("description", "script error"))
        return result["result"].get("value")

    def mouse(self, kind, x, y, button="none", clicks=0):
        self.send("Input.dispatchMouseEvent", {
            "type": kind, "x": x, "y": y, "button": button, "buttons": 1 if button == "left" and kind != "mouseReleased" else 0,
            "clickCount": clicks})

    def hover(self, x, y):
        self.mouse("mouseMoved", x, y)

    def click(self, x, y):
        self.hover(x, y)
        self.mouse("mousePressed", x, y, "left", 1)
        self.mouse("mouseReleased", x, y, "left", 1)

    def tap(self, x, y):
        self.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        self.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        self.browser.drain(0.3)

    def drag(self, x0, y0, x1, y1, steps=5):
        self.hover(x0, y0)
        self.mouse("mousePressed", x0, y0, "left", 1)
        for i in range(1, steps + 1):
            self.mouse("mouseMoved", x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps, "left")
        self.mouse("mouseReleased", x1, y1, "left", 1)

    def key(self, name, code=None, text=None):
        params = {"key": name, "code": code or name}
        if text:
            params["text"] = text
        virtual = {"ArrowLeft": 37, "ArrowRight": 39, "ArrowUp": 38, "ArrowDown": 40, "Tab": 9, "Escape": 27, "Enter": 13}.get(name)
        if virtual:
            params["windowsVirtualKeyCode"] = virtual
        self.send("Input.dispatchKeyEvent", {"type": "keyDown", **params})
        self.send("Input.dispatchKeyEvent", {"type": "keyUp", **params})

    def screenshot(self, path, whole=False, clip=None):
        params = {"format": "png", "captureBeyondViewport": whole}
        if whole:
            height = self.evaluate("document.documentElement.scrollHeight")
            params["clip"] = {"x": 0, "y": 0, "width": self.width, "height": height, "scale": 1}
        if clip:
            params["clip"] = {**clip, "scale": clip.get("scale", 1)}
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.send("Page.captureScreenshot", params)["data"]))

    def pdf(self, path):
        data = self.send("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def errors(self):
        """Console errors, uncaught exceptions and browser log entries of the page so far."""
        self.browser.drain()
        found = []
        for event in self.browser.events:
            if event.get("sessionId") != self.session:
                continue
            method, params = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                found.append(params["exceptionDetails"].get("exception", {}).get("description", "exception"))
            elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
                found.append(str([a.get("value") for a in params["args"]]))
            elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
                found.append(params["entry"]["text"])
        return found

    def requests(self):
        """Every URL the page asked for, the page itself and `data:` left out."""
        self.browser.drain()
        urls = [
            e["params"]["request"]["url"] for e in self.browser.events
            if e.get("sessionId") == self.session and e.get("method") == "Network.requestWillBeSent"]
        return [u for u in urls[1:] if not u.startswith("data:")]
