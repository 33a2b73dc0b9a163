//! What the newer version has for applications of Flink alone.

use crate::api::Unsupported;

/// Operations of the service model that do not run, by name.
pub static UNSUPPORTED: &[Unsupported] = &[
    Unsupported { name: "AddApplicationVpcConfiguration", reason: NETWORKS },
    Unsupported { name: "CreateApplicationPresignedUrl", reason: DASHBOARDS },
    Unsupported { name: "CreateApplicationSnapshot", reason: SNAPSHOTS },
    Unsupported { name: "CreateSnapshot", reason: SNAPSHOTS },
    Unsupported { name: "DeleteApplicationSnapshot", reason: SNAPSHOTS },
    Unsupported { name: "DeleteApplicationVpcConfiguration", reason: NETWORKS },
    Unsupported { name: "DeleteSnapshot", reason: SNAPSHOTS },
    Unsupported { name: "DescribeApplicationOperation", reason: VERSIONS },
    Unsupported { name: "DescribeApplicationSnapshot", reason: SNAPSHOTS },
    Unsupported { name: "DescribeApplicationVersion", reason: VERSIONS },
    Unsupported { name: "DescribeSnapshot", reason: SNAPSHOTS },
    Unsupported { name: "DescribeSnapshotOperation", reason: SNAPSHOTS },
    Unsupported { name: "ExportSnapshot", reason: SNAPSHOTS },
    Unsupported { name: "ImportSnapshot", reason: SNAPSHOTS },
    Unsupported { name: "ListApplicationOperations", reason: VERSIONS },
    Unsupported { name: "ListApplicationSnapshots", reason: SNAPSHOTS },
    Unsupported { name: "ListApplicationVersions", reason: VERSIONS },
    Unsupported { name: "ListSnapshotOperations", reason: SNAPSHOTS },
    Unsupported { name: "ListSnapshots", reason: SNAPSHOTS },
    Unsupported { name: "RollbackApplication", reason: VERSIONS },
    Unsupported { name: "UpdateApplicationMaintenanceConfiguration", reason: MAINTENANCE },
];

const DASHBOARDS: &str = "only applications of Flink have a page of their own, and here are those of SQL";
const MAINTENANCE: &str = "only applications of Flink are maintained, and here are those of SQL";
const NETWORKS: &str = "only applications of Flink reach networks of users, and here are those of SQL";
const SNAPSHOTS: &str = "only applications of Flink have snapshots, and here are those of SQL";
const VERSIONS: &str =
    "only applications of Flink keep their versions and what was done to them, and here are those of SQL";
