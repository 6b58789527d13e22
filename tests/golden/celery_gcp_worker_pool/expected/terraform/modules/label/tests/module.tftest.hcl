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
