"""Incidents kept up to date: claims that came, went or were decided on are linked, and what that disturbs.

The outcome is that of `grouping.grouped` over all claims, whatever the order in which they came. Claims are
taken in the same order. A claim's incident depends on nothing but the claims before it that it looks at, and
on the first members of their incidents; so where one joins or leaves an incident, those later claims are
taken again that may have looked at it, and so on until nothing changes any more.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from heapq import heappop, heappush
from operator import attrgetter
from typing import Final, Protocol

from msgspec import Struct

from sijill.linking.claims import Claim
from sijill.linking.copies import AreCopies
from sijill.linking.decisions import Decided
from sijill.linking.grouping import COMPARED, Rank, most_alike, rank, unions
from sijill.linking.nearby import Look, Shelf, Shelves, kept, looks_at, looks_of


class Member(Struct, eq=False):
    """A claim as it stands among the others: its place in order, and its incident.

    `seed` is the key of the claim that began the incident, of what the claims alone make; None: it has to be
    linked yet. `incident` is what the incident was called when it was kept, after people's decisions.
    """

    rank: Rank
    key: str
    seed: str | None = None
    incident: str | None = None


class Kept(Protocol):
    """What was linked before, as far as it is not asked to be forgotten."""

    def on(self, looks: Iterable[Look]) -> Iterable[tuple[Shelf, str, Member]]:
        """The members that stand where is looked, with shelf and unit; more of these shelves does no harm."""

    def of(self, seeds: Iterable[str]) -> Iterable[Member]:
        """All members of the incidents of these seeds."""

    def named(self, keys: Iterable[str]) -> Iterable[Member]:
        """The members of these keys, as far as there are any."""

    def inside(self, incidents: Iterable[str]) -> Iterable[Member]:
        """The members of the incidents that are kept under these ids."""

    def claims(self, keys: Iterable[str]) -> Mapping[str, Claim]:
        """The claims of members."""

    def last(self) -> int:
        """The latest anchor of all; 0 if there is none."""


_by_rank: Final = attrgetter("rank")


class Relinking:
    """One round of linking: `drop` what is gone, `add` what is new, `take_again` the rest, then `settle`.

    After that `moved` has the members whose seed changed, those added among them, `incidents` the incidents
    that are to be kept anew, and `left` those that are not to be kept any longer, by what they were called.
    """

    def __init__(self, kept: Kept, are_copies: AreCopies, decided: Decided) -> None:
        self.moved: dict[str, Member] = {}
        self.left: set[str] = set()
        self._kept, self._are_copies, self._decided = kept, are_copies, decided
        self._last = kept.last()
        self._members: dict[str, Member] = {}
        self._claims: dict[str, Claim] = {}
        self._by_seed: dict[str, list[Member]] = {}
        self._before, self._new = Shelves[Member](), Shelves[Member]()
        self._seen: set[Look] = set()
        self._gone: set[Member] = set()
        self._dropped: set[str] = set()
        self._again: set[Member] = set()
        self._queue: list[tuple[Rank, str]] = []
        self._queued: set[Member] = set()

    def drop(self, keys: Iterable[str]) -> None:
        """The claims of these keys are there no more; `keys` that are not kept are passed over."""
        leaving = sorted(self._all_named(keys), key=_by_rank)
        self._load_claims(member.key for member in leaving)
        for member in leaving:
            if member.seed is not None:
                self._disturb(member, member.seed)
                self._of(member.seed).remove(member)
            if member.incident is not None:
                self.left.add(member.incident)
            self._gone.add(member)
            self._queued.discard(member)
            self._dropped.add(member.key)
            del self._members[member.key], self._claims[member.key]

    def add(self, claims: Iterable[Claim]) -> None:
        """Claims that are not there yet."""
        for claim in claims:
            member = Member(rank(claim), claim.key)
            self._members[claim.key], self._claims[claim.key] = member, claim
            self._enqueue(member)

    def take_again(self, keys: Iterable[str]) -> None:
        """Claims that are there, and may belong elsewhere by now."""
        for member in self._all_named(keys):
            self._again.add(member)
            self._enqueue(member)

    @property
    def disturbed(self) -> set[str]:
        """The keys of the claims that are to be taken again."""
        return {member.key for member in self._queued}

    def settle(self) -> None:
        """Take all claims that are waiting, and those that they disturb, in order."""
        self._fetch(self._queued)
        while self._queue:
            rank_, key = heappop(self._queue)
            member = self._members.get(key)
            if member is None or member.rank != rank_ or member not in self._queued:
                # It was dropped, or came back with other words.
                continue
            self._queued.remove(member)
            seed = self._seed_of(member)
            if seed != member.seed:
                self._move(member, seed)

    def incidents(self) -> list[list[Member]]:
        """The incidents in which something changed, with what people decided, their members in order.

        To be asked once, when all is settled.
        """
        changed = {*self.moved.values(), *self._again} - self._gone
        seeds = {member.seed for member in changed if member.seed is not None}
        while True:
            members = self._all_of(seeds)
            self.left |= {member.incident for member in members if member.incident is not None}
            beside = [*self._all_inside(self.left), *self._joined_with(members)]
            more = {other.seed for other in beside if other.seed is not None}
            if more <= seeds:
                break
            seeds |= more
        order = sorted(seeds, key=lambda seed: self._members[seed].rank)
        first = unions(order, self._decided.together, self._seed_named)
        found: dict[str, list[Member]] = {}
        for seed in order:
            found.setdefault(first(seed), []).extend(self._by_seed[seed])
        return [sorted(members, key=_by_rank) for members in found.values()]

    def claims(self, members: Iterable[Member]) -> list[Claim]:
        """The claims of some members."""
        keys = [member.key for member in members]
        self._load_claims(keys)
        return [self._claims[key] for key in keys]

    def _fetch(self, members: Iterable[Member]) -> None:
        """Load in a few questions what taking some claims asks for one after the other."""
        waiting = list(members)
        self._load_claims(member.key for member in waiting)
        looks = {look for member in waiting for look in looks_of(self._claims[member.key])}
        self._load_shelves(looks)
        near = self._before.found(looks) - self._gone
        self._load_seeds({member.seed for member in near if member.seed is not None})
        first = (member for of in self._by_seed.values() for member in of[:COMPARED])
        self._load_claims(member.key for member in first)

    def _seed_of(self, member: Member) -> str:
        """The seed of the incident that a claim is to join; its own key if it begins one."""
        self._load_claims((member.key,))
        claim = self._claims[member.key]
        earlier = [other for other in self._looked_at(claim) if other.rank < member.rank]
        self._load_seeds({other.seed for other in earlier if other.seed is not None})
        barred = {other.seed for other in self._all_named(self._decided.apart_from(member.key))
                  if other.rank < member.rank}  # fmt: skip
        near = {other.seed for other in earlier if other.seed is not None} - barred
        first = {
            seed: self._by_seed[seed][: min(COMPARED, _position(self._by_seed[seed], member))]
            for seed in sorted(near, key=lambda seed: self._members[seed].rank)
        }
        self._load_claims(other.key for some in first.values() for other in some)
        joined = most_alike(
            claim, first, lambda seed: [self._claims[other.key] for other in first[seed]], self._are_copies
        )
        return member.key if joined is None else joined

    def _move(self, member: Member, seed: str) -> None:
        if member.seed is not None:
            self._disturb(member, member.seed)
            self._of(member.seed).remove(member)
        else:
            for shelf, unit in kept(self._claims[member.key]):
                self._new.put(shelf, unit, member)
        self._disturb(member, seed)
        insort(self._of(seed), member, key=_by_rank)
        member.seed = seed
        if member.incident is not None:
            self.left.add(member.incident)
        self.moved[member.key] = member

    def _disturb(self, member: Member, seed: str) -> None:
        """Take all later claims again for which it matters that a member joins or leaves an incident."""
        if member.rank[0] > self._last:
            return
        looks = set(looks_at(self._claims[member.key]))
        of = self._of(seed)
        if _position(of, member) < COMPARED:
            # Whoever looks at any of them is compared with this one.
            self._load_claims(other.key for other in of)
            looks.update(look for other in of for look in looks_at(self._claims[other.key]))
            self._enqueue_later(of, member)
        self._load_shelves(looks)
        self._enqueue_later(self._before.found(looks) - self._gone, member)
        self._enqueue_later(self._all_named(self._decided.apart_from(member.key)), member)

    def _enqueue_later(self, members: Iterable[Member], than: Member) -> None:
        for member in members:
            if member.rank > than.rank:
                self._enqueue(member)

    def _enqueue(self, member: Member) -> None:
        if member not in self._queued:
            self._queued.add(member)
            heappush(self._queue, (member.rank, member.key))

    def _looked_at(self, claim: Claim) -> set[Member]:
        looks = list(looks_of(claim))
        self._load_shelves(looks)
        return (self._before.found(looks) - self._gone) | self._new.found(looks)

    def _of(self, seed: str) -> list[Member]:
        """The members of an incident, in order; changed in place."""
        self._load_seeds((seed,))
        return self._by_seed[seed]

    # What is kept is asked for when it is needed, and once.

    def _known(self, member: Member) -> Member | None:
        """The one that stands for a kept member in this round; None if that was dropped."""
        return None if member.key in self._dropped else self._members.setdefault(member.key, member)

    def _load_shelves(self, looks: Iterable[Look]) -> None:
        missing = {whole for look in looks for whole in _wholes(look)} - self._seen
        if missing:
            self._seen |= missing
            for shelf, unit, kept_ in self._kept.on(missing):
                if (member := self._known(kept_)) is not None:
                    self._before.put(shelf, unit, member)

    def _load_seeds(self, seeds: Iterable[str]) -> None:
        missing = [seed for seed in seeds if seed not in self._by_seed]
        if missing:
            self._by_seed.update((seed, []) for seed in missing)
            found = [member for kept_ in self._kept.of(missing) if (member := self._known(kept_))]
            for member in sorted(found, key=_by_rank):
                if member.seed is not None:
                    self._by_seed[member.seed].append(member)

    def _all_of(self, seeds: Iterable[str]) -> list[Member]:
        wanted = list(seeds)
        self._load_seeds(wanted)
        return [member for seed in wanted for member in self._by_seed[seed]]

    def _all_named(self, keys: Iterable[str]) -> list[Member]:
        wanted = sorted(set(keys))
        if missing := [key for key in wanted if key not in self._members and key not in self._dropped]:
            for kept_ in self._kept.named(missing):
                self._known(kept_)
        return [self._members[key] for key in wanted if key in self._members]

    def _all_inside(self, incidents: Iterable[str]) -> list[Member]:
        return [member for kept_ in self._kept.inside(incidents) if (member := self._known(kept_))]

    def _joined_with(self, members: Iterable[Member]) -> list[Member]:
        """The members that people joined with some."""
        return self._all_named(key for member in members for key in self._decided.joined_with(member.key))

    def _seed_named(self, key: str) -> str | None:
        member = self._members.get(key)
        return None if member is None else member.seed

    def _load_claims(self, keys: Iterable[str]) -> None:
        missing = {key for key in keys if key not in self._claims}
        if missing:
            self._claims.update(self._kept.claims(missing))


def _wholes(look: Look) -> Iterator[Look]:
    """What is loaded for a look: of a day the whole shelf, of a long time what stands under the units."""
    if look.units is None or not look.shelf.span:
        yield Look(look.shelf, None)
    else:
        for unit in look.units:
            yield Look(look.shelf, (unit,))


def _position(members: list[Member], of: Member) -> int:
    """How many of some members come before one."""
    return bisect_left(members, of.rank, key=_by_rank)
