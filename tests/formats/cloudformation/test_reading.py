from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.formats.cloudformation.reading import read
from infrasketch_desktop.formats.cloudformation.types import VOCABULARY
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Imported, SourceFile
from tests.formats.inspecting import applied, edges, everything, groups, nodes

DATA = Path(__file__).parent / "data"


@pytest.fixture
def template(catalog):
    def reader(*texts: str) -> Imported:
        return read([SourceFile(f"t{n}.yaml", text.encode()) for n, text in enumerate(texts)], catalog)

    return reader


@pytest.fixture
def orders(catalog):
    return read([SourceFile("orders.yaml", (DATA / "orders.yaml").read_bytes())], catalog)


def test_the_edges_of_a_serverless_application_are_those_counted_by_hand(orders):
    assert edges(orders) == {
        "OrdersApi -> Customers: checks tokens",
        "OrdersApi -> PlaceOrder: POST /orders, PUT /orders/{id}",
        "ServerlessHttpApi -> Hello: GET /hello",
        "PlaceOrder -> OrdersTable: reads and writes",
        "PlaceOrder -> PackQueue: writes",
        "PackQueue -> Pack",
        "PackQueue -> Unpackable: dead letters",
        "Pack -> Labels: writes",
        "Pack -> OrdersTable: reads",
        "OrdersTable -> Report",
        "Report -> Labels",
        "Labels -> PrintLabel",
        "AuditTopic -> AuditQueue",
        "PlaceOrder -> AuditTopic",
        "Pack -> AuditTopic",
        "Report -> AuditTopic",
        "Hello -> AuditTopic",
    }


def test_components_are_nodes_and_the_rest_is_counted(orders):
    found = nodes(orders)
    assert {label: node.kind for label, node in found.items()} == {
        "OrdersApi": NodeKind.GATEWAY,
        "ServerlessHttpApi": NodeKind.GATEWAY,
        "Customers": NodeKind.AUTH,
        "PlaceOrder": NodeKind.FUNCTION,
        "Pack": NodeKind.FUNCTION,
        "Report": NodeKind.FUNCTION,
        "Hello": NodeKind.FUNCTION,
        "PrintLabel": NodeKind.FUNCTION,
        "OrdersTable": NodeKind.DATABASE,
        "PackQueue": NodeKind.QUEUE,
        "Unpackable": NodeKind.QUEUE,
        "AuditTopic": NodeKind.QUEUE,
        "AuditQueue": NodeKind.QUEUE,
        "Labels": NodeKind.STORAGE,
    }
    assert [loss.what for loss in orders.losses] == ["The conditions IsProd", "2 × AWS::Logs::LogGroup"]
    assert found["Report"].notes.splitlines() == ["Only when IsProd", "Runs at: cron(0 3 * * ? *)"]
    assert found["PackQueue"].origin == "orders.yaml:87"
    assert applied(orders).sheet.title == "Orders of a small shop"


def test_events_are_events(orders):
    kinds = {(e.source, e.target): e.kind for e in applied(orders).edges.values()}
    assert kinds["labels", "printlabel"] is EdgeKind.EVENT
    assert kinds["orderstable", "report"] is EdgeKind.EVENT
    assert kinds["placeorder", "orderstable"] is EdgeKind.DATA


def test_secrets_are_nowhere(orders):
    assert "hunter" not in everything(orders)


def test_json_with_long_forms_and_relays(catalog):
    found = read([SourceFile("web.json", (DATA / "web.json").read_bytes())], catalog)
    assert edges(found) == {
        "Cdn -> Site",
        "Cdn -> Balancer",
        "Dns -> Cdn",
        "Balancer -> Web",
        "Balancer -> Api",
        "Web -> Cache",
        "Api -> Db",
        "Api -> Secret",
        "Api -> Bus: writes",
        "Bus -> OrderPlaced",
        "OrderPlaced -> Fulfil",
        "Fulfil -> Charge",
    }
    assert nodes(found)["Db"].notes == "Engine: postgres"
    assert [loss.what for loss in found.losses] == ["AWS::EC2::VPC"]


def test_rest_and_http_apis_lead_to_functions_through_methods_and_routes(template):
    found = template("""
Resources:
  Rest: {Type: AWS::ApiGateway::RestApi}
  Orders: {Type: AWS::ApiGateway::Resource, Properties: {PathPart: orders, RestApiId: !Ref Rest}}
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Rest
      ResourceId: !Ref Orders
      HttpMethod: GET
      Integration:
        Uri: !Sub "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"
  Http: {Type: AWS::ApiGatewayV2::Api}
  Link: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Http, IntegrationUri: !GetAtt Fn.Arn}}
  Route:
    Type: AWS::ApiGatewayV2::Route
    Properties: {ApiId: !Ref Http, RouteKey: "POST /x", Target: !Join ["/", [integrations, !Ref Link]]}
  Fn: {Type: AWS::Lambda::Function}
""")
    assert edges(found) == {"Rest -> Fn: GET orders", "Http -> Fn: POST /x"}


