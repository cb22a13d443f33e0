"""How many chats one address may open in an hour."""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItemPerHour
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from bot.kit.clock import Clock


class Openings:
    """Counts the chats of each address, in this process's memory."""

    def __init__(self, per_hour: int, clock: Clock) -> None:
        self._clock = clock
        self._limit = RateLimitItemPerHour(per_hour)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    async def wait_for(self, host: str) -> timedelta | None:
        """None if `host` may open another chat now; otherwise how long until it may."""
        network = _network_of(host)
        if await self._limiter.hit(self._limit, network):
            return None
        reset_at, _ = await self._limiter.get_window_stats(self._limit, network)
        return timedelta(seconds=reset_at - self._clock.now().timestamp())


def _network_of(host: str) -> str:
    """The address itself; of IPv6 the /64, since every household has so many."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return address.exploded[:19] if isinstance(address, IPv6Address) else host
