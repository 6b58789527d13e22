"""Generated from schemas/infera.schema.json by `python -m tests.shape_build`.

`validate(data)` returns when the data has the shape, and raises `Refused` otherwise.
"""

# ruff: noqa
# mypy: ignore-errors
# fmt: off

import re
from math import isfinite

__all__ = ["Refused", "validate"]


class Refused(Exception):
    """The data does not have the shape."""


class _Patterns(dict):
    """Patterns, compiled on first use."""

    def __missing__(self, pattern):
        compiled = self[pattern] = re.compile(pattern)
        return compiled


PATTERNS = _Patterns()

NoneType = type(None)

def validate(data):
    if not isinstance(data, (dict)):
        raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(['project_name', 'provider', 'queues']) - data.keys()
        if data__missing_keys:
            raise Refused
        data_keys = set(data.keys())
        if "version" in data_keys:
            data_keys.remove("version")
            data__version = data["version"]
            if not isinstance(data__version, (int)) or isinstance(data__version, bool):
                raise Refused
            if isinstance(data__version, (int, float)) and not isinstance(data__version, bool):
                if data__version < 1:
                    raise Refused
                if data__version > 1:
                    raise Refused
        if "infera" in data_keys:
            data_keys.remove("infera")
            data__infera = data["infera"]
            if not isinstance(data__infera, (str)):
                raise Refused
            if isinstance(data__infera, str):
                data__infera_len = len(data__infera)
                if data__infera_len < 1:
                    raise Refused
                if data__infera_len > 200:
                    raise Refused
        if "project_name" in data_keys:
            data_keys.remove("project_name")
            data__projectname = data["project_name"]
            if not isinstance(data__projectname, (str)):
                raise Refused
            if isinstance(data__projectname, str):
                if not PATTERNS['^(?!(?:con|nul|prn|aux|com[0-9]|lpt[0-9])$)[a-z][a-z0-9-]{0,29}$(?!\\n)'].search(data__projectname):
                    raise Refused
        if "provider" in data_keys:
            data_keys.remove("provider")
            data__provider = data["provider"]
            if not isinstance(data__provider, (str)):
                raise Refused
            if not (isinstance(data__provider, str) and data__provider == 'aws' or isinstance(data__provider, str) and data__provider == 'gcp' or isinstance(data__provider, str) and data__provider == 'self_hosted'):
                raise Refused
        if "region" in data_keys:
            data_keys.remove("region")
            data__region = data["region"]
            validate____defs_region(data__region)
        if "project_id" in data_keys:
            data_keys.remove("project_id")
            data__projectid = data["project_id"]
            validate____defs_project_id(data__projectid)
        if "language" in data_keys:
            data_keys.remove("language")
            data__language = data["language"]
            validate____defs_language(data__language)
        if "labels" in data_keys:
            data_keys.remove("labels")
            data__labels = data["labels"]
            validate____defs_labels(data__labels)
        if "terraform" in data_keys:
            data_keys.remove("terraform")
            data__terraform = data["terraform"]
            if not isinstance(data__terraform, (dict)):
                raise Refused
            data__terraform_is_dict = isinstance(data__terraform, dict)
            if data__terraform_is_dict:
                data__terraform_keys = set(data__terraform.keys())
                if "required_version" in data__terraform_keys:
                    data__terraform_keys.remove("required_version")
                    data__terraform__requiredversion = data__terraform["required_version"]
                    if not isinstance(data__terraform__requiredversion, (str)):
                        raise Refused
                    if isinstance(data__terraform__requiredversion, str):
                        data__terraform__requiredversion_len = len(data__terraform__requiredversion)
                        if data__terraform__requiredversion_len < 1:
                            raise Refused
                        if data__terraform__requiredversion_len > 200:
                            raise Refused
                if "backend" in data__terraform_keys:
                    data__terraform_keys.remove("backend")
                    data__terraform__backend = data__terraform["backend"]
                    validate____defs_backend(data__terraform__backend)
                if "providers" in data__terraform_keys:
                    data__terraform_keys.remove("providers")
                    data__terraform__providers = data__terraform["providers"]
                    if not isinstance(data__terraform__providers, (dict)):
                        raise Refused
                    data__terraform__providers_is_dict = isinstance(data__terraform__providers, dict)
                    if data__terraform__providers_is_dict:
                        data__terraform__providers_len = len(data__terraform__providers)
                        if data__terraform__providers_len > 50:
                            raise Refused
                        data__terraform__providers_keys = set(data__terraform__providers.keys())
                        for data__terraform__providers_key in data__terraform__providers_keys:
                            if data__terraform__providers_key not in []:
                                data__terraform__providers_value = data__terraform__providers.get(data__terraform__providers_key)
                                if not isinstance(data__terraform__providers_value, (str)):
                                    raise Refused
                                if isinstance(data__terraform__providers_value, str):
                                    data__terraform__providers_value_len = len(data__terraform__providers_value)
                                    if data__terraform__providers_value_len < 1:
                                        raise Refused
                                    if data__terraform__providers_value_len > 200:
                                        raise Refused
                        if data__terraform__providers_len != 0:
                            data__terraform__providers_property_names = True
                            for data__terraform__providers_key in data__terraform__providers:
                                try:
                                    validate____defs_identifier(data__terraform__providers_key)
                                except Refused:
                                    data__terraform__providers_property_names = False
                            if not data__terraform__providers_property_names:
                                raise Refused
                if "roots" in data__terraform_keys:
                    data__terraform_keys.remove("roots")
                    data__terraform__roots = data__terraform["roots"]
                    if not isinstance(data__terraform__roots, (bool)):
                        raise Refused
                if data__terraform_keys:
                    raise Refused
        if "environments" in data_keys:
            data_keys.remove("environments")
            data__environments = data["environments"]
            if not isinstance(data__environments, (dict)):
                raise Refused
            data__environments_is_dict = isinstance(data__environments, dict)
            if data__environments_is_dict:
                data__environments_len = len(data__environments)
                if data__environments_len > 100:
                    raise Refused
                data__environments_keys = set(data__environments.keys())
                for data__environments_key in data__environments_keys:
                    if data__environments_key not in []:
                        data__environments_value = data__environments.get(data__environments_key)
                        validate____defs_environment(data__environments_value)
                if data__environments_len != 0:
                    data__environments_property_names = True
                    for data__environments_key in data__environments:
                        try:
                            validate____defs_name(data__environments_key)
                        except Refused:
                            data__environments_property_names = False
                    if not data__environments_property_names:
                        raise Refused
        if "aws" in data_keys:
            data_keys.remove("aws")
            data__aws = data["aws"]
            if not isinstance(data__aws, (dict)):
                raise Refused
            data__aws_is_dict = isinstance(data__aws, dict)
            if data__aws_is_dict:
                data__aws_keys = set(data__aws.keys())
                if "permissions_boundary" in data__aws_keys:
                    data__aws_keys.remove("permissions_boundary")
                    data__aws__permissionsboundary = data__aws["permissions_boundary"]
                    validate____defs_text_or_variable(data__aws__permissionsboundary)
                if "iam_path" in data__aws_keys:
                    data__aws_keys.remove("iam_path")
                    data__aws__iampath = data__aws["iam_path"]
                    if not isinstance(data__aws__iampath, (str)):
                        raise Refused
                    if isinstance(data__aws__iampath, str):
                        if not PATTERNS['^/(?:[!-.0-~]{1,100}/){0,5}$(?!\\n)'].search(data__aws__iampath):
                            raise Refused
                if data__aws_keys:
                    raise Refused
        if "deletion_protection" in data_keys:
            data_keys.remove("deletion_protection")
            data__deletionprotection = data["deletion_protection"]
            validate____defs_deletion_protection(data__deletionprotection)
        if "defaults" in data_keys:
            data_keys.remove("defaults")
            data__defaults = data["defaults"]
            validate____defs_defaults(data__defaults)
        if "redis" in data_keys:
            data_keys.remove("redis")
            data__redis = data["redis"]
            validate____defs_redis(data__redis)
        if "queues" in data_keys:
            data_keys.remove("queues")
            data__queues = data["queues"]
            if not isinstance(data__queues, (list, tuple)):
                raise Refused
            data__queues_is_list = isinstance(data__queues, (list, tuple))
            if data__queues_is_list:
                data__queues_len = len(data__queues)
                for data__queues_x, data__queues_item in enumerate(data__queues):
                    validate____defs_queue(data__queues_item)
        if "workers" in data_keys:
            data_keys.remove("workers")
            data__workers = data["workers"]
            if not isinstance(data__workers, (dict, NoneType)):
                raise Refused
            data__workers_is_dict = isinstance(data__workers, dict)
            if data__workers_is_dict:
                data__workers_keys = set(data__workers.keys())
                for data__workers_key in data__workers_keys:
                    if data__workers_key not in []:
                        data__workers_value = data__workers.get(data__workers_key)
                        validate____defs_worker(data__workers_value)
                data__workers_len = len(data__workers)
                if data__workers_len != 0:
                    data__workers_property_names = True
                    for data__workers_key in data__workers:
                        try:
                            validate____defs_name(data__workers_key)
                        except Refused:
                            data__workers_property_names = False
                    if not data__workers_property_names:
                        raise Refused
        if "overrides" in data_keys:
            data_keys.remove("overrides")
            data__overrides = data["overrides"]
            if not isinstance(data__overrides, (dict)):
                raise Refused
            data__overrides_is_dict = isinstance(data__overrides, dict)
            if data__overrides_is_dict:
                data__overrides_len = len(data__overrides)
                if data__overrides_len > 2000:
                    raise Refused
                data__overrides_keys = set(data__overrides.keys())
                for data__overrides_key in data__overrides_keys:
                    if data__overrides_key not in []:
                        data__overrides_value = data__overrides.get(data__overrides_key)
                        if not isinstance(data__overrides_value, (dict)):
                            raise Refused
                        data__overrides_value_is_dict = isinstance(data__overrides_value, dict)
                        if data__overrides_value_is_dict:
                            data__overrides_value_len = len(data__overrides_value)
                            if data__overrides_value_len < 1:
                                raise Refused
                if data__overrides_len != 0:
                    data__overrides_property_names = True
                    for data__overrides_key in data__overrides:
                        try:
                            validate____defs_address(data__overrides_key)
                        except Refused:
                            data__overrides_property_names = False
                    if not data__overrides_property_names:
                        raise Refused
        if "templates" in data_keys:
            data_keys.remove("templates")
            data__templates = data["templates"]
            if not isinstance(data__templates, (str)):
                raise Refused
            if isinstance(data__templates, str):
                data__templates_len = len(data__templates)
                if data__templates_len < 1:
                    raise Refused
                if data__templates_len > 400:
                    raise Refused
        if data_keys:
            raise Refused
    return data

