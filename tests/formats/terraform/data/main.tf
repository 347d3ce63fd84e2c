terraform {
  required_version = ">= 1.6"
}

provider "aws" {
  region     = "eu-central-1"
  access_key = "AKIAHUNTER2"
}

locals {
  prefix    = "shop-${var.stage}"
  functions = toset(["resize", "tag"])
  db_url    = "postgres://app:${var.db_password}@${aws_db_instance.main.address}/shop"
}

variable "stage" { default = "prod" }

variable "db_password" {
  default   = "hunter2"
  sensitive = true
}

resource "aws_lb" "web" {
  name = "${local.prefix}-web"
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.web.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_lb_target_group" "web" {
  vpc_id = aws_vpc.main.id
}

resource "aws_ecs_service" "web" {
  name            = "storefront"
  desired_count   = 2
  task_definition = aws_ecs_task_definition.web.arn
  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 8080
  }
}

resource "aws_ecs_task_definition" "web" {
  family        = "web"
  task_role_arn = aws_iam_role.web.arn
  container_definitions = jsonencode([{
    name  = "web"
    image = "shop/web:1"
    environment = [
      { name = "DB", value = local.db_url },
      { name = "CACHE", value = aws_elasticache_replication_group.sessions.primary_endpoint_address },
      { name = "NAME", value = "aws_sqs_queue" },
      { name = "UPLOADS", value = module.uploads.bucket },
    ]
  }])
}

resource "aws_iam_role" "web" {
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

data "aws_iam_policy_document" "assume" {
  statement { actions = ["sts:AssumeRole"] }
}

data "aws_iam_policy_document" "web" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.jobs.arn]
  }
  statement {
    actions   = ["dynamodb:GetItem", "dynamodb:Query"]
    resources = ["${aws_dynamodb_table.carts.arn}/index/*"]
  }
}

resource "aws_iam_role_policy" "web" {
  role   = aws_iam_role.web.id
  policy = data.aws_iam_policy_document.web.json
}

resource "aws_db_instance" "main" {
  identifier = "${local.prefix}-db"
  engine     = "postgres"
  password   = var.db_password
}

resource "aws_db_instance" "replica" {
  count               = 2
  replicate_source_db = aws_db_instance.main.identifier
}

resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "sessions"
}

resource "aws_dynamodb_table" "carts" {
  name = "carts"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 3
  })
}

resource "aws_sqs_queue" "dead" {
  name = "jobs-dead"
}

resource "aws_lambda_function" "worker" {
  for_each      = local.functions
  function_name = "${local.prefix}-${each.key}"
  role          = aws_iam_role.worker.arn
  environment {
    variables = {
      STAGE = var.stage
      MODE  = "aws_sqs_queue.dead"
    }
  }
}

resource "aws_iam_role" "worker" {
  inline_policy {
    policy = jsonencode({
      Statement = [
        { Action = ["sqs:ReceiveMessage"], Effect = "Allow", Resource = aws_sqs_queue.jobs.arn },
        { Action = "s3:*", Effect = "Allow", Resource = [module.uploads.bucket_arn] },
      ]
    })
  }
}

resource "aws_lambda_event_source_mapping" "worker" {
  for_each         = local.functions
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.worker[each.key].arn
}

module "uploads" {
  source = "./modules/uploads"
  name   = "${local.prefix}-uploads"
  notify = aws_sns_topic.uploaded.arn
}

module "db_proxy" {
  source  = "example-corp/proxy/aws"
  version = "1.2.0"
  env     = { TARGET = aws_db_instance.main.address }
}

module "vpc" {
  source = "terraform-aws-modules/vpc/aws"
}

resource "aws_sns_topic" "uploaded" {
  name = "uploaded"
}

resource "aws_vpc" "main" {}
resource "aws_subnet" "a" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "b" { vpc_id = aws_vpc.main.id }

resource "aws_cloudwatch_log_group" "off" {
  count = 0
}
