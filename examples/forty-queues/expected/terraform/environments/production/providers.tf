provider "aws" {
  allowed_account_ids = ["444455556666"]
  region              = "eu-central-1"

  assume_role {
    role_arn = "arn:aws:iam::444455556666:role/deploy"
  }
}
