provider "aws" {
  allowed_account_ids = ["111122223333"]
  region              = "eu-central-1"

  assume_role {
    role_arn = "arn:aws:iam::111122223333:role/deploy"
  }
}
