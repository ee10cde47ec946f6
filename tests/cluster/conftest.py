"""Storages to keep things in: a folder, and a real S3 server on loopback."""

import pytest

from crawler.cluster.storage import Storage

BUCKET = "news"


@pytest.fixture(scope="session")
def s3_server():
    """The server's address."""
    moto = pytest.importorskip("moto.server", reason="the extra `test` brings moto")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_server, monkeypatch):
    """An address in a bucket, and what fsspec must know to reach it."""
    import fsspec.config
    from s3fs import S3FileSystem

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    monkeypatch.setenv("FSSPEC_S3_ENDPOINT_URL", s3_server)  # for other processes
    monkeypatch.setitem(fsspec.config.conf, "s3", {"endpoint_url": s3_server})
    S3FileSystem.clear_instance_cache()
    files = S3FileSystem(endpoint_url=s3_server)
    if not files.exists(BUCKET):
        files.mkdir(BUCKET)
    elif files.ls(BUCKET):
        files.rm(f"{BUCKET}/*", recursive=True)
    yield f"s3://{BUCKET}/sites"
    S3FileSystem.clear_instance_cache()


@pytest.fixture(params=["folder", "s3"])
def storage(request, tmp_path):
    if request.param == "s3":
        return Storage(request.getfixturevalue("s3"))
    pytest.importorskip("fsspec", reason="the extra `cluster` brings fsspec")
    (tmp_path / "storage").mkdir()
    return Storage(str(tmp_path / "storage"))
