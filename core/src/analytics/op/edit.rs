//! Changes of a configuration that both versions of the API know.

use alloc::string::String;

use super::parts;
use crate::analytics::application::configuration::{
    Configuration, Input, LoggingOption, Output, ReferenceDataSource, Resource,
};
use crate::error::Error;

impl Configuration {
    pub(super) fn add_input(
        &mut self,
        version: u64,
        input: impl FnOnce(String) -> Result<Input, Error>,
    ) -> Result<(), Error> {
        self.inputs.push(input(parts::id(version, 0))?);
        Ok(())
    }

    pub(super) fn add_output(
        &mut self,
        version: u64,
        output: impl FnOnce(String) -> Result<Output, Error>,
    ) -> Result<(), Error> {
        self.outputs.push(output(parts::id(version, 0))?);
        Ok(())
    }

    pub(super) fn add_reference(
        &mut self,
        version: u64,
        reference: impl FnOnce(String) -> Result<ReferenceDataSource, Error>,
    ) -> Result<(), Error> {
        self.references.push(reference(parts::id(version, 0))?);
        Ok(())
    }

    pub(super) fn add_logging_option(
        &mut self,
        version: u64,
        option: impl FnOnce(String) -> LoggingOption,
    ) -> Result<(), Error> {
        self.logging_options.push(option(parts::id(version, 0)));
        Ok(())
    }

    pub(super) fn add_processing(&mut self, input_id: &str, function: Resource) -> Result<(), Error> {
        let place = parts::place(&self.inputs, input_id)?;
        let input = &mut self.inputs[place];
        if input.preprocessor.is_some() {
            return Err(Error::processing_exists(input_id));
        }
        input.preprocessor = Some(function);
        Ok(())
    }

    pub(super) fn delete_processing(&mut self, input_id: &str) -> Result<(), Error> {
        let place = parts::place(&self.inputs, input_id)?;
        let before = self.inputs[place].preprocessor.take();
        before.map(|_| ()).ok_or_else(|| Error::no_processing(input_id))
    }
}