def validate____defs_address(data):
    if not isinstance(data, (str)):
        raise Refused
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 400:
            raise Refused
        if not PATTERNS['^(?:data\\.)?[a-z][a-z0-9_]*\\.[A-Za-z_][A-Za-z0-9_-]*$(?!\\n)'].search(data):
            raise Refused
    return data

def validate____defs_worker(data):
    if not isinstance(data, (dict, NoneType)):
        raise Refused
    try:
        if not isinstance(data, (dict)):
            raise Refused
    except Refused:
        pass
    else:
        validate____defs_worker_values(data)
    return data

def validate____defs_worker_values(data):
    if not isinstance(data, (dict)):
        raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "queue" in data_keys:
            data_keys.remove("queue")
            data__queue = data["queue"]
            validate____defs_reference(data__queue)
        if "queues" in data_keys:
            data_keys.remove("queues")
            data__queues = data["queues"]
            if not isinstance(data__queues, (list, tuple)):
                raise Refused
            data__queues_is_list = isinstance(data__queues, (list, tuple))
            if data__queues_is_list:
                data__queues_len = len(data__queues)
                if data__queues_len < 1:
                    raise Refused
                if data__queues_len > 1000:
                    raise Refused
                def fn(var): return frozenset(dict((k, fn(v)) for k, v in var.items()).items()) if hasattr(var, "items") else tuple(fn(v) for v in var) if isinstance(var, (dict, list)) else (bool, var) if isinstance(var, bool) else var
                if data__queues_len > len(set(fn(data__queues_x) for data__queues_x in data__queues)):
                    raise Refused
                for data__queues_x, data__queues_item in enumerate(data__queues):
                    validate____defs_reference(data__queues_item)
        if "runtime" in data_keys:
            data_keys.remove("runtime")
            data__runtime = data["runtime"]
            if not isinstance(data__runtime, (str)):
                raise Refused
            if not (isinstance(data__runtime, str) and data__runtime == 'lambda' or isinstance(data__runtime, str) and data__runtime == 'cloud_run' or isinstance(data__runtime, str) and data__runtime == 'ecs' or isinstance(data__runtime, str) and data__runtime == 'container'):
                raise Refused
        if "language" in data_keys:
            data_keys.remove("language")
            data__language = data["language"]
            validate____defs_language(data__language)
        if "concurrency" in data_keys:
            data_keys.remove("concurrency")
            data__concurrency = data["concurrency"]
            if not isinstance(data__concurrency, (int)) or isinstance(data__concurrency, bool):
                raise Refused
            if isinstance(data__concurrency, (int, float)) and not isinstance(data__concurrency, bool):
                if data__concurrency < 1:
                    raise Refused
                if data__concurrency > 1000000:
                    raise Refused
        if "instances" in data_keys:
            data_keys.remove("instances")
            data__instances = data["instances"]
            if not isinstance(data__instances, (dict)):
                raise Refused
            data__instances_is_dict = isinstance(data__instances, dict)
            if data__instances_is_dict:
                data__instances_keys = set(data__instances.keys())
                if "min" in data__instances_keys:
                    data__instances_keys.remove("min")
                    data__instances__min = data__instances["min"]
                    if not isinstance(data__instances__min, (int)) or isinstance(data__instances__min, bool):
                        raise Refused
                    if isinstance(data__instances__min, (int, float)) and not isinstance(data__instances__min, bool):
                        if data__instances__min < 0:
                            raise Refused
                        if data__instances__min > 100000:
                            raise Refused
                if "max" in data__instances_keys:
                    data__instances_keys.remove("max")
                    data__instances__max = data__instances["max"]
                    if not isinstance(data__instances__max, (int)) or isinstance(data__instances__max, bool):
                        raise Refused
                    if isinstance(data__instances__max, (int, float)) and not isinstance(data__instances__max, bool):
                        if data__instances__max < 1:
                            raise Refused
                        if data__instances__max > 100000:
                            raise Refused
                if data__instances_keys:
                    raise Refused
        if "timeout" in data_keys:
            data_keys.remove("timeout")
            data__timeout = data["timeout"]
            validate____defs_positive_duration(data__timeout)
        if "memory" in data_keys:
            data_keys.remove("memory")
            data__memory = data["memory"]
            validate____defs_memory(data__memory)
        if "cpu" in data_keys:
            data_keys.remove("cpu")
            data__cpu = data["cpu"]
            if not isinstance(data__cpu, (int, float)) or isinstance(data__cpu, bool) or isinstance(data__cpu, float) and not isfinite(data__cpu):
                raise Refused
            if isinstance(data__cpu, (int, float)) and not isinstance(data__cpu, bool):
                if data__cpu > 1000:
                    raise Refused
                if data__cpu <= 0:
                    raise Refused
        if "batch" in data_keys:
            data_keys.remove("batch")
            data__batch = data["batch"]
            if not isinstance(data__batch, (dict)):
                raise Refused
            data__batch_is_dict = isinstance(data__batch, dict)
            if data__batch_is_dict:
                data__batch_keys = set(data__batch.keys())
                if "size" in data__batch_keys:
                    data__batch_keys.remove("size")
                    data__batch__size = data__batch["size"]
                    if not isinstance(data__batch__size, (int)) or isinstance(data__batch__size, bool):
                        raise Refused
                    if isinstance(data__batch__size, (int, float)) and not isinstance(data__batch__size, bool):
                        if data__batch__size < 1:
                            raise Refused
                        if data__batch__size > 100000:
                            raise Refused
                if "window" in data__batch_keys:
                    data__batch_keys.remove("window")
                    data__batch__window = data__batch["window"]
                    validate____defs_duration(data__batch__window)
                if data__batch_keys:
                    raise Refused
        if "delivery" in data_keys:
            data_keys.remove("delivery")
            data__delivery = data["delivery"]
            if not isinstance(data__delivery, (str)):
                raise Refused
            if not (isinstance(data__delivery, str) and data__delivery == 'auto' or isinstance(data__delivery, str) and data__delivery == 'push' or isinstance(data__delivery, str) and data__delivery == 'pull'):
                raise Refused
        if "filter" in data_keys:
            data_keys.remove("filter")
            data__filter = data["filter"]
            if not isinstance(data__filter, (dict)):
                raise Refused
            data__filter_is_dict = isinstance(data__filter, dict)
            if data__filter_is_dict:
                data__filter_len = len(data__filter)
                if data__filter_len > 200:
                    raise Refused
                data__filter_keys = set(data__filter.keys())
                for data__filter_key in data__filter_keys:
                    if data__filter_key not in []:
                        data__filter_value = data__filter.get(data__filter_key)
                        if not isinstance(data__filter_value, (str, int, bool, list, tuple)):
                            raise Refused
                        data__filter_value_is_list = isinstance(data__filter_value, (list, tuple))
                        if data__filter_value_is_list:
                            data__filter_value_len = len(data__filter_value)
                            if data__filter_value_len < 1:
                                raise Refused
                            if data__filter_value_len > 1000:
                                raise Refused
                            for data__filter_value_x, data__filter_value_item in enumerate(data__filter_value):
                                validate____defs_plain_text(data__filter_value_item)
                if data__filter_len != 0:
                    data__filter_property_names = True
                    for data__filter_key in data__filter:
                        try:
                            if not isinstance(data__filter_key, (str)):
                                raise Refused
                            if isinstance(data__filter_key, str):
                                data__filter_key_len = len(data__filter_key)
                                if data__filter_key_len < 1:
                                    raise Refused
                                if data__filter_key_len > 256:
                                    raise Refused
                        except Refused:
                            data__filter_property_names = False
                    if not data__filter_property_names:
                        raise Refused
        if "permissions" in data_keys:
            data_keys.remove("permissions")
            data__permissions = data["permissions"]
            if not isinstance(data__permissions, (list, tuple)):
                raise Refused
            data__permissions_is_list = isinstance(data__permissions, (list, tuple))
            if data__permissions_is_list:
                data__permissions_len = len(data__permissions)
                if data__permissions_len > 500:
                    raise Refused
                for data__permissions_x, data__permissions_item in enumerate(data__permissions):
                    validate____defs_permission(data__permissions_item)
        if "log_retention" in data_keys:
            data_keys.remove("log_retention")
            data__logretention = data["log_retention"]
            validate____defs_positive_duration(data__logretention)
        if "env" in data_keys:
            data_keys.remove("env")
            data__env = data["env"]
            if not isinstance(data__env, (dict)):
                raise Refused
            data__env_is_dict = isinstance(data__env, dict)
            if data__env_is_dict:
                data__env_len = len(data__env)
                if data__env_len > 1000:
                    raise Refused
                data__env_keys = set(data__env.keys())
                for data__env_key in data__env_keys:
                    if data__env_key not in []:
                        data__env_value = data__env.get(data__env_key)
                        validate____defs_env_value(data__env_value)
                if data__env_len != 0:
                    data__env_property_names = True
                    for data__env_key in data__env:
                        try:
                            validate____defs_env_name(data__env_key)
                        except Refused:
                            data__env_property_names = False
                    if not data__env_property_names:
                        raise Refused
        if "secrets" in data_keys:
            data_keys.remove("secrets")
            data__secrets = data["secrets"]
            if not isinstance(data__secrets, (dict)):
                raise Refused
            data__secrets_is_dict = isinstance(data__secrets, dict)
            if data__secrets_is_dict:
                data__secrets_len = len(data__secrets)
                if data__secrets_len > 1000:
                    raise Refused
                data__secrets_keys = set(data__secrets.keys())
                for data__secrets_key in data__secrets_keys:
                    if data__secrets_key not in []:
                        data__secrets_value = data__secrets.get(data__secrets_key)
                        validate____defs_text_or_variable(data__secrets_value)
                if data__secrets_len != 0:
                    data__secrets_property_names = True
                    for data__secrets_key in data__secrets:
                        try:
                            validate____defs_env_name(data__secrets_key)
                        except Refused:
                            data__secrets_property_names = False
                    if not data__secrets_property_names:
                        raise Refused
        if "idempotency" in data_keys:
            data_keys.remove("idempotency")
            data__idempotency = data["idempotency"]
            if not isinstance(data__idempotency, (bool, dict)):
                raise Refused
            data__idempotency_is_dict = isinstance(data__idempotency, dict)
            if data__idempotency_is_dict:
                data__idempotency_keys = set(data__idempotency.keys())
                if "ttl" in data__idempotency_keys:
                    data__idempotency_keys.remove("ttl")
                    data__idempotency__ttl = data__idempotency["ttl"]
                    validate____defs_positive_duration(data__idempotency__ttl)
                if data__idempotency_keys:
                    raise Refused
        if "network" in data_keys:
            data_keys.remove("network")
            data__network = data["network"]
            validate____defs_network(data__network)
        if "image" in data_keys:
            data_keys.remove("image")
            data__image = data["image"]
            validate____defs_text_or_variable(data__image)
        if "labels" in data_keys:
            data_keys.remove("labels")
            data__labels = data["labels"]
            validate____defs_labels(data__labels)
        if "renamed_from" in data_keys:
            data_keys.remove("renamed_from")
            data__renamedfrom = data["renamed_from"]
            validate____defs_old_name(data__renamedfrom)
        if data_keys:
            raise Refused
    return data

