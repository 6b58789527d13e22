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
  target = google_service_account.push_worker
  values = {
    email  = "push_worker@test.iam.gserviceaccount.com"
    member = "serviceAccount:push_worker@test.iam.gserviceaccount.com"
  }
}

variables {
  bullmq_viewer_image = "us-docker.pkg.dev/cloudrun/container/hello"
  deletion_protection = true
  project_id          = "test"
  push_worker_image   = "us-docker.pkg.dev/cloudrun/container/hello"
}

run "placeholder" {
  command = apply

  assert {
    condition     = google_cloud_run_v2_worker_pool.push_worker.scaling[0].manual_instance_count == 0
    error_message = "push_worker runs, and costs, without an image."
  }
}

run "delivered" {
  command = apply

  variables {
    push_worker_image = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.push_worker.template[0].service_account == google_service_account.push_worker.email
    error_message = "push_worker runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.push_worker.deletion_protection
    error_message = "push_worker can be deleted in spite of deletion_protection."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.push_worker.scaling[0].manual_instance_count >= 1
    error_message = "push_worker does not run."
  }

  assert {
    condition = alltrue([
      for grant in google_secret_manager_secret_iam_member.push_worker :
      grant.role == "roles/secretmanager.secretAccessor" && grant.member == google_service_account.push_worker.member
    ])
    error_message = "push_worker may not read its secrets, or someone else may."
  }
}

run "no_viewer" {
  command = apply

  assert {
    condition     = length(google_cloud_run_v2_service.bullmq_viewer) == 0
    error_message = "bullmq_viewer is there though nobody asked for it."
  }
}

run "viewer" {
  command = apply

  variables {
    queue_viewer         = true
    queue_viewer_members = ["group:operators@example.com"]
    bullmq_viewer_image  = "europe-docker.pkg.dev/test/workers/worker@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  }

  assert {
    condition     = keys(google_cloud_run_v2_service_iam_member.bullmq_viewer) == ["group:operators@example.com"]
    error_message = "bullmq_viewer lets in someone else than its members."
  }

  assert {
    condition     = google_cloud_run_v2_service.bullmq_viewer[0].template[0].service_account == google_service_account.bullmq_viewer[0].email
    error_message = "bullmq_viewer runs as someone else."
  }

  assert {
    condition     = google_cloud_run_v2_service.bullmq_viewer[0].template[0].scaling[0].min_instance_count == 0
    error_message = "bullmq_viewer costs while nobody looks."
  }
}
