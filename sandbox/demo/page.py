"""The page itself: one HTML file, its styles, scripts and pictures, nothing from elsewhere."""

from pathlib import Path

from aiohttp import web

from sandbox.telegram.pictures import size_of
from sandbox.telegram.requests import Upload

STATIC = Path(__file__).parent / "static"

HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""Said outright: a browser refuses a script of the type that some systems have for .js."""


def static_routes() -> list[web.AbstractRouteDef]:
    return [web.get(r"/demo/static/{name:(?:[a-z-]+/)?[a-z-]+\.(?:css|js|svg)}", _static)]


async def show(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(STATIC / "index.html", headers=HEADERS)


async def _static(request: web.Request) -> web.StreamResponse:
    path = STATIC / request.match_info["name"]
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers=HEADERS | {"Content-Type": TYPES[path.suffix]})


def file(upload: Upload | None) -> web.Response:
    """Answer with what a bot uploaded: pictures to look at, anything else to save."""
    if upload is None:
        raise web.HTTPNotFound
    png = upload.content.startswith(b"\x89PNG")
    picture = "image/png" if png else "image/jpeg"
    shown = size_of(upload.content) is not None
    headers = HEADERS | {
        "Content-Type": picture if shown else "application/octet-stream",
        "Content-Disposition": "inline" if shown else "attachment",
    }
    return web.Response(body=upload.content, headers=headers)
