"""Power: whether the battery lasts, and keeping the machine awake while sound is stored."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from threading import Event, Thread

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Battery:
    """How full it is, and whether the machine hangs on a cable."""

    percent: int
    is_plugged_in: bool


def battery() -> Battery | None:
    """The machine's battery; None where it has none, or does not tell."""
    import psutil

    if not hasattr(psutil, "sensors_battery"):
        return None
    try:
        sensor = psutil.sensors_battery()
    except FileNotFoundError:  # where Linux shows its devices there is nothing: a bare container
        return None
    return (
        None
        if sensor is None
        else Battery(round(sensor.percent), sensor.power_plugged is not False)
    )


class Awake:
    """Keeps the machine from falling asleep by itself, where the system lets a program ask for it.

    Asking may take a while on a strange desktop, so a thread of its own asks and recording does
    not wait for the answer. Closing the lid is beyond it.
    """

    def __init__(self) -> None:
        self.granted = False
        self._asked = Event()
        self._over = Event()
        self._thread = Thread(target=self._hold, name="awake", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Whether the system said yes within `seconds`."""
        self._asked.wait(seconds)
        return self.granted

    @property
    def is_asking(self) -> bool:
        """Whether the machine is still asked to stay awake."""
        return self._thread.is_alive()

    def release(self) -> None:
        """Let the machine sleep again."""
        self._over.set()
        self._thread.join(1)

    def _hold(self) -> None:
        try:
            from wakepy import keep

            with keep.running(on_fail="pass") as mode:
                self.granted = bool(mode.active)
                self._asked.set()
                self._over.wait()
        except Exception as error:
            log.warning("the machine could not be kept awake: %s", type(error).__name__)
        finally:
            self._asked.set()
