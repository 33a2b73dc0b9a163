//! How waiting records are encrypted.

use alloc::string::String;

use super::rules::{KMS_KEY_ARN_WITHOUT_ALIAS, NOT_BLANK};
use crate::api::Rules;

crate::enumeration! {
    /// Whose key records are encrypted with.
    pub enum KeyType {
        /// The service's.
        AwsOwnedCmk = "AWS_OWNED_CMK",
        /// A customer's.
        CustomerManagedCmk = "CUSTOMER_MANAGED_CMK",
    }
}

crate::enumeration! {
    /// How far encryption is.
    pub enum DeliveryStreamEncryptionStatus {
        /// On.
        Enabled = "ENABLED",
        /// Being turned on.
        Enabling = "ENABLING",
        /// It could not be turned on.
        EnablingFailed = "ENABLING_FAILED",
        /// Off.
        Disabled = "DISABLED",
        /// Being turned off.
        Disabling = "DISABLING",
        /// It could not be turned off.
        DisablingFailed = "DISABLING_FAILED",
    }
}

crate::enumeration! {
    /// Why something went wrong.
    pub enum DeliveryStreamFailureType {
        /// VPC endpoint service name not found.
        VpcEndpointServiceNameNotFound = "VPC_ENDPOINT_SERVICE_NAME_NOT_FOUND",
        /// VPC interface endpoint service access denied.
        VpcInterfaceEndpointServiceAccessDenied = "VPC_INTERFACE_ENDPOINT_SERVICE_ACCESS_DENIED",
        /// Retire KMS grant failed.
        RetireKmsGrantFailed = "RETIRE_KMS_GRANT_FAILED",
        /// Create KMS grant failed.
        CreateKmsGrantFailed = "CREATE_KMS_GRANT_FAILED",
        /// KMS access denied.
        KmsAccessDenied = "KMS_ACCESS_DENIED",
        /// Disabled KMS key.
        DisabledKmsKey = "DISABLED_KMS_KEY",
        /// Invalid KMS key.
        InvalidKmsKey = "INVALID_KMS_KEY",
        /// KMS key not found.
        KmsKeyNotFound = "KMS_KEY_NOT_FOUND",
        /// KMS opt in required.
        KmsOptInRequired = "KMS_OPT_IN_REQUIRED",
        /// Create ENI failed.
        CreateEniFailed = "CREATE_ENI_FAILED",
        /// Delete ENI failed.
        DeleteEniFailed = "DELETE_ENI_FAILED",
        /// Subnet not found.
        SubnetNotFound = "SUBNET_NOT_FOUND",
        /// Security group not found.
        SecurityGroupNotFound = "SECURITY_GROUP_NOT_FOUND",
        /// ENI access denied.
        EniAccessDenied = "ENI_ACCESS_DENIED",
        /// Subnet access denied.
        SubnetAccessDenied = "SUBNET_ACCESS_DENIED",
        /// Security group access denied.
        SecurityGroupAccessDenied = "SECURITY_GROUP_ACCESS_DENIED",
        /// Unknown error.
        UnknownError = "UNKNOWN_ERROR",
    }
}

crate::configuration! {
    /// How records are encrypted while they wait.
    pub struct DeliveryStreamEncryption as "DeliveryStreamEncryptionConfigurationInput" | "DeliveryStreamEncryptionConfigurationInput" | "DeliveryStreamEncryptionConfiguration", Replaced {
        /// The key, where it is a customer's.
        key_arn: String = "KeyARN", KMS_KEY_ARN_WITHOUT_ALIAS;
        /// Whose key.
        key_type: KeyType = "KeyType", Rules::NONE, Always;
        /// How far that is.
        status: DeliveryStreamEncryptionStatus = "" | "" | "Status", Rules::NONE;
        /// Why the last change went wrong.
        failure_description: FailureDescription = "" | "" | "FailureDescription", Rules::NONE;
    }
}

crate::configuration! {
    /// Why something went wrong.
    pub struct FailureDescription as "FailureDescription", Replaced {
        /// Of which kind.
        kind: DeliveryStreamFailureType = "Type", Rules::NONE, Always;
        /// In words.
        details: String = "Details", NOT_BLANK.length(1, 1_024), Always;
    }
}