def validate____defs_old_name(data):
    if not isinstance(data, (str)):
        raise Refused
    if isinstance(data, str):
        data_len = len(data)
        if data_len < 1:
            raise Refused
        if data_len > 200:
            raise Refused
        if not PATTERNS['^[A-Za-z0-9_.:/-]+$(?!\\n)'].search(data):
            raise Refused
    return data

def validate____defs_network(data):
    if not isinstance(data, (dict)):
        raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_len = len(data)
        if data_len < 1:
            raise Refused
        data_keys = set(data.keys())
        if "subnets" in data_keys:
            data_keys.remove("subnets")
            data__subnets = data["subnets"]
            validate____defs_texts(data__subnets)
        if "security_groups" in data_keys:
            data_keys.remove("security_groups")
            data__securitygroups = data["security_groups"]
            validate____defs_texts(data__securitygroups)
        if "network" in data_keys:
            data_keys.remove("network")
            data__network = data["network"]
            validate____defs_text_or_variable(data__network)
        if "subnetwork" in data_keys:
            data_keys.remove("subnetwork")
            data__subnetwork = data["subnetwork"]
            validate____defs_text_or_variable(data__subnetwork)
        if data_keys:
            raise Refused
    return data

def validate____defs_texts(data):
    if not isinstance(data, (list, tuple)):
        raise Refused
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        if data_len > 1000:
            raise Refused
        for data_x, data_item in enumerate(data):
            validate____defs_text_or_variable(data_item)
    return data

