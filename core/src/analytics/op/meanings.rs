//! What the structures of one version of the API mean, and back: one text for both, because their members are the same.

/// Joins the structures of the version where it is used to what they mean.
macro_rules! meanings {
    () => {
        impl SourceSchema {
            /// What it means.
            pub(in crate::analytics) fn meaning(self) -> Result<meaning::SourceSchema, Error> {
                let format = self.record_format.unwrap_or_default();
                let parameters = format.mapping_parameters.unwrap_or_default();
                let said = schema::Said {
                    format: format.record_format_type.unwrap_or_default(),
                    row_path: parameters.json.and_then(|json| json.record_row_path),
                    delimiters: parameters.csv.map(|csv| {
                        let row = csv.record_row_delimiter.unwrap_or_default();
                        (row, csv.record_column_delimiter.unwrap_or_default())
                    }),
                    encoding: self.record_encoding,
                    columns: self.record_columns.unwrap_or_default().into_iter().map(|column| {
                        let sql_type = column.sql_type.unwrap_or_default();
                        (column.name.unwrap_or_default(), column.mapping, sql_type)
                    }).collect(),
                };
                said.meaning()
            }
        }

        impl From<&meaning::SourceSchema> for SourceSchema {
            fn from(schema: &meaning::SourceSchema) -> Self {
                let (format, parameters) = match schema.format.clone() {
                    meaning::SourceFormat::Json { row_path } => {
                        let json = JSONMappingParameters { record_row_path: Some(row_path) };
                        (RecordFormatType::Json, MappingParameters { json: Some(json), csv: None })
                    }
                    meaning::SourceFormat::Csv { row_delimiter, column_delimiter } => {
                        let csv = CSVMappingParameters {
                            record_row_delimiter: Some(row_delimiter),
                            record_column_delimiter: Some(column_delimiter),
                        };
                        (RecordFormatType::Csv, MappingParameters { json: None, csv: Some(csv) })
                    }
                };
                let column = |column: &meaning::SourceColumn| RecordColumn {
                    name: Some(column.name.clone()),
                    mapping: column.mapping.clone(),
                    sql_type: Some(column.written_type.clone()),
                };
                Self {
                    record_format: Some(RecordFormat {
                        record_format_type: Some(format),
                        mapping_parameters: Some(parameters),
                    }),
                    record_encoding: schema.encoding.clone(),
                    record_columns: Some(schema.columns.iter().map(column).collect()),
                }
            }
        }

        impl Input {
            /// What it means, under this id.
            pub(in crate::analytics) fn meaning(self, id: String) -> Result<meaning::Input, Error> {
                let source = match (self.stream, self.delivery_stream) {
                    (Some(stream), None) => InputSource::Stream(stream.into()),
                    (None, Some(stream)) => InputSource::DeliveryStream(stream.into()),
                    _ => return Err(Error::not_one_source()),
                };
                let parallelism = self.parallelism.and_then(|parallelism| parallelism.count).unwrap_or(1);
                Ok(meaning::Input {
                    id,
                    name_prefix: self.name_prefix.unwrap_or_default(),
                    source,
                    preprocessor: self.processing.map(InputProcessingConfiguration::meaning),
                    schema: self.schema.unwrap_or_default().meaning()?,
                    parallelism: parallelism.unsigned_abs(),
                    starting_position: None,
                })
            }

            /// What an input becomes by this update.
            pub(in crate::analytics) fn update(self, before: &meaning::Input) -> Result<meaning::Input, Error> {
                if self.processing.is_some() && before.preprocessor.is_none() {
                    return Err(Error::no_processing(&before.id));
                }
                let mut after = Self::from(before);
                // Who names the one kind of source leaves the other.
                if self.stream.is_some() {
                    after.delivery_stream = None;
                }
                if self.delivery_stream.is_some() {
                    after.stream = None;
                }
                after.merge(self);
                let position = before.starting_position;
                Ok(meaning::Input { starting_position: position, ..after.meaning(before.id.clone())? })
            }
        }

        impl InputProcessingConfiguration {
            /// The function that it means.
            pub(in crate::analytics) fn meaning(self) -> Resource {
                self.input_lambda_processor.unwrap_or_default().into()
            }
        }

        impl From<&Resource> for InputProcessingConfiguration {
            fn from(function: &Resource) -> Self {
                Self { input_lambda_processor: Some(function.into()) }
            }
        }

        impl From<&meaning::Input> for Input {
            fn from(input: &meaning::Input) -> Self {
                let (stream, delivery_stream) = match &input.source {
                    InputSource::Stream(stream) => (Some(stream.into()), None),
                    InputSource::DeliveryStream(stream) => (None, Some(stream.into())),
                };
                let position = input.starting_position;
                Self {
                    input_id: Some(input.id.clone()),
                    name_prefix: Some(input.name_prefix.clone()),
                    in_app_stream_names: Some(input.stream_names().collect()),
                    processing: input.preprocessor.as_ref().map(Into::into),
                    stream,
                    delivery_stream,
                    schema: Some((&input.schema).into()),
                    parallelism: Some(InputParallelism { count: i32::try_from(input.parallelism).ok() }),
                    starting_position: position.map(|position| InputStartingPositionConfiguration {
                        input_starting_position: Some(position),
                    }),
                }
            }
        }

        impl Output {
            /// What it means, under this id.
            pub(in crate::analytics) fn meaning(self, id: String) -> Result<meaning::Output, Error> {
                let destination = match (self.stream, self.delivery_stream, self.function) {
                    (Some(stream), None, None) => Destination::Stream(stream.into()),
                    (None, Some(stream), None) => Destination::DeliveryStream(stream.into()),
                    (None, None, Some(function)) => Destination::Function(function.into()),
                    _ => return Err(Error::not_one_destination_of_output()),
                };
                let format = self.destination_schema.unwrap_or_default().record_format_type.unwrap_or_default();
                Ok(meaning::Output { id, stream: self.name.unwrap_or_default(), destination, format })
            }

            /// What an output becomes by this update.
            pub(in crate::analytics) fn update(self, before: &meaning::Output) -> Result<meaning::Output, Error> {
                let mut after = Self::from(before);
                // Who names one kind of destination leaves the others.
                let (stream, delivery_stream, function) =
                    (self.stream.is_some(), self.delivery_stream.is_some(), self.function.is_some());
                if delivery_stream || function {
                    after.stream = None;
                }
                if stream || function {
                    after.delivery_stream = None;
                }
                if stream || delivery_stream {
                    after.function = None;
                }
                after.merge(self);
                after.meaning(before.id.clone())
            }
        }

        impl From<&meaning::Output> for Output {
            fn from(output: &meaning::Output) -> Self {
                let mut told = Self {
                    output_id: Some(output.id.clone()),
                    name: Some(output.stream.clone()),
                    destination_schema: Some(DestinationSchema { record_format_type: Some(output.format) }),
                    ..Self::default()
                };
                match &output.destination {
                    Destination::Stream(stream) => told.stream = Some(stream.into()),
                    Destination::DeliveryStream(stream) => told.delivery_stream = Some(stream.into()),
                    Destination::Function(function) => told.function = Some(function.into()),
                }
                told
            }
        }

        impl ReferenceDataSource {
            /// What it means, under this id.
            pub(in crate::analytics) fn meaning(self, id: String) -> Result<meaning::ReferenceDataSource, Error> {
                let Some(S3ReferenceDataSource { bucket_arn: Some(arn), file_key: Some(file_key), role_arn }) =
                    self.object
                else {
                    return Err(Error::no_object_of_reference());
                };
                Ok(meaning::ReferenceDataSource {
                    id,
                    table_name: self.table_name.unwrap_or_default(),
                    bucket: Resource { arn, role_arn },
                    file_key,
                    schema: self.schema.unwrap_or_default().0.meaning()?,
                })
            }

            /// What a table of reference data becomes by this update.
            pub(in crate::analytics) fn update(
                self,
                before: &meaning::ReferenceDataSource,
            ) -> Result<meaning::ReferenceDataSource, Error> {
                let mut after = Self::from(before);
                after.merge(self);
                after.meaning(before.id.clone())
            }
        }

        impl From<&meaning::ReferenceDataSource> for ReferenceDataSource {
            fn from(reference: &meaning::ReferenceDataSource) -> Self {
                let object = S3ReferenceDataSource {
                    bucket_arn: Some(reference.bucket.arn.clone()),
                    file_key: Some(reference.file_key.clone()),
                    role_arn: reference.bucket.role_arn.clone(),
                };
                Self {
                    reference_id: Some(reference.id.clone()),
                    table_name: Some(reference.table_name.clone()),
                    object: Some(object),
                    schema: Some(Whole((&reference.schema).into())),
                }
            }
        }

        impl CloudWatchLoggingOption {
            /// What it means, under this id.
            pub(in crate::analytics) fn meaning(self, id: String) -> meaning::LoggingOption {
                let log_stream =
                    Resource { arn: self.log_stream_arn.unwrap_or_default(), role_arn: self.role_arn };
                meaning::LoggingOption { id, log_stream }
            }

            /// What a logging option becomes by this update.
            pub(in crate::analytics) fn update(self, before: &meaning::LoggingOption) -> meaning::LoggingOption {
                let mut after = Self::from(before);
                after.merge(self);
                after.meaning(before.id.clone())
            }
        }

        impl From<&meaning::LoggingOption> for CloudWatchLoggingOption {
            fn from(option: &meaning::LoggingOption) -> Self {
                Self {
                    id: Some(option.id.clone()),
                    log_stream_arn: Some(option.log_stream.arn.clone()),
                    role_arn: option.log_stream.role_arn.clone(),
                }
            }
        }

        impl From<Discovered> for DiscoverInputSchemaResponse {
            fn from(discovered: Discovered) -> Self {
                Self {
                    input_schema: (&discovered.schema).into(),
                    parsed_input_records: discovered.parsed,
                    processed_input_records: discovered.processed,
                    raw_input_records: discovered.raw,
                }
            }
        }
    };
}

pub(super) use meanings;
