"""What the operator sets, read once, with all its problems at once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from booking.errors import Invalid, Problem

_ADDRESS = "an address like https://bot.example.com"
_KEY = "32 characters or more, like those of `openssl rand -base64 48`"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Settings(BaseSettings):
    """The environment; `.env.example` says what each variable means.

    Each may also be given as NAME_FILE, the path of a file that holds it, there or in `.env`.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: str = "sqlite:///var/bookings.db"
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535, description="a number from 0 to 65535")
    public_url: AnyHttpUrl | None = Field(None, description=_ADDRESS)
    salon_file: Path | None = None
    secret_key: SecretStr | None = Field(None, min_length=32, description=_KEY)
    secret_key_previous: SecretStr | None = Field(None, min_length=32, description=_KEY)
    log_format: Literal["console", "json"] | None = Field(None, description="console or json")
    metrics_port: int | None = Field(None, ge=1, le=65535, description="a number from 1 to 65535")

    telegram_bot_token: SecretStr | None = None
    telegram_provider_token: SecretStr | None = None
    telegram_api_url: AnyHttpUrl = Field(
        AnyHttpUrl("https://api.telegram.org"), description=_ADDRESS
    )
    staff_chat_id: int | None = Field(None, description="the group's id, a number below zero")
    staff_thread_id: int | None = Field(None, description="the topic's id, a number")

    twilio_account_sid: str | None = None
    twilio_auth_token: SecretStr | None = None
    twilio_whatsapp_number: str | None = Field(
        None,
        pattern=r"^\+[1-9]\d{6,14}$",
        description="the number with its country code, like +9665XXXXXXXX",
    )
    twilio_api_url: AnyHttpUrl | None = Field(None, description=_ADDRESS)

    moyasar_secret_key: SecretStr | None = None
    moyasar_publishable_key: str | None = None
    moyasar_webhook_secret: SecretStr | None = None
    moyasar_api_url: AnyHttpUrl = Field(
        AnyHttpUrl("https://api.moyasar.com/v1"), description=_ADDRESS
    )

    @classmethod
    def read(cls, **values: Any) -> Self:
        """Read the environment; Invalid names every variable that is wrong."""
        try:
            return cls(**values)
        except ValidationError as error:
            raise Invalid([_problem(one) for one in error.errors()]) from None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        given = {**_variables(dotenv_settings), **_variables(env_settings)}
        named_files = _NamedFiles(settings_cls, given)
        return init_settings, env_settings, named_files, dotenv_settings

    @field_validator("public_url")
    @classmethod
    def _is_reachable(cls, url: AnyHttpUrl | None) -> AnyHttpUrl | None:
        if url and url.scheme != "https" and url.host not in LOOPBACK:
            raise ValueError("must begin with https:// (plain http only on this machine)")
        return url

    @field_validator("database_url")
    @classmethod
    def _is_known_database(cls, url: str) -> str:
        try:
            kind = make_url(url).get_backend_name()
        except (ArgumentError, ValueError):
            raise ValueError("must be like postgresql://user:password@host:5432/name") from None
        if kind not in ("sqlite", "postgresql"):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return url

    @property
    def public_address(self) -> str | None:
        """PUBLIC_URL without a slash at its end."""
        return str(self.public_url).rstrip("/") if self.public_url else None

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


class _NamedFiles(PydanticBaseSettingsSource):
    """NAME_FILE holds the path of a file with the value."""

    def __init__(
        self, settings_cls: type[BaseSettings], variables: Mapping[str, str | None]
    ) -> None:
        super().__init__(settings_cls)
        self._variables = variables

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        variable = f"{field_name.upper()}_FILE"
        path = self._variables.get(variable.lower())
        if not path:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError):
            raise Invalid([Problem(variable, f"{path} cannot be read")]) from None

    def __call__(self) -> dict[str, Any]:
        found: Mapping[str, Any] = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
            if name != "salon_file"  # SALON_FILE is itself a path
        }
        return {name: value for name, value in found.items() if value is not None}


def _variables(source: PydanticBaseSettingsSource) -> Mapping[str, str | None]:
    """All that a source has, by names in lower case; empty ones are left out."""
    return source.env_vars if isinstance(source, EnvSettingsSource) else {}


def _problem(error: Any) -> Problem:
    """What the variable has to be, in our words where the library has its own."""
    name = str(error["loc"][0]) if error["loc"] else "settings"
    field = Settings.model_fields.get(name.lower())
    if error["type"] != "value_error" and field is not None and field.description:
        return Problem(name.upper(), f"must be {field.description}")
    return Problem(name.upper(), error["msg"].removeprefix("Value error, "))
