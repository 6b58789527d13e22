# Redis and its workers have nothing in this network but each other, and reach out through one gateway.
data "aws_availability_zones" "available" {
  state = "available"

  filter {
    name   = "zone-name"
    values = [for letter in ["a", "b", "c", "d", "e", "f"] : "${var.region}${letter}"]
  }
}

resource "aws_vpc" "redis" {
  #checkov:skip=CKV2_AWS_11:flow logs are the account's choice; nothing from outside reaches this network
  cidr_block           = "10.64.0.0/22"
  enable_dns_hostnames = true
  tags = {
    Name = "render-redis"
  }
}

# The default group lets its members talk to each other: emptied, nobody gets in by accident.
resource "aws_default_security_group" "redis" {
  vpc_id = aws_vpc.redis.id
}

resource "aws_internet_gateway" "redis" {
  vpc_id = aws_vpc.redis.id
  tags = {
    Name = "render-redis"
  }
}

resource "aws_subnet" "public" {
  vpc_id                  = aws_vpc.redis.id
  availability_zone       = data.aws_availability_zones.available.names[0]
  cidr_block              = "10.64.0.0/26"
  map_public_ip_on_launch = false
  tags = {
    Name = "render-redis-public"
  }

  lifecycle {
    ignore_changes = [availability_zone] # a zone that AWS opens later moves nothing
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.redis.id
  tags = {
    Name = "render-redis-public"
  }
}

resource "aws_route" "public" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.redis.id
}

resource "aws_route_table_association" "public" {
  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public.id
}

resource "aws_eip" "redis" {
  domain = "vpc"
  tags = {
    Name = "render-redis"
  }

  depends_on = [aws_internet_gateway.redis]
}

# One gateway for both zones: a second one would double what stands still.
resource "aws_nat_gateway" "redis" {
  allocation_id = aws_eip.redis.id
  subnet_id     = aws_subnet.public.id
  tags = {
    Name = "render-redis"
  }

  depends_on = [aws_route.public]
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.redis.id
  tags = {
    Name = "render-redis-private"
  }
}

resource "aws_route" "private" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.redis.id
}

resource "aws_subnet" "private_1" {
  vpc_id            = aws_vpc.redis.id
  availability_zone = data.aws_availability_zones.available.names[0]
  cidr_block        = "10.64.1.0/24"
  tags = {
    Name = "render-redis-private"
  }

  lifecycle {
    ignore_changes = [availability_zone]
  }
}

resource "aws_route_table_association" "private_1" {
  route_table_id = aws_route_table.private.id
  subnet_id      = aws_subnet.private_1.id
}

resource "aws_subnet" "private_2" {
  vpc_id            = aws_vpc.redis.id
  availability_zone = data.aws_availability_zones.available.names[1]
  cidr_block        = "10.64.2.0/24"
  tags = {
    Name = "render-redis-private"
  }

  lifecycle {
    ignore_changes = [availability_zone]
  }
}

resource "aws_route_table_association" "private_2" {
  route_table_id = aws_route_table.private.id
  subnet_id      = aws_subnet.private_2.id
}
