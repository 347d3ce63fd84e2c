variable "name" {}
variable "notify" {}

resource "aws_s3_bucket" "this" {
  bucket = var.name
}

resource "aws_s3_bucket_notification" "this" {
  bucket = aws_s3_bucket.this.id
  topic {
    topic_arn = var.notify
    events    = ["s3:ObjectCreated:*"]
  }
}

output "bucket" { value = aws_s3_bucket.this.bucket }
output "bucket_arn" { value = aws_s3_bucket.this.arn }
