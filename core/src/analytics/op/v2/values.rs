//! Enumerations of the newer version. Source: botocore 1.44.5, `kinesisanalyticsv2/2018-05-23/service-2.json`.

use crate::analytics::application::ApplicationStatus as Status;

crate::enumeration! {
    /// What runs an application.
    pub enum RuntimeEnvironment {
        /// SQL.
        Sql1_0 = "SQL-1_0",
        /// Flink.
        Flink1_6 = "FLINK-1_6",
        /// Flink.
        Flink1_8 = "FLINK-1_8",
        /// Notebooks over Flink.
        ZeppelinFlink1_0 = "ZEPPELIN-FLINK-1_0",
        /// Flink.
        Flink1_11 = "FLINK-1_11",
        /// Flink.
        Flink1_13 = "FLINK-1_13",
        /// Notebooks over Flink.
        ZeppelinFlink2_0 = "ZEPPELIN-FLINK-2_0",
        /// Flink.
        Flink1_15 = "FLINK-1_15",
        /// Notebooks over Flink.
        ZeppelinFlink3_0 = "ZEPPELIN-FLINK-3_0",
        /// Flink.
        Flink1_18 = "FLINK-1_18",
        /// Flink.
        Flink1_19 = "FLINK-1_19",
        /// Flink.
        Flink1_20 = "FLINK-1_20",
        /// Flink.
        Flink2_2 = "FLINK-2_2",
        /// Flink.
        Flink2_3 = "FLINK-2_3",
    }
}

crate::enumeration! {
    /// What an application is for.
    pub enum ApplicationMode {
        /// To run.
        Streaming = "STREAMING",
        /// To be a notebook.
        Interactive = "INTERACTIVE",
    }
}

crate::enumeration! {
    /// What the code of an application comes as.
    pub enum CodeContentType {
        /// Text.
        Plaintext = "PLAINTEXT",
        /// A file for Flink.
        Zipfile = "ZIPFILE",
    }
}

/// The state of an application; those of SQL have none of the states that Flink's have beside.
#[derive(Clone, Copy, Debug)]
pub struct ApplicationStatus(pub Status);

impl crate::api::Encode for ApplicationStatus {
    const KIND: crate::api::Kind = crate::api::Kind::Enum(&[
        "DELETING",
        "STARTING",
        "STOPPING",
        "READY",
        "RUNNING",
        "UPDATING",
        "AUTOSCALING",
        "FORCE_STOPPING",
        "ROLLING_BACK",
        "MAINTENANCE",
        "ROLLED_BACK",
    ]);

    fn encode(&self, writer: &mut crate::wire::Writer) {
        crate::api::Encode::encode(&self.0, writer);
    }
}
