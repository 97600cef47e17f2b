FROM python:3.12-slim

WORKDIR /app
RUN useradd --uid 1000 --no-create-home bot \
    && install --directory --owner=bot var

COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY . .
RUN python -m compileall -q .

USER bot
VOLUME /app/var
ENV HOST=0.0.0.0 PORT=8080 PYTHONUNBUFFERED=1
EXPOSE 8080
HEALTHCHECK --start-period=20s --interval=30s --timeout=5s CMD ["python", "-c", \
    "import os, urllib.request as web; web.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz')"]
CMD ["python", "main.py", "run"]
