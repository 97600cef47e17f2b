"""Which line each key of a TOML file stands on; tomllib keeps none."""

import re
import tomllib
from bisect import bisect_right

Path = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\r\n]*")


def line_numbers(text: str) -> dict[Path, int]:
    """The line, from 1, of every table, key and list element, by its path.

    `text` has been read by tomllib before: what it accepts is not checked again.
    """
    scan = _Scan(text)
    scan.document()
    return scan.lines


class _Scan:
    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._lengths: dict[Path, int] = {}  # of lists of tables: [[services]]

    def document(self) -> None:
        table: Path = ()
        self._skip()
        while self._at < len(self._text):
            if self._sees("["):
                table = self._header()
            else:
                self._pair(table)
            self._skip()

    def _header(self) -> Path:
        line, brackets = self._line(), 2 if self._sees("[[") else 1
        self._at += brackets
        *outer, last = self._key()
        self._at += brackets
        path: Path = ()
        for part in outer:
            path = self._newest((*path, part))
        path = (*path, last)
        self.lines.setdefault(path, line)
        if brackets == 2:
            self._lengths[path] = self._lengths.get(path, 0) + 1
            path = self._newest(path)
            self.lines[path] = line
        return path

    def _newest(self, path: Path) -> Path:
        """The last element so far if this is a list of tables, else itself."""
        length = self._lengths.get(path)
        return path if length is None else (*path, length - 1)

    def _pair(self, table: Path) -> None:
        line, path = self._line(), table
        for part in self._key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._skip()
        self._value(path)

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip()
            parts.append(self._key_part())
            self._skip()
            if not self._sees("."):
                return parts
            self._at += 1

    def _key_part(self) -> str:
        if self._sees('"') or self._sees("'"):
            quoted = self._take(_STRING)
            return str(tomllib.loads(f"key = {quoted}")["key"])
        return self._take(_BARE_KEY)

    def _value(self, path: Path) -> None:
        if self._sees("["):
            self._list(path)
        elif self._sees("{"):
            self._inline_table(path)
        elif self._sees('"') or self._sees("'"):
            self._take(_STRING)
        else:
            self._take(_BARE_VALUE)

    def _list(self, path: Path) -> None:
        self._at += 1
        index = 0
        self._skip()
        while not self._sees("]"):
            element = (*path, index)
            self.lines[element] = self._line()
            self._value(element)
            self._comma()
            index += 1
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        self._skip()
        while not self._sees("}"):
            self._pair(path)
            self._comma()
        self._at += 1

    def _comma(self) -> None:
        self._skip()
        if self._sees(","):
            self._at += 1
            self._skip()

    def _skip(self) -> None:
        self._take(_SPACE)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise ValueError(f"not TOML at line {self._line()}")
        self._at = found.end()
        return found.group()

    def _sees(self, token: str) -> bool:
        return self._text.startswith(token, self._at)

    def _line(self) -> int:
        return bisect_right(self._breaks, self._at - 1) + 1