def validate____defs_env_name(data):
    if not isinstance(data, (str)):
        raise Refused
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 200:
            raise Refused
        if not PATTERNS['^[A-Za-z_][A-Za-z0-9_]*$(?!\\n)'].search(data):
            raise Refused
    return data

def validate____defs_env_value(data):
    if not isinstance(data, (str, int, bool, dict)):
        raise Refused
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 4096:
            raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(['var']) - data.keys()
        if data__missing_keys:
            raise Refused
        data_keys = set(data.keys())
        if "var" in data_keys:
            data_keys.remove("var")
            data__var = data["var"]
            validate____defs_variable(data__var)
        if data_keys:
            raise Refused
    return data

def validate____defs_variable(data):
    if not isinstance(data, (str)):
        raise Refused
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 200:
            raise Refused
        if not PATTERNS['^(?!(?:count|depends_on|for_each|lifecycle|locals|providers|source|version)$)[a-z_][a-z0-9_]*$(?!\\n)'].search(data):
            raise Refused
    return data

def validate____defs_permission(data):
    data_any_of_count1 = 0
    if not data_any_of_count1:
        try:
            validate____defs_text_or_variable(data)
            data_any_of_count1 += 1
        except Refused: pass
    if not data_any_of_count1:
        try:
            if not isinstance(data, (dict)):
                raise Refused
            data_is_dict = isinstance(data, dict)
            if data_is_dict:
                data__missing_keys = set(['actions', 'resources']) - data.keys()
                if data__missing_keys:
                    raise Refused
                data_keys = set(data.keys())
                if "actions" in data_keys:
                    data_keys.remove("actions")
                    data__actions = data["actions"]
                    if not isinstance(data__actions, (list, tuple)):
                        raise Refused
                    data__actions_is_list = isinstance(data__actions, (list, tuple))
                    if data__actions_is_list:
                        data__actions_len = len(data__actions)
                        if data__actions_len < 1:
                            raise Refused
                        if data__actions_len > 500:
                            raise Refused
                        for data__actions_x, data__actions_item in enumerate(data__actions):
                            if not isinstance(data__actions_item, (str)):
                                raise Refused
                            if isinstance(data__actions_item, str):
                                data__actions_item_len = len(data__actions_item)
                                if data__actions_item_len > 200:
                                    raise Refused
                                if not PATTERNS['^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$(?!\\n)'].search(data__actions_item):
                                    raise Refused
                if "resources" in data_keys:
                    data_keys.remove("resources")
                    data__resources = data["resources"]
                    if not isinstance(data__resources, (list, tuple)):
                        raise Refused
                    data__resources_is_list = isinstance(data__resources, (list, tuple))
                    if data__resources_is_list:
                        data__resources_len = len(data__resources)
                        if data__resources_len < 1:
                            raise Refused
                        if data__resources_len > 500:
                            raise Refused
                        for data__resources_x, data__resources_item in enumerate(data__resources):
                            validate____defs_text_or_variable(data__resources_item)
                if data_keys:
                    raise Refused
            data_any_of_count1 += 1
        except Refused: pass
    if not data_any_of_count1:
        try:
            if not isinstance(data, (dict)):
                raise Refused
            data_is_dict = isinstance(data, dict)
            if data_is_dict:
                data__missing_keys = set(['role', 'resource']) - data.keys()
                if data__missing_keys:
                    raise Refused
                data_keys = set(data.keys())
                if "role" in data_keys:
                    data_keys.remove("role")
                    data__role = data["role"]
                    if not isinstance(data__role, (str)):
                        raise Refused
                    if isinstance(data__role, str):
                        data__role_len = len(data__role)
                        if data__role_len > 300:
                            raise Refused
                        if not PATTERNS['^(?:roles|projects/[^/\\s]+/roles|organizations/[0-9]+/roles)/[A-Za-z0-9_.]+$(?!\\n)'].search(data__role):
                            raise Refused
                if "resource" in data_keys:
                    data_keys.remove("resource")
                    data__resource = data["resource"]
                    validate____defs_text_or_variable(data__resource)
                if data_keys:
                    raise Refused
            data_any_of_count1 += 1
        except Refused: pass
    if not data_any_of_count1:
        raise Refused
    return data

def validate____defs_plain_text(data):
    if not isinstance(data, (str, int, bool)):
        raise Refused
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 4096:
            raise Refused
    return data

def validate____defs_duration(data):
    if not isinstance(data, (int, str)) or isinstance(data, bool):
        raise Refused
    if isinstance(data, str):
        if not PATTERNS['^[0-9]{1,9}[smhd]$(?!\\n)'].search(data):
            raise Refused
    if isinstance(data, (int, float)) and not isinstance(data, bool):
        if data < 0:
            raise Refused
        if data > 999999999:
            raise Refused
    return data

def validate____defs_memory(data):
    if not isinstance(data, (int, str)) or isinstance(data, bool):
        raise Refused
    if isinstance(data, str):
        if not PATTERNS['^(?!0+(?:\\.0+)? ?[KMG])[0-9]{1,9}(?:\\.[0-9]{1,6})? ?[KMG]i?B$(?!\\n)'].search(data):
            raise Refused
    if isinstance(data, (int, float)) and not isinstance(data, bool):
        if data < 1:
            raise Refused
        if data > 999999999:
            raise Refused
    return data

def validate____defs_positive_duration(data):
    if not isinstance(data, (int, str)) or isinstance(data, bool):
        raise Refused
    if isinstance(data, str):
        if not PATTERNS['^(?!0+[smhd])[0-9]{1,9}[smhd]$(?!\\n)'].search(data):
            raise Refused
    if isinstance(data, (int, float)) and not isinstance(data, bool):
        if data < 1:
            raise Refused
        if data > 999999999:
            raise Refused
    return data

def validate____defs_reference(data):
    if not isinstance(data, (str)):
        raise Refused
    if isinstance(data, str):
        data_len = len(data)
        if data_len < 1:
            raise Refused
        if data_len > 200:
            raise Refused
    return data

def validate____defs_queue(data):
    validate____defs_queue_values(data)
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(['name']) - data.keys()
        if data__missing_keys:
            raise Refused
        data_keys = set(data.keys())
        if "schedules" in data_keys:
            data_keys.remove("schedules")
            data__schedules = data["schedules"]
            if not isinstance(data__schedules, (list, tuple)):
                raise Refused
    return data

