# `terraform test` in this folder: no cloud, no credentials. A broken module fails here before it breaks a queue.

mock_provider "google" {
  mock_data "google_project" {
    defaults = {
      number = "123456789012"
    }
  }
}

# A mock gives like resources what may be the same values: apart from each other, a wrong reference shows.

override_resource {
  target = google_service_account.labeller
  values = {
    email  = "labeller@test.iam.gserviceaccount.com"
    member = "serviceAccount:labeller@test.iam.gserviceaccount.com"
  }
}

variables {
  celery_viewer_image          = "us-docker.pkg.dev/cloudrun/container/hello"
  deletion_protection          = true
  environment                  = "production"
  labeller_image               = "us-docker.pkg.dev/cloudrun/container/hello"
  labeller_max_instances       = 6
  labeller_min_instances       = 2
  labeller_request_concurrency = 4
  name_prefix                  = "label-production"
  project_id                   = "test"
}

run "placeholder" {
  command = apply

  assert {
    condition     = google_cloud_run_v2_worker_pool.labeller.scaling[0].manual_instance_count == 0
    error_message = "labeller runs, and costs, without an image."
  }
}

run "delivered" {
  command = apply

  variables {
    labeller_image = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.labeller.template[0].service_account == google_service_account.labeller.email
    error_message = "labeller runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.labeller.deletion_protection
    error_message = "labeller can be deleted in spite of deletion_protection."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.labeller.scaling[0].manual_instance_count >= 1
    error_message = "labeller does not run."
  }

  assert {
    condition = alltrue([
      for grant in google_secret_manager_secret_iam_member.labeller :
      grant.role == "roles/secretmanager.secretAccessor" && grant.member == google_service_account.labeller.member
    ])
    error_message = "labeller may not read its secrets, or someone else may."
  }
}

run "no_viewer" {
  command = apply

  assert {
    condition     = length(google_cloud_run_v2_service.celery_viewer) == 0
    error_message = "celery_viewer is there though nobody asked for it."
  }
}

run "viewer" {
  command = apply

  variables {
    queue_viewer         = true
    queue_viewer_members = ["group:operators@example.com"]
    celery_viewer_image  = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = keys(google_cloud_run_v2_service_iam_member.celery_viewer) == ["group:operators@example.com"]
    error_message = "celery_viewer lets in someone else than its members."
  }

  assert {
    condition     = google_cloud_run_v2_service.celery_viewer[0].template[0].service_account == google_service_account.celery_viewer[0].email
    error_message = "celery_viewer runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.celery_viewer[0].template[0].scaling[0].min_instance_count == 0
    error_message = "celery_viewer costs while nobody looks."
  }
}
