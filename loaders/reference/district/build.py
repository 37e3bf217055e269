"""The order in which a district is built: what is named first, then what names it."""

from __future__ import annotations

from collections.abc import Callable

from loaders.reference.district import (
    bodies,
    companies,
    compounds,
    grids,
    owners,
    reserves,
    routes,
    seats,
    services,
    societies,
    units,
    venues,
)
from loaders.reference.district.formation import JointQueue
from loaders.reference.district.plan import Plan

__all__ = ["STEPS"]


def _add_small_bodies(plan: Plan) -> None:
    """Firms, units, social organisations and sites: the small ones of a street share joint branches."""
    queue = JointQueue(plan)
    companies.add_companies(plan, queue)
    units.add_unit_bodies(plan, queue)
    societies.add_societies(plan, queue)
    societies.add_sites(plan, queue)
    queue.close()


STEPS: tuple[Callable[[Plan], None], ...] = (
    grids.add_grids,
    grids.add_communities,
    compounds.add_compounds,
    compounds.place_stations,
    compounds.add_buildings,
    bodies.add_committees,
    bodies.add_branches,
    bodies.add_groups,
    bodies.add_special_branches,
    units.add_units,
    units.add_check_ins,
    _add_small_bodies,
    owners.add_owners,
    units.add_pairings,
    seats.add_street_posts,
    seats.add_community_seats,
    seats.add_village_seats,
    venues.add_facilities,
    reserves.add_reserves,
    societies.add_projects,
    societies.add_merchants,
    societies.add_teams,
    services.add_matters,
    services.add_justice,
    services.add_activities,
    services.add_numbers,
    services.add_adjacency,
    routes.add_routes,
)