def validate____defs_queue_values(data):
    if not isinstance(data, (dict)):
        raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "name" in data_keys:
            data_keys.remove("name")
            data__name = data["name"]
            validate____defs_name(data__name)
        if "type" in data_keys:
            data_keys.remove("type")
            data__type = data["type"]
            if not isinstance(data__type, (str)):
                raise Refused
            if not (isinstance(data__type, str) and data__type == 'sqs' or isinstance(data__type, str) and data__type == 'pubsub' or isinstance(data__type, str) and data__type == 'cloud_tasks' or isinstance(data__type, str) and data__type == 'bullmq' or isinstance(data__type, str) and data__type == 'celery'):
                raise Refused
        if "resource_name" in data_keys:
            data_keys.remove("resource_name")
            data__resourcename = data["resource_name"]
            if not isinstance(data__resourcename, (str)):
                raise Refused
            if isinstance(data__resourcename, str):
                data__resourcename_len = len(data__resourcename)
                if data__resourcename_len > 300:
                    raise Refused
                if not PATTERNS['^(?:[A-Za-z0-9._~+%-]|\\{(?:project|environment|name)\\})+$(?!\\n)'].search(data__resourcename):
                    raise Refused
        if "paused" in data_keys:
            data_keys.remove("paused")
            data__paused = data["paused"]
            if not isinstance(data__paused, (bool)):
                raise Refused
        if "existing" in data_keys:
            data_keys.remove("existing")
            data__existing = data["existing"]
            validate____defs_text_or_variable(data__existing)
        if "ordering" in data_keys:
            data_keys.remove("ordering")
            data__ordering = data["ordering"]
            if not isinstance(data__ordering, (bool)):
                raise Refused
        if "deduplication" in data_keys:
            data_keys.remove("deduplication")
            data__deduplication = data["deduplication"]
            if not isinstance(data__deduplication, (bool)):
                raise Refused
        if "delay" in data_keys:
            data_keys.remove("delay")
            data__delay = data["delay"]
            validate____defs_duration(data__delay)
        if "retention" in data_keys:
            data_keys.remove("retention")
            data__retention = data["retention"]
            validate____defs_positive_duration(data__retention)
        if "max_message_size" in data_keys:
            data_keys.remove("max_message_size")
            data__maxmessagesize = data["max_message_size"]
            validate____defs_size(data__maxmessagesize)
        if "visibility_timeout" in data_keys:
            data_keys.remove("visibility_timeout")
            data__visibilitytimeout = data["visibility_timeout"]
            validate____defs_positive_duration(data__visibilitytimeout)
        if "rate_limit" in data_keys:
            data_keys.remove("rate_limit")
            data__ratelimit = data["rate_limit"]
            validate____defs_rate(data__ratelimit)
        if "retry" in data_keys:
            data_keys.remove("retry")
            data__retry = data["retry"]
            if not isinstance(data__retry, (dict)):
                raise Refused
            data__retry_is_dict = isinstance(data__retry, dict)
            if data__retry_is_dict:
                data__retry_keys = set(data__retry.keys())
                if "max_attempts" in data__retry_keys:
                    data__retry_keys.remove("max_attempts")
                    data__retry__maxattempts = data__retry["max_attempts"]
                    if not isinstance(data__retry__maxattempts, (int)) or isinstance(data__retry__maxattempts, bool):
                        raise Refused
                    if isinstance(data__retry__maxattempts, (int, float)) and not isinstance(data__retry__maxattempts, bool):
                        if data__retry__maxattempts < 1:
                            raise Refused
                        if data__retry__maxattempts > 1000000:
                            raise Refused
                if "min_backoff" in data__retry_keys:
                    data__retry_keys.remove("min_backoff")
                    data__retry__minbackoff = data__retry["min_backoff"]
                    validate____defs_duration(data__retry__minbackoff)
                if "max_backoff" in data__retry_keys:
                    data__retry_keys.remove("max_backoff")
                    data__retry__maxbackoff = data__retry["max_backoff"]
                    validate____defs_duration(data__retry__maxbackoff)
                if "backoff" in data__retry_keys:
                    data__retry_keys.remove("backoff")
                    data__retry__backoff = data__retry["backoff"]
                    if not isinstance(data__retry__backoff, (str)):
                        raise Refused
                    if not (isinstance(data__retry__backoff, str) and data__retry__backoff == 'exponential' or isinstance(data__retry__backoff, str) and data__retry__backoff == 'fixed'):
                        raise Refused
                if data__retry_keys:
                    raise Refused
        if "dead_letter" in data_keys:
            data_keys.remove("dead_letter")
            data__deadletter = data["dead_letter"]
            if not isinstance(data__deadletter, (bool, dict)):
                raise Refused
            data__deadletter_is_dict = isinstance(data__deadletter, dict)
            if data__deadletter_is_dict:
                data__deadletter_keys = set(data__deadletter.keys())
                if "retention" in data__deadletter_keys:
                    data__deadletter_keys.remove("retention")
                    data__deadletter__retention = data__deadletter["retention"]
                    validate____defs_positive_duration(data__deadletter__retention)
                if "worker" in data__deadletter_keys:
                    data__deadletter_keys.remove("worker")
                    data__deadletter__worker = data__deadletter["worker"]
                    validate____defs_reference(data__deadletter__worker)
                if data__deadletter_keys:
                    raise Refused
        if "priority" in data_keys:
            data_keys.remove("priority")
            data__priority = data["priority"]
            if not isinstance(data__priority, (list, tuple)):
                raise Refused
            data__priority_is_list = isinstance(data__priority, (list, tuple))
            if data__priority_is_list:
                data__priority_len = len(data__priority)
                if data__priority_len < 1:
                    raise Refused
                if data__priority_len > 100:
                    raise Refused
                def fn(var): return frozenset(dict((k, fn(v)) for k, v in var.items()).items()) if hasattr(var, "items") else tuple(fn(v) for v in var) if isinstance(var, (dict, list)) else (bool, var) if isinstance(var, bool) else var
                if data__priority_len > len(set(fn(data__priority_x) for data__priority_x in data__priority)):
                    raise Refused
                for data__priority_x, data__priority_item in enumerate(data__priority):
                    validate____defs_name(data__priority_item)
        if "fan_out" in data_keys:
            data_keys.remove("fan_out")
            data__fanout = data["fan_out"]
            if not isinstance(data__fanout, (bool)):
                raise Refused
        if "encryption" in data_keys:
            data_keys.remove("encryption")
            data__encryption = data["encryption"]
            if not isinstance(data__encryption, (str, dict)):
                raise Refused
            if isinstance(data__encryption, str):
                data__encryption_len = len(data__encryption)
                if data__encryption_len > 2048:
                    raise Refused
                if not PATTERNS['^(?:managed|customer|arn:\\S+|alias/\\S+|projects/\\S+|mrk-[0-9a-f]+|[0-9a-f-]{36})$(?!\\n)'].search(data__encryption):
                    raise Refused
            data__encryption_is_dict = isinstance(data__encryption, dict)
            if data__encryption_is_dict:
                data__encryption__missing_keys = set(['var']) - data__encryption.keys()
                if data__encryption__missing_keys:
                    raise Refused
                data__encryption_keys = set(data__encryption.keys())
                if "var" in data__encryption_keys:
                    data__encryption_keys.remove("var")
                    data__encryption__var = data__encryption["var"]
                    validate____defs_variable(data__encryption__var)
                if data__encryption_keys:
                    raise Refused
        if "envelope" in data_keys:
            data_keys.remove("envelope")
            data__envelope = data["envelope"]
            if not isinstance(data__envelope, (str)):
                raise Refused
            if not (isinstance(data__envelope, str) and data__envelope == 'infera' or isinstance(data__envelope, str) and data__envelope == 'raw'):
                raise Refused
        if "jobs" in data_keys:
            data_keys.remove("jobs")
            data__jobs = data["jobs"]
            if not isinstance(data__jobs, (dict)):
                raise Refused
            data__jobs_is_dict = isinstance(data__jobs, dict)
            if data__jobs_is_dict:
                data__jobs_len = len(data__jobs)
                if data__jobs_len < 1:
                    raise Refused
                data__jobs_keys = set(data__jobs.keys())
                for data__jobs_key in data__jobs_keys:
                    if data__jobs_key not in []:
                        data__jobs_value = data__jobs.get(data__jobs_key)
                        validate____defs_job(data__jobs_value)
                if data__jobs_len != 0:
                    data__jobs_property_names = True
                    for data__jobs_key in data__jobs:
                        try:
                            validate____defs_name(data__jobs_key)
                        except Refused:
                            data__jobs_property_names = False
                    if not data__jobs_property_names:
                        raise Refused
        if "schedules" in data_keys:
            data_keys.remove("schedules")
            data__schedules = data["schedules"]
            if not isinstance(data__schedules, (list, tuple, bool, dict)):
                raise Refused
            data__schedules_is_list = isinstance(data__schedules, (list, tuple))
            if data__schedules_is_list:
                data__schedules_len = len(data__schedules)
                for data__schedules_x, data__schedules_item in enumerate(data__schedules):
                    validate____defs_schedule(data__schedules_item)
            data__schedules_is_dict = isinstance(data__schedules, dict)
            if data__schedules_is_dict:
                data__schedules_keys = set(data__schedules.keys())
                for data__schedules_key in data__schedules_keys:
                    if data__schedules_key not in []:
                        data__schedules_value = data__schedules.get(data__schedules_key)
                        if not isinstance(data__schedules_value, (bool)):
                            raise Refused
        if "alarms" in data_keys:
            data_keys.remove("alarms")
            data__alarms = data["alarms"]
            validate____defs_alarms(data__alarms)
        if "producers" in data_keys:
            data_keys.remove("producers")
            data__producers = data["producers"]
            if not isinstance(data__producers, (list, tuple)):
                raise Refused
            data__producers_is_list = isinstance(data__producers, (list, tuple))
            if data__producers_is_list:
                data__producers_len = len(data__producers)
                if data__producers_len > 1000:
                    raise Refused
                for data__producers_x, data__producers_item in enumerate(data__producers):
                    validate____defs_text_or_variable(data__producers_item)
        if "expected" in data_keys:
            data_keys.remove("expected")
            data__expected = data["expected"]
            if not isinstance(data__expected, (dict)):
                raise Refused
            data__expected_is_dict = isinstance(data__expected, dict)
            if data__expected_is_dict:
                data__expected_keys = set(data__expected.keys())
                if "messages" in data__expected_keys:
                    data__expected_keys.remove("messages")
                    data__expected__messages = data__expected["messages"]
                    if not isinstance(data__expected__messages, (int, str)) or isinstance(data__expected__messages, bool):
                        raise Refused
                    if isinstance(data__expected__messages, str):
                        if not PATTERNS['^[0-9]{1,12}(?:\\.[0-9]{1,6})?[kKMBG]?$(?!\\n)'].search(data__expected__messages):
                            raise Refused
                    if isinstance(data__expected__messages, (int, float)) and not isinstance(data__expected__messages, bool):
                        if data__expected__messages < 0:
                            raise Refused
                        if data__expected__messages > 999999999999:
                            raise Refused
                if "size" in data__expected_keys:
                    data__expected_keys.remove("size")
                    data__expected__size = data__expected["size"]
                    validate____defs_size(data__expected__size)
                if "duration" in data__expected_keys:
                    data__expected_keys.remove("duration")
                    data__expected__duration = data__expected["duration"]
                    if not isinstance(data__expected__duration, (int, str)) or isinstance(data__expected__duration, bool):
                        raise Refused
                    if isinstance(data__expected__duration, str):
                        if not PATTERNS['^[0-9]{1,9}(?:ms|s|m|h|d)$(?!\\n)'].search(data__expected__duration):
                            raise Refused
                    if isinstance(data__expected__duration, (int, float)) and not isinstance(data__expected__duration, bool):
                        if data__expected__duration < 0:
                            raise Refused
                        if data__expected__duration > 999999999:
                            raise Refused
                if data__expected_keys:
                    raise Refused
        if "labels" in data_keys:
            data_keys.remove("labels")
            data__labels = data["labels"]
            validate____defs_labels(data__labels)
        if "renamed_from" in data_keys:
            data_keys.remove("renamed_from")
            data__renamedfrom = data["renamed_from"]
            validate____defs_old_name(data__renamedfrom)
        if data_keys:
            raise Refused
    return data

