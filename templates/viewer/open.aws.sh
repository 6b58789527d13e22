#!/bin/sh
# A port of this machine that leads to the viewer: open.sh ROOT LABEL PORT. IAM decides who may (ssm:StartSession on the
# task); it needs the AWS command line with the Session Manager plugin.
set -eu
root=$1 label=$2 port=$3

found() {
  terraform -chdir="$root" output -raw "$1" 2>/dev/null || {
    echo "no viewer in $root: set queue_viewer = true in its terraform.tfvars, and apply" >&2
    exit 64
  }
}

service=$(found "${label}_service_arn")
secret=$(found queue_viewer_login_secret_arn)
region=$(echo "$service" | cut -d: -f4)
cluster=$(echo "$service" | cut -d/ -f2)
task=$(aws ecs list-tasks --region "$region" --cluster "$cluster" --service-name "$service" \
  --desired-status RUNNING --query 'taskArns[0]' --output text)
case $task in arn:*) ;; *)
  echo "the viewer does not run yet: \`make push\`, apply, and wait a minute" >&2
  exit 69
  ;;
esac
runtime=$(aws ecs describe-tasks --region "$region" --cluster "$cluster" --tasks "$task" \
  --query 'tasks[0].containers[0].runtimeId' --output text)
echo "http://127.0.0.1:$port, as admin with the password of"
echo "  aws secretsmanager get-secret-value --region $region --secret-id $secret --query SecretString --output text"
exec aws ssm start-session --region "$region" --target "ecs:${cluster}_${task##*/}_${runtime}" \
  --document-name AWS-StartPortForwardingSession --parameters "portNumber=$port,localPortNumber=$port"
