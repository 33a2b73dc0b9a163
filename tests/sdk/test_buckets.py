"""S3's operations, by boto3: every one that the command lists, and no other."""

import subprocess

from conftest import client, command

PART = 5 * 1024 * 1024


def listed():
    """The operations that the command says run."""
    lines = subprocess.check_output([command(), "operations"], text=True).splitlines()
    return {line.split(" ")[0].removeprefix("S3.") for line in lines if line.startswith("S3.")}


def upload(s3, key, end):
    """Begins an upload with one part; `end` gets its id and what names the part."""
    started = s3.create_multipart_upload(Bucket="lake", Key=key)["UploadId"]
    tag = s3.upload_part(Bucket="lake", Key=key, UploadId=started, PartNumber=1, Body=b"x" * PART)["ETag"]
    end(started, {"Parts": [{"PartNumber": 1, "ETag": tag}]})


def test_every_operation_that_is_listed_does_what_it_is_for(endpoint):
    s3 = client(endpoint, "000000000077", service="s3", s3={"addressing_style": "path"})
    called = set()
    s3.meta.events.register("before-call.s3", lambda model, **_: called.add(model.name))

    s3.create_bucket(Bucket="lake")
    assert [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]] == ["lake"]
    s3.head_bucket(Bucket="lake")
    assert s3.get_bucket_location(Bucket="lake")["LocationConstraint"] is None

    s3.put_object(Bucket="lake", Key="a/1", Body=b"one")
    s3.copy_object(Bucket="lake", Key="a/2", CopySource="lake/a/1")
    assert s3.get_object(Bucket="lake", Key="a/2")["Body"].read() == b"one"
    assert s3.head_object(Bucket="lake", Key="a/2")["ContentLength"] == 3
    names = lambda answer: [entry["Key"] for entry in answer["Contents"]]
    assert names(s3.list_objects(Bucket="lake")) == names(s3.list_objects_v2(Bucket="lake")) == ["a/1", "a/2"]

    ended = {"Bucket": "lake", "Key": "large"}
    upload(s3, "large", lambda id, parts: s3.complete_multipart_upload(**ended, UploadId=id, MultipartUpload=parts))
    upload(s3, "large", lambda id, _: s3.abort_multipart_upload(**ended, UploadId=id))
    assert s3.head_object(**ended)["ContentLength"] == PART

    s3.delete_object(**ended)
    s3.delete_objects(Bucket="lake", Delete={"Objects": [{"Key": "a/1"}, {"Key": "a/2"}]})
    s3.delete_bucket(Bucket="lake")
    assert s3.list_buckets()["Buckets"] == []
    assert called == listed()