def test_what_is_fetched_from_a_queue_by_permission_runs_from_the_queue(template):
    found = template("""
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {TaskRoleArn: !GetAtt Role.Arn}}
  Work: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyDocument:
            Statement:
              - {Action: "sqs:ReceiveMessage", Resource: [!GetAtt In.Arn]}
              - {Action: "sqs:SendMessage", Resource: !GetAtt Out.Arn}
  In: {Type: AWS::SQS::Queue}
  Out: {Type: AWS::SQS::Queue}
""")
    assert edges(found) == {"In -> Work", "Work -> Out: writes"}


def test_exports_of_one_template_lead_to_another(template):
    one = """
Resources: {Table: {Type: AWS::DynamoDB::Table}}
Outputs: {T: {Value: !Ref Table, Export: {Name: shop-table}}}
"""
    two = "Resources: {Fn: {Type: AWS::Lambda::Function, Properties: {Environment: {T: !ImportValue shop-table}}}}"
    found = template(one, two)
    assert edges(found) == {"Fn -> Table"}
    assert groups(found) == {"t0.yaml": {"Table"}, "t1.yaml": {"Fn"}}


def test_names_inside_texts_are_no_references(template):
    found = template("""
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Environment: {A: Table, B: "${Table}", C: !Sub "${!Table}"}}}
  Table: {Type: AWS::DynamoDB::Table}
""")
    assert edges(found) == set()


def test_loops_and_resources_without_a_type_are_told(template):
    found = template(
        "Resources: {'Fn::ForEach::X': [a, b, {}], Odd: 3, Q: {Type: AWS::SQS::Queue}, U: {Type: Custom::Thing}}"
    )
    assert [(loss.what, loss.why) for loss in found.losses] == [
        ("The resource “Fn::ForEach::X”", "loops are not unrolled"),
        ("The resource “Odd”", "it has no type"),
        ("Custom::Thing", "it is no component that a diagram shows"),
    ]


def test_relays_that_lead_to_each_other_end(template):
    found = template("""
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt A.Arn}}
  A: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: [!Ref B]}}
  B: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {X: [!Ref A, !Ref Q]}}}
  Q: {Type: AWS::SQS::Queue}
""")
    assert edges(found) == {"Fn -> Q"}


@pytest.mark.parametrize("text", ["", "a: 1", "Resources: {}", "Resources: {A: {Type: x}}", "[]"])
def test_what_is_no_template_is_refused(template, text):
    with pytest.raises(FormatError, match="no CloudFormation template"):
        template(text)


def test_every_part_is_in_the_catalog(catalog):
    assert {name for name in VOCABULARY.parts.values() if catalog.named(name) is None} == set()


def test_permissions_that_multiply_are_refused(template):
    queues = "".join(f"  Q{n}: {{Type: AWS::SQS::Queue}}\n" for n in range(500))
    functions = "".join(f"  F{n}: {{Type: AWS::Lambda::Function, Properties: {{Role: !Ref R}}}}\n" for n in range(500))
    everything = ", ".join(f"!Ref Q{n}" for n in range(500))
    role = f"  R: {{Type: AWS::IAM::Role, Properties: {{Policies: [{everything}]}}}}\n"
    with pytest.raises(FormatError, match="too many connections"):
        template(f"Resources:\n{role}{functions}{queues}")


def test_a_permission_that_says_nothing_draws_no_edge_against_a_trigger(template):
    found = template("""
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}
  Trigger:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Fn}
  Stream:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt Table.StreamArn, FunctionName: !Ref Fn}
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyDocument:
            Statement:
              - {Action: "sqs:*", Resource: !GetAtt Queue.Arn}
              - {Action: "dynamodb:PutItem", Resource: !GetAtt Table.Arn}
  Queue: {Type: AWS::SQS::Queue}
  Table: {Type: AWS::DynamoDB::Table}
""")
    assert edges(found) == {"Queue -> Fn", "Table -> Fn", "Fn -> Table: writes"}


def test_variables_that_a_text_defines_itself_are_no_references(template):
    found = template("""
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties: {Environment: !Sub ["${Table}-${Queue}", {Table: word}]}
  Table: {Type: AWS::DynamoDB::Table}
  Queue: {Type: AWS::SQS::Queue}
""")
    assert edges(found) == {"Fn -> Queue"}


def test_a_consumer_of_a_stream_stands_for_the_stream(template):
    found = template("""
Resources:
  Clicks: {Type: AWS::Kinesis::Stream}
  Fast: {Type: AWS::Kinesis::StreamConsumer, Properties: {StreamARN: !GetAtt Clicks.Arn}}
  Count:
    Type: AWS::Serverless::Function
    Properties: {Events: {E: {Type: Kinesis, Properties: {Stream: !GetAtt Fast.ConsumerARN}}}}
""")
    assert edges(found) == {"Clicks -> Count"}
    assert found.losses == ()