def validate____defs_alarms(data):
    if not isinstance(data, (bool, dict)):
        raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "enabled" in data_keys:
            data_keys.remove("enabled")
            data__enabled = data["enabled"]
            if not isinstance(data__enabled, (bool)):
                raise Refused
        if "oldest_age" in data_keys:
            data_keys.remove("oldest_age")
            data__oldestage = data["oldest_age"]
            validate____defs_positive_duration(data__oldestage)
        if "depth" in data_keys:
            data_keys.remove("depth")
            data__depth = data["depth"]
            if not isinstance(data__depth, (int)) or isinstance(data__depth, bool):
                raise Refused
            if isinstance(data__depth, (int, float)) and not isinstance(data__depth, bool):
                if data__depth < 0:
                    raise Refused
                if data__depth > 1000000000:
                    raise Refused
        if "dead_letters" in data_keys:
            data_keys.remove("dead_letters")
            data__deadletters = data["dead_letters"]
            if not isinstance(data__deadletters, (bool)):
                raise Refused
        if "notify" in data_keys:
            data_keys.remove("notify")
            data__notify = data["notify"]
            if not isinstance(data__notify, (list, tuple, dict)):
                raise Refused
            data__notify_is_list = isinstance(data__notify, (list, tuple))
            if data__notify_is_list:
                data__notify_len = len(data__notify)
                if data__notify_len > 200:
                    raise Refused
                for data__notify_x, data__notify_item in enumerate(data__notify):
                    validate____defs_text_or_variable(data__notify_item)
            data__notify_is_dict = isinstance(data__notify, dict)
            if data__notify_is_dict:
                data__notify_keys = set(data__notify.keys())
                if "page" in data__notify_keys:
                    data__notify_keys.remove("page")
                    data__notify__page = data__notify["page"]
                    validate____defs_notified(data__notify__page)
                if "ticket" in data__notify_keys:
                    data__notify_keys.remove("ticket")
                    data__notify__ticket = data__notify["ticket"]
                    validate____defs_notified(data__notify__ticket)
                if data__notify_keys:
                    raise Refused
        if "runbook" in data_keys:
            data_keys.remove("runbook")
            data__runbook = data["runbook"]
            if not isinstance(data__runbook, (str)):
                raise Refused
            if isinstance(data__runbook, str):
                data__runbook_len = len(data__runbook)
                if data__runbook_len > 2000:
                    raise Refused
                if not PATTERNS['^https?://[!-~]+$(?!\\n)'].search(data__runbook):
                    raise Refused
        if data_keys:
            raise Refused
    return data

def validate____defs_notified(data):
    if not isinstance(data, (list, tuple)):
        raise Refused
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        if data_len > 200:
            raise Refused
        for data_x, data_item in enumerate(data):
            validate____defs_text_or_variable(data_item)
    return data

