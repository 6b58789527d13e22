# Redis, where the jobs are.

resource "google_compute_network" "redis" {
  project                 = var.project_id
  name                    = "notify-redis"
  auto_create_subnetworks = false

  depends_on = [google_project_service.this]
}

resource "google_compute_subnetwork" "redis" {
  project                  = var.project_id
  region                   = "us-central1"
  name                     = "notify-redis"
  network                  = google_compute_network.redis.id
  ip_cidr_range            = "10.64.0.0/22" # two addresses for each instance, while one replaces another
  private_ip_google_access = true

  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = 0.1
  }
}

# Workers call out; nothing calls in.
resource "google_compute_firewall" "redis_deny_ingress" {
  project       = var.project_id
  name          = "notify-redis"
  network       = google_compute_network.redis.id
  direction     = "INGRESS"
  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }
}

resource "google_redis_instance" "redis" {
  project                 = var.project_id
  region                  = "us-central1"
  name                    = "notify-redis"
  tier                    = "STANDARD_HA"
  memory_size_gb          = 1
  redis_version           = "REDIS_7_2"
  authorized_network      = google_compute_network.redis.id
  connect_mode            = "DIRECT_PEERING"
  auth_enabled            = true
  transit_encryption_mode = "SERVER_AUTHENTICATION"
  deletion_protection     = var.deletion_protection

  # A full Redis refuses new jobs. Any other policy would drop old ones.
  redis_configs = {
    maxmemory-policy = "noeviction"
  }

  persistence_config {
    persistence_mode    = "RDB"
    rdb_snapshot_period = "ONE_HOUR"
  }

  depends_on = [google_project_service.this]
}

# The address holds the password: workers read it from the secret store.
resource "google_secret_manager_secret" "redis_url" {
  project   = var.project_id
  secret_id = "notify-redis-url"

  replication {
    user_managed {
      replicas {
        location = "us-central1"
      }
    }
  }

  depends_on = [google_project_service.this]
}

resource "google_secret_manager_secret_version" "redis_url" {
  secret      = google_secret_manager_secret.redis_url.id
  secret_data = "rediss://:${google_redis_instance.redis.auth_string}@${google_redis_instance.redis.host}:${google_redis_instance.redis.port}/0"
}
