"""Resources of clouds as parts and links: what CloudFormation and Terraform have in common.

A reader gives resources with the references in them, each under the path of the property it stands in. Tables say which
types are parts of a system, and which references mean traffic and which way it runs. All other types that the tables
know are relays: a listener, an integration, a role. They are no parts, but what reaches them goes on to where they
lead, so that a load balancer ends up connected to the service behind its target group.

    Vocabulary(parts={"aws_lb": "Application Load Balancer"}, flows={"aws_lb_listener": (by("arn"), to("action"))})
"""

from infrasketch_desktop.formats.cloud.drawing import draw
from infrasketch_desktop.formats.cloud.resources import Reference, Resource, verb_of
from infrasketch_desktop.formats.cloud.vocabulary import Flow, Vocabulary, allowed, by, to

__all__ = ["Flow", "Reference", "Resource", "Vocabulary", "allowed", "by", "draw", "to", "verb_of"]