def validate____defs_schedule(data):
    if not isinstance(data, (dict)):
        raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(['name', 'cron']) - data.keys()
        if data__missing_keys:
            raise Refused
        data_keys = set(data.keys())
        if "name" in data_keys:
            data_keys.remove("name")
            data__name = data["name"]
            validate____defs_name(data__name)
        if "cron" in data_keys:
            data_keys.remove("cron")
            data__cron = data["cron"]
            if not isinstance(data__cron, (str)):
                raise Refused
            if isinstance(data__cron, str):
                data__cron_len = len(data__cron)
                if data__cron_len < 1:
                    raise Refused
                if data__cron_len > 200:
                    raise Refused
        if "timezone" in data_keys:
            data_keys.remove("timezone")
            data__timezone = data["timezone"]
            if not isinstance(data__timezone, (str)):
                raise Refused
            if isinstance(data__timezone, str):
                data__timezone_len = len(data__timezone)
                if data__timezone_len < 1:
                    raise Refused
                if data__timezone_len > 100:
                    raise Refused
        if "job" in data_keys:
            data_keys.remove("job")
            data__job = data["job"]
            validate____defs_reference(data__job)
        if "payload" in data_keys:
            data_keys.remove("payload")
            data__payload = data["payload"]
        if "enabled" in data_keys:
            data_keys.remove("enabled")
            data__enabled = data["enabled"]
            if not isinstance(data__enabled, (bool)):
                raise Refused
        if data_keys:
            raise Refused
    return data

def validate____defs_job(data):
    if not isinstance(data, (dict, NoneType)):
        raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "payload" in data_keys:
            data_keys.remove("payload")
            data__payload = data["payload"]
            if not isinstance(data__payload, (dict, str)):
                raise Refused
            if isinstance(data__payload, str):
                data__payload_len = len(data__payload)
                if data__payload_len < 1:
                    raise Refused
                if data__payload_len > 400:
                    raise Refused
        if "aliases" in data_keys:
            data_keys.remove("aliases")
            data__aliases = data["aliases"]
            if not isinstance(data__aliases, (list, tuple)):
                raise Refused
            data__aliases_is_list = isinstance(data__aliases, (list, tuple))
            if data__aliases_is_list:
                data__aliases_len = len(data__aliases)
                if data__aliases_len > 200:
                    raise Refused
                def fn(var): return frozenset(dict((k, fn(v)) for k, v in var.items()).items()) if hasattr(var, "items") else tuple(fn(v) for v in var) if isinstance(var, (dict, list)) else (bool, var) if isinstance(var, bool) else var
                if data__aliases_len > len(set(fn(data__aliases_x) for data__aliases_x in data__aliases)):
                    raise Refused
                for data__aliases_x, data__aliases_item in enumerate(data__aliases):
                    validate____defs_old_name(data__aliases_item)
        if "renamed_from" in data_keys:
            data_keys.remove("renamed_from")
            data__renamedfrom = data["renamed_from"]
            validate____defs_old_name(data__renamedfrom)
        if data_keys:
            raise Refused
    return data

def validate____defs_rate(data):
    if not isinstance(data, (str)):
        raise Refused
    if isinstance(data, str):
        if not PATTERNS['^(?!0+/)[0-9]{1,9}/[sm]$(?!\\n)'].search(data):
            raise Refused
    return data

def validate____defs_size(data):
    if not isinstance(data, (int, str)) or isinstance(data, bool):
        raise Refused
    if isinstance(data, str):
        if not PATTERNS['^(?!0+(?:\\.0+)? ?[KMG])[0-9]{1,9}(?:\\.[0-9]{1,6})? ?[KMG]i?B$(?!\\n)'].search(data):
            raise Refused
    if isinstance(data, (int, float)) and not isinstance(data, bool):
        if data < 1:
            raise Refused
        if data > 999999999999:
            raise Refused
    return data

def validate____defs_redis(data):
    if not isinstance(data, (dict)):
        raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "existing" in data_keys:
            data_keys.remove("existing")
            data__existing = data["existing"]
            validate____defs_text_or_variable(data__existing)
        if "node_type" in data_keys:
            data_keys.remove("node_type")
            data__nodetype = data["node_type"]
            if not isinstance(data__nodetype, (str)):
                raise Refused
            if isinstance(data__nodetype, str):
                data__nodetype_len = len(data__nodetype)
                if data__nodetype_len < 1:
                    raise Refused
                if data__nodetype_len > 100:
                    raise Refused
                if not PATTERNS['^[A-Za-z0-9._-]+$(?!\\n)'].search(data__nodetype):
                    raise Refused
        if "replicas" in data_keys:
            data_keys.remove("replicas")
            data__replicas = data["replicas"]
            if not isinstance(data__replicas, (int)) or isinstance(data__replicas, bool):
                raise Refused
            if isinstance(data__replicas, (int, float)) and not isinstance(data__replicas, bool):
                if data__replicas < 0:
                    raise Refused
                if data__replicas > 5:
                    raise Refused
        if "engine_version" in data_keys:
            data_keys.remove("engine_version")
            data__engineversion = data["engine_version"]
            if not isinstance(data__engineversion, (str, int, float)) or isinstance(data__engineversion, bool) or isinstance(data__engineversion, float) and not isfinite(data__engineversion):
                raise Refused
            if isinstance(data__engineversion, str):
                data__engineversion_len = len(data__engineversion)
                if data__engineversion_len > 40:
                    raise Refused
                if not PATTERNS['^[A-Za-z0-9._-]+$(?!\\n)'].search(data__engineversion):
                    raise Refused
        if "network" in data_keys:
            data_keys.remove("network")
            data__network = data["network"]
            validate____defs_network(data__network)
        if data_keys:
            raise Refused
    return data

def validate____defs_defaults(data):
    if not isinstance(data, (dict)):
        raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "queue" in data_keys:
            data_keys.remove("queue")
            data__queue = data["queue"]
            validate____defs_queue_values(data__queue)
            data__queue_is_dict = isinstance(data__queue, dict)
            if data__queue_is_dict:
                data__queue_keys = set(data__queue.keys())
                if "name" in data__queue_keys:
                    data__queue_keys.remove("name")
                    data__queue__name = data__queue["name"]
                    raise Refused
                if "existing" in data__queue_keys:
                    data__queue_keys.remove("existing")
                    data__queue__existing = data__queue["existing"]
                    raise Refused
                if "jobs" in data__queue_keys:
                    data__queue_keys.remove("jobs")
                    data__queue__jobs = data__queue["jobs"]
                    raise Refused
                if "schedules" in data__queue_keys:
                    data__queue_keys.remove("schedules")
                    data__queue__schedules = data__queue["schedules"]
                    raise Refused
                if "renamed_from" in data__queue_keys:
                    data__queue_keys.remove("renamed_from")
                    data__queue__renamedfrom = data__queue["renamed_from"]
                    raise Refused
        if "worker" in data_keys:
            data_keys.remove("worker")
            data__worker = data["worker"]
            validate____defs_worker_values(data__worker)
            data__worker_is_dict = isinstance(data__worker, dict)
            if data__worker_is_dict:
                data__worker_keys = set(data__worker.keys())
                if "queue" in data__worker_keys:
                    data__worker_keys.remove("queue")
                    data__worker__queue = data__worker["queue"]
                    raise Refused
                if "queues" in data__worker_keys:
                    data__worker_keys.remove("queues")
                    data__worker__queues = data__worker["queues"]
                    raise Refused
                if "renamed_from" in data__worker_keys:
                    data__worker_keys.remove("renamed_from")
                    data__worker__renamedfrom = data__worker["renamed_from"]
                    raise Refused
        if "alarms" in data_keys:
            data_keys.remove("alarms")
            data__alarms = data["alarms"]
            validate____defs_alarms(data__alarms)
        if data_keys:
            raise Refused
    return data

