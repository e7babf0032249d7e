"""Which addresses of the internet are the public web.

Python's own `is_global` says yes to NAT64, 6to4 and multicast, so the table stands here, after IANA's
registries of special-purpose addresses.
"""

from collections.abc import Collection
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

GLOBAL_UNICAST = ip_network("2000::/3")
"""All of IPv6 that is handed out: what is mapped, NAT64, local or multicast lies outside."""
SPECIAL: tuple[Network, ...] = tuple(
    ip_network(line.split("#")[0].strip())
    for line in """\
        0.0.0.0/8           # this network
        10.0.0.0/8          # private
        100.64.0.0/10       # shared by carriers; 100.100.100.200 is a cloud's metadata
        127.0.0.0/8         # this machine
        168.63.129.16/32    # a cloud's metadata, though the address is public
        169.254.0.0/16      # link-local; 169.254.169.254 is most clouds' metadata
        172.16.0.0/12       # private
        192.0.0.0/24        # protocol assignments
        192.0.2.0/24        # documentation
        192.88.99.0/24      # 6to4 relays
        192.168.0.0/16      # private
        198.18.0.0/15       # benchmarks
        198.51.100.0/24     # documentation
        203.0.113.0/24      # documentation
        224.0.0.0/4         # multicast
        240.0.0.0/4         # reserved, broadcast
        2001::/23           # protocol assignments, Teredo
        2001:db8::/32       # documentation
        2002::/16           # 6to4
        3fff::/20           # documentation""".splitlines()
)


def is_public(printed: str, allowed: Collection[Network] = ()) -> bool:
    """Whether an IP address, as a socket takes it, is on the public web or in one of the networks allowed."""
    address = ip_address(printed.partition("%")[0])
    if any(address in network for network in allowed):
        return True
    if address.version == 6 and address not in GLOBAL_UNICAST:
        return False
    return not any(address in network for network in SPECIAL)
