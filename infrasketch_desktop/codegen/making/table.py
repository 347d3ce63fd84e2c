"""Which makers write the files of a part, and which those of the project as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.auth import make_auth
from infrasketch_desktop.codegen.making.caches import make_cache
from infrasketch_desktop.codegen.making.databases import make_database
from infrasketch_desktop.codegen.making.deployment.cloudformation import make_cloudformation
from infrasketch_desktop.codegen.making.deployment.compose import make_compose
from infrasketch_desktop.codegen.making.deployment.kubernetes import make_kubernetes
from infrasketch_desktop.codegen.making.deployment.terraform import make_terraform
from infrasketch_desktop.codegen.making.external import make_external
from infrasketch_desktop.codegen.making.functions import make_function
from infrasketch_desktop.codegen.making.gateways import make_gateway
from infrasketch_desktop.codegen.making.monitoring import make_monitoring
from infrasketch_desktop.codegen.making.openapi import make_openapi
from infrasketch_desktop.codegen.making.overview import make_overview
from infrasketch_desktop.codegen.making.queues import make_queue
from infrasketch_desktop.codegen.making.searches import make_search
from infrasketch_desktop.codegen.making.services import make_service
from infrasketch_desktop.codegen.making.storages import make_storage
from infrasketch_desktop.codegen.making.tooling import make_tooling
from infrasketch_desktop.codegen.making.webs import make_web_app
from infrasketch_desktop.codegen.making.workers import make_worker
from infrasketch_desktop.codegen.making.workspace import make_workspace
from infrasketch_desktop.codegen.project import Part, Project, Role
from infrasketch_desktop.codegen.rendering import Templates

PartMaker = Callable[[Project, Part, Templates], Iterable[CodeFile]]
ProjectMaker = Callable[[Project, Templates], Iterable[CodeFile]]

PART_MAKERS: Mapping[Role, PartMaker] = {
    Role.AUTH: make_auth,
    Role.CDN: make_gateway,
    Role.EXTERNAL: make_external,
    Role.FUNCTION: make_function,
    Role.GATEWAY: make_gateway,
    Role.MONITORING: make_monitoring,
    Role.SERVICE: make_service,
    Role.WEB: make_web_app,
    Role.WORKER: make_worker,
    Role.DATABASE: make_database,
    Role.CACHE: make_cache,
    Role.QUEUE: make_queue,
    Role.STORAGE: make_storage,
    Role.SEARCH: make_search,
}
PROJECT_MAKERS: tuple[ProjectMaker, ...] = (
    make_cloudformation,
    make_compose,
    make_kubernetes,
    make_openapi,
    make_overview,
    make_terraform,
    make_tooling,
    make_workspace,
)
