"""A plan run against the store: one statement in one read transaction, tried once more where the store stumbled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql.compiler.plan import Plan, run_finish

if TYPE_CHECKING:
    from neo4j import AsyncDriver

__all__ = ["run_plan"]

_TRIES = 2


async def run_plan(
    driver: AsyncDriver, database: str | None, plan: Plan, parameters: dict[str, Any], seconds: float
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The answer's map by response key, and the entries of ``errors`` for fields in it that have no value.

    The database ends the transaction after ``seconds``. An auto-commit read costs a third less than a managed one and may
    be sent again, as it changes nothing. Raises what the driver raises.
    """
    if plan.text is None:
        return {}, []
    row = await _row(driver, database, plan.text, parameters, seconds)
    data: dict[str, Any] = row["data"]
    return data, [noted.error(way, parameters) for way, noted in run_finish(data, plan.finish)]


async def _row(driver: AsyncDriver, database: str | None, text: str, parameters: dict[str, Any], seconds: float) -> Any:
    from neo4j import READ_ACCESS, Query
    from neo4j.exceptions import DriverError, Neo4jError

    query = Query(text, timeout=seconds)
    for left in reversed(range(_TRIES)):
        try:
            async with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
                result = await session.run(query, parameters)
                return await result.single(strict=True)
        except (DriverError, Neo4jError) as error:
            if not left or not error.is_retryable():
                raise
    raise AssertionError  # pragma: no cover - the last try returns or raises
