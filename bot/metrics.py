"""Numbers for monitoring."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """One registry per process, so that two in one process (the tests') do not meet."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.task_seconds = Histogram(
            "bot_task_seconds", "How long a row took.", ["topic"], registry=self.registry
        )
        self.parked = Gauge(
            "bot_parked", "Rows that wait for a person.", ["topic"], registry=self.registry
        )
        self.refused = Counter(
            "bot_requests_refused", "Requests that were not kept.", ["why"], registry=self.registry
        )
