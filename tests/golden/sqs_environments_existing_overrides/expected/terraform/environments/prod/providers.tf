provider "aws" {
  allowed_account_ids = ["111122223333"]
  region              = "eu-west-1"
}
