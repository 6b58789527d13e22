terraform {
  required_version = ">= 1.9.0"

  backend "s3" {
    bucket       = "shop-terraform-state"
    key          = "queues/shop/staging.tfstate"
    region       = "eu-central-1"
    use_lockfile = true
  }

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}
