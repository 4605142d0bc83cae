"""A Ray cluster of two nodes on this machine, in a process of its own: `python -m … ray_nodes.py`.

It prints the cluster's address, kills the second node when it is sent a line, prints that it has, and ends
with its standard input.
"""

from __future__ import annotations

import sys
from typing import Any, Final

from ray.cluster_utils import Cluster

SMALL: Final[dict[str, Any]] = {"num_cpus": 1, "object_store_memory": 100 * 1024 * 1024}


def main() -> None:
    """Hold the cluster until nobody wants it any more."""
    cluster = Cluster(initialize_head=True, head_node_args={**SMALL, "include_dashboard": False})
    second = cluster.add_node(**SMALL)
    print(cluster.address, flush=True)
    try:
        for _ in sys.stdin:
            cluster.remove_node(second, allow_graceful=False)
            print("killed", flush=True)
    finally:
        cluster.shutdown()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