def validate____defs_deletion_protection(data):
    if not isinstance(data, (bool)):
        raise Refused
    return data

def validate____defs_text_or_variable(data):
    if not isinstance(data, (str, dict)):
        raise Refused
    if isinstance(data, str):
        data_len = len(data)
        if data_len < 1:
            raise Refused
        if data_len > 4096:
            raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(['var']) - data.keys()
        if data__missing_keys:
            raise Refused
        data_keys = set(data.keys())
        if "var" in data_keys:
            data_keys.remove("var")
            data__var = data["var"]
            validate____defs_variable(data__var)
        if data_keys:
            raise Refused
    return data

def validate____defs_name(data):
    if not isinstance(data, (str)):
        raise Refused
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 200:
            raise Refused
        if not PATTERNS['^(?!(?:con|nul|prn|aux|com[0-9]|lpt[0-9])$)[a-z][a-z0-9_-]*$(?!\\n)'].search(data):
            raise Refused
    return data

def validate____defs_environment(data):
    if not isinstance(data, (dict, NoneType)):
        raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "region" in data_keys:
            data_keys.remove("region")
            data__region = data["region"]
            validate____defs_region(data__region)
        if "project_id" in data_keys:
            data_keys.remove("project_id")
            data__projectid = data["project_id"]
            validate____defs_project_id(data__projectid)
        if "labels" in data_keys:
            data_keys.remove("labels")
            data__labels = data["labels"]
            validate____defs_labels(data__labels)
        if "terraform" in data_keys:
            data_keys.remove("terraform")
            data__terraform = data["terraform"]
            if not isinstance(data__terraform, (dict)):
                raise Refused
            data__terraform_is_dict = isinstance(data__terraform, dict)
            if data__terraform_is_dict:
                data__terraform_keys = set(data__terraform.keys())
                if "backend" in data__terraform_keys:
                    data__terraform_keys.remove("backend")
                    data__terraform__backend = data__terraform["backend"]
                    if not isinstance(data__terraform__backend, (dict)):
                        raise Refused
                    data__terraform__backend_is_dict = isinstance(data__terraform__backend, dict)
                    if data__terraform__backend_is_dict:
                        data__terraform__backend_keys = set(data__terraform__backend.keys())
                        if "type" in data__terraform__backend_keys:
                            data__terraform__backend_keys.remove("type")
                            data__terraform__backend__type = data__terraform__backend["type"]
                            validate____defs_backend_type(data__terraform__backend__type)
                        if "config" in data__terraform__backend_keys:
                            data__terraform__backend_keys.remove("config")
                            data__terraform__backend__config = data__terraform__backend["config"]
                            validate____defs_backend_config(data__terraform__backend__config)
                        if data__terraform__backend_keys:
                            raise Refused
                if data__terraform_keys:
                    raise Refused
        if "deletion_protection" in data_keys:
            data_keys.remove("deletion_protection")
            data__deletionprotection = data["deletion_protection"]
            validate____defs_deletion_protection(data__deletionprotection)
        if "defaults" in data_keys:
            data_keys.remove("defaults")
            data__defaults = data["defaults"]
            validate____defs_defaults(data__defaults)
        if "redis" in data_keys:
            data_keys.remove("redis")
            data__redis = data["redis"]
            validate____defs_redis(data__redis)
        if "queues" in data_keys:
            data_keys.remove("queues")
            data__queues = data["queues"]
            if not isinstance(data__queues, (dict)):
                raise Refused
            data__queues_is_dict = isinstance(data__queues, dict)
            if data__queues_is_dict:
                data__queues_keys = set(data__queues.keys())
                for data__queues_key in data__queues_keys:
                    if data__queues_key not in []:
                        data__queues_value = data__queues.get(data__queues_key)
                        validate____defs_queue_values(data__queues_value)
        if "workers" in data_keys:
            data_keys.remove("workers")
            data__workers = data["workers"]
            if not isinstance(data__workers, (dict)):
                raise Refused
            data__workers_is_dict = isinstance(data__workers, dict)
            if data__workers_is_dict:
                data__workers_keys = set(data__workers.keys())
                for data__workers_key in data__workers_keys:
                    if data__workers_key not in []:
                        data__workers_value = data__workers.get(data__workers_key)
                        validate____defs_worker_values(data__workers_value)
        if "provider_config" in data_keys:
            data_keys.remove("provider_config")
            data__providerconfig = data["provider_config"]
            if not isinstance(data__providerconfig, (dict)):
                raise Refused
        if data_keys:
            raise Refused
    return data

def validate____defs_backend_config(data):
    if not isinstance(data, (dict)):
        raise Refused
    return data

def validate____defs_backend_type(data):
    if not isinstance(data, (str)):
        raise Refused
    if isinstance(data, str):
        if not PATTERNS['^[a-z][a-z0-9_-]{0,62}$(?!\\n)'].search(data):
            raise Refused
    return data

def validate____defs_identifier(data):
    if not isinstance(data, (str)):
        raise Refused
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 200:
            raise Refused
        if not PATTERNS['^[A-Za-z_][A-Za-z0-9_-]*$(?!\\n)'].search(data):
            raise Refused
    return data

def validate____defs_backend(data):
    if not isinstance(data, (dict)):
        raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(['type']) - data.keys()
        if data__missing_keys:
            raise Refused
        data_keys = set(data.keys())
        if "type" in data_keys:
            data_keys.remove("type")
            data__type = data["type"]
            validate____defs_backend_type(data__type)
        if "config" in data_keys:
            data_keys.remove("config")
            data__config = data["config"]
            validate____defs_backend_config(data__config)
        if data_keys:
            raise Refused
    return data

def validate____defs_labels(data):
    if not isinstance(data, (dict)):
        raise Refused
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_len = len(data)
        if data_len > 200:
            raise Refused
        data_keys = set(data.keys())
        for data_key in data_keys:
            if data_key not in []:
                data_value = data.get(data_key)
                validate____defs_plain_text(data_value)
        if data_len != 0:
            data_property_names = True
            for data_key in data:
                try:
                    if not isinstance(data_key, (str)):
                        raise Refused
                    if isinstance(data_key, str):
                        data_key_len = len(data_key)
                        if data_key_len < 1:
                            raise Refused
                        if data_key_len > 200:
                            raise Refused
                except Refused:
                    data_property_names = False
            if not data_property_names:
                raise Refused
    return data

def validate____defs_language(data):
    if not isinstance(data, (str)):
        raise Refused
    if not (isinstance(data, str) and data == 'typescript' or isinstance(data, str) and data == 'python'):
        raise Refused
    return data

def validate____defs_project_id(data):
    if not isinstance(data, (str)):
        raise Refused
    if isinstance(data, str):
        if not PATTERNS['^(?:[a-z0-9.-]{1,100}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$(?!\\n)'].search(data):
            raise Refused
    return data

def validate____defs_region(data):
    if not isinstance(data, (str)):
        raise Refused
    if isinstance(data, str):
        if not PATTERNS['^[a-z][a-z0-9-]{1,62}$(?!\\n)'].search(data):
            raise Refused
    return data
