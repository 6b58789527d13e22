terraform {
  required_version = ">= 1.9.0"

  backend "s3" {
    bucket = "state"
    key    = "bridge/dev.tfstate"
    region = "us-east-1"
  }

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}
