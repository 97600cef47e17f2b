"""The page itself: one HTML file, its styles, scripts and pictures, nothing from elsewhere."""

from pathlib import Path

from aiohttp import web

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


def routes() -> list[web.AbstractRouteDef]:
    return [
        web.get("/demo", _index),
        web.get(r"/demo/static/{name:(?:[a-z-]+/)?[a-z-]+\.(?:css|js|svg)}", _static),
    ]


async def _index(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(STATIC / "index.html", headers=HEADERS)


async def _static(request: web.Request) -> web.StreamResponse:
    path = STATIC / request.match_info["name"]
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers=HEADERS)
